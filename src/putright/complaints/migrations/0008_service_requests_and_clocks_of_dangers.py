"""Service requests, how a complaint reached us, and the clocks of dangers; each table is held to its landlord."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0007_restricted_cases_and_representatives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("contact_at", models.DateTimeField()),
                ("cut_short", models.BooleanField(default=False)),
                ("read_back", models.BooleanField(default=False)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("writer", models.CharField(blank=True, max_length=200)),
                ("writer_as", models.CharField(blank=True, max_length=20)),
                ("writer_reference", models.CharField(blank=True, max_length=100)),
                ("writer_reach", models.CharField(blank=True, max_length=300)),
                ("permission", models.CharField(blank=True, max_length=20)),
                ("reply_to", models.CharField(blank=True, max_length=20)),
                ("opted_in", models.BooleanField(null=True)),
                ("our_words", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="requested_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="begun_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="saved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="classified_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="classified_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hazard",
            name="elsewhere",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="hazard",
            name="elsewhere_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="elsewhere_words",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="ending",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="hazard",
            name="findings",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="found",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="investigated_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="kind",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="hazard",
            name="made_safe",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="next_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="safe_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="seriousness",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="hazard",
            name="summary_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="why_so_serious",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="work",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="work_began_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="hazard",
            name="work_needed",
            field=models.BooleanField(null=True),
        ),
        migrations.CreateModel(
            name="HazardAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("how", models.CharField(max_length=10)),
                ("reached", models.BooleanField()),
                ("notice", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
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
                    "hazard",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="complaints.hazard",
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
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceRequest",
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
                ("language", models.CharField(default="en", max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("called", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("contact_ways", models.JSONField(default=list)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("original_words", models.TextField(blank=True)),
                ("our_words", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("review", models.TextField(blank=True)),
                ("review_due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("done", models.TextField(blank=True)),
                ("unhappy_words", models.JSONField(default=list)),
                ("unhappy_looked_on", models.DateField(null=True)),
                ("unhappy_note", models.TextField(blank=True)),
                ("complained_on", models.DateField(null=True)),
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
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
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
        migrations.AddField(
            model_name="complaint",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="complaints.servicerequest",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.servicerequest",
            ),
        ),
        migrations.AddField(
            model_name="hazard",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hazards",
                to="complaints.servicerequest",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(("complaint", None), ("request", None), ("saved_at__isnull", False)),
                fields=["landlord", "saved_at"],
                name="complaints_draft_of_staff",
            ),
        ),
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(fields=["landlord", "closed_at", "next_due_at"], name="complaints_hazard_due"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                fields=("landlord", "request"), name="complaints_complaint_of_request"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="complaints.servicerequest",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="hazardattempt",
            index=models.Index(fields=["landlord", "hazard", "at"], name="complaints_hazard_attempts"),
        ),
        migrations.AddConstraint(
            model_name="hazardattempt",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_hazardattempt_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                fields=["landlord", "done_on", "review_due_on", "id"], name="complaints_request_review"
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                condition=models.Q(
                    ("complained_on", None),
                    ("unhappy_looked_on", None),
                    models.Q(("unhappy_words", []), _negated=True),
                ),
                fields=["landlord", "received_on"],
                name="complaints_request_unhappy",
            ),
        ),
        migrations.AddIndex(
            model_name="servicerequest",
            index=models.Index(
                fields=["landlord", "answered_on", "received_on"], name="complaints_request_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_servicerequest_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.UniqueConstraint(
                fields=("landlord", "reference"), name="complaints_servicerequest_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_source_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint"), name="complaints_source_complaint"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("landlord", "request"), name="complaints_source_request"
            ),
        ),
        *tenancy.protect("complaints_servicerequest"),
        *tenancy.protect("complaints_source"),
        *tenancy.protect("complaints_hazardattempt"),
        tenancy.tie("complaints_complaint", "request_id", "complaints_servicerequest"),
        tenancy.tie("complaints_source", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_source", "request_id", "complaints_servicerequest"),
        tenancy.tie("complaints_hazardattempt", "hazard_id", "complaints_hazard"),
        tenancy.tie("complaints_hazard", "request_id", "complaints_servicerequest"),
        tenancy.tie("complaints_draft", "request_id", "complaints_servicerequest"),
        # A try to reach somebody is never taken back, and changes only by being blanked.
        tenancy.grant("complaints_hazardattempt", "SELECT, INSERT, UPDATE (notice, summary)"),
        # A danger that is open counts as an emergency until a person decides otherwise.
        *tenancy.lifted(
            "complaints_hazard",
            [
                "UPDATE complaints_hazard SET next_due_at = opened_at + interval '24 hours' "
                "WHERE closed_at IS NULL"
            ],
        ),
    ]
