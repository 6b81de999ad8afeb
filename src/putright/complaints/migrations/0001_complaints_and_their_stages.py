"""Complaints and all that belongs to one; each table is held to its landlord, each reference to the same landlord."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_sign_in_tables"),
        ("record", "0005_access_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OneOffHoliday",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=300)),
                ("added_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("phone", "Phone"),
                            ("letter", "Letter"),
                            ("email", "Email"),
                            ("visit", "Visit or office"),
                            ("social_media", "Social media"),
                            ("survey", "Survey comment"),
                            ("representative", "MP, councillor or adviser"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("made_on", models.DateField(null=True)),
                ("edition", models.CharField(blank=True, max_length=20)),
                ("state", models.CharField(max_length=40)),
                ("next_due_on", models.DateField(null=True)),
                ("for_whom", models.CharField(default="me", max_length=20)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("called", models.CharField(blank=True, max_length=100)),
                ("on_behalf_of", models.CharField(blank=True, max_length=200)),
                ("relationship", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("tenancy_number", models.CharField(blank=True, max_length=40)),
                ("contact_ways", models.JSONField(default=list)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("safe_times", models.CharField(blank=True, max_length=200)),
                ("safe_message", models.BooleanField(null=True)),
                ("safe_letters", models.BooleanField(null=True)),
                ("documents_by", models.CharField(blank=True, max_length=20)),
                ("spoken_language", models.CharField(blank=True, max_length=60)),
                ("written_language", models.CharField(default="en", max_length=10)),
                ("interpreter", models.BooleanField(default=False)),
                ("british_sign_language", models.BooleanField(default=False)),
                ("original_words", models.TextField(blank=True)),
                ("wanted", models.JSONField(default=list)),
                ("wanted_other", models.TextField(blank=True)),
                ("outcomes", models.TextField(blank=True)),
                ("outside", models.TextField(blank=True)),
                ("withdrawn_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("passphrase", models.CharField(blank=True, max_length=200)),
                ("blanked_at", models.DateTimeField(null=True)),
                ("imported", models.BooleanField(default=False)),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AddedDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("name", models.CharField(max_length=100)),
                ("added_on", models.DateField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="added_days",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("phone", "Phone"),
                            ("letter", "Letter"),
                            ("email", "Email"),
                            ("visit", "Visit or office"),
                            ("social_media", "Social media"),
                            ("survey", "Survey comment"),
                            ("representative", "MP, councillor or adviser"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("outgoing", models.BooleanField()),
                ("who", models.CharField(max_length=200)),
                ("summary", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=10)),
                ("answers", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hazard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("danger", models.CharField(max_length=10)),
                ("kinds", models.JSONField(default=list)),
                ("words", models.TextField(blank=True)),
                ("has_called", models.BooleanField(default=False)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(blank=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hazards",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.draft",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="History",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.JSONField()),
                ("imported_at", models.DateTimeField()),
                ("events", models.PositiveIntegerField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="histories",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "histories",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.PositiveSmallIntegerField()),
                ("edition", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=10)),
                ("content", models.JSONField()),
                ("issued_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "html",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
            ],
            options={
                "ordering": ["issued_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("resident_words", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("agree", "We agree"),
                            ("partly", "We agree in part"),
                            ("disagree", "We do not agree"),
                            ("not_established", "We could not establish what happened"),
                            ("not_recorded", "Not recorded"),
                        ],
                        max_length=20,
                    ),
                ),
                ("facts", models.TextField(blank=True)),
                ("reasons", models.TextField(blank=True)),
                ("basis", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                ("no_remedy_because", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="complaints.point",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                ("action", models.TextField()),
                ("due_on", models.DateField()),
                ("promised_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("proof", models.TextField(blank=True)),
                ("resident_says", models.CharField(blank=True, max_length=10)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="complaints.point",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_on", models.DateField()),
                ("acknowledged_on", models.DateField(null=True)),
                ("extended_to", models.DateField(null=True)),
                ("extended_told_on", models.DateField(null=True)),
                ("extension_reasons", models.TextField(blank=True)),
                ("extension_agreed", models.BooleanField(default=False)),
                ("news_every_days", models.PositiveSmallIntegerField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("refused_on", models.DateField(null=True)),
                ("refusal_reasons", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("wanted_now", models.TextField(blank=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "extension_approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "next_due_on", "id"], name="complaints_by_due"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "state", "next_due_on"], name="complaints_by_state"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "handler", "next_due_on"], name="complaints_by_handler"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "reviewer", "next_due_on"], name="complaints_by_reviewer"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "received_on"], name="complaints_by_received"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_complaint_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                fields=("landlord", "reference"), name="complaints_complaint_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="addedday",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_addedday_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="addedday",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "day"), name="complaints_addedday_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_contact_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_draft_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("landlord", "key"), name="complaints_draft_key"),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(fields=["landlord", "closed_at", "opened_at"], name="complaints_hazard_open"),
        ),
        migrations.AddConstraint(
            model_name="hazard",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_hazard_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="history",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_history_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="history",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint"), name="complaints_history_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_letter_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_point_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="point",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "number"), name="complaints_point_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_finding_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("landlord", "point", "stage"), name="complaints_finding_once"
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["landlord", "done_on", "due_on"], name="complaints_promise_due"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_promise_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_stage_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "number"), name="complaints_stage_once"
            ),
        ),
        *tenancy.protect("complaints_complaint"),
        *tenancy.protect("complaints_stage"),
        *tenancy.protect("complaints_point"),
        *tenancy.protect("complaints_finding"),
        *tenancy.protect("complaints_promise"),
        *tenancy.protect("complaints_contact"),
        *tenancy.protect("complaints_letter"),
        *tenancy.protect("complaints_draft"),
        *tenancy.protect("complaints_hazard"),
        *tenancy.protect("complaints_addedday"),
        *tenancy.protect("complaints_history"),
        tenancy.tie("complaints_stage", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_point", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_finding", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_finding", "point_id", "complaints_point"),
        tenancy.tie("complaints_promise", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_promise", "point_id", "complaints_point"),
        tenancy.tie("complaints_contact", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_letter", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_draft", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_hazard", "draft_id", "complaints_draft"),
        tenancy.tie("complaints_hazard", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_addedday", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_history", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_letter", "html_id", "record_document"),
        tenancy.tie("complaints_letter", "pdf_id", "record_document"),
        # What was issued stands: a letter is not taken back, and changes only by being blanked.
        tenancy.grant("complaints_letter", "SELECT, INSERT, UPDATE (content)"),
        tenancy.grant("complaints_oneoffholiday", "SELECT, INSERT"),
    ]
