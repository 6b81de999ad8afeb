"""Files of a case, requests for evidence with their links, and which finding rests on which file."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0001_complaints_and_their_stages"),
        ("record", "0005_access_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("question", models.TextField()),
                ("photographs", models.CharField(blank=True, max_length=500)),
                ("adjustments", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("first_due_on", models.DateField()),
                ("due_on", models.DateField()),
                ("chase_every", models.PositiveSmallIntegerField()),
                ("link_days", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("answered", "Answered"),
                            ("not_ours", "They say that somebody else knows"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("chase_on", models.DateField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("chased_on", models.DateField(null=True)),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                ("escalated_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_visit", "No visit was needed"),
                            ("visited", "We visited"),
                            ("no_access", "We could not get in"),
                            ("record_missing", "We have no record of this"),
                        ],
                        max_length=16,
                    ),
                ),
                ("visited_on", models.DateField(null=True)),
                ("visited_at", models.TimeField(null=True)),
                ("notice", models.TextField(blank=True)),
                ("attempts", models.TextField(blank=True)),
                ("ask_instead", models.CharField(blank=True, max_length=300)),
                ("saved_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "asked_by",
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
                        related_name="evidence_requests",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.point",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="complaints.evidencerequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(blank=True, max_length=500)),
                (
                    "giver",
                    models.CharField(
                        choices=[("resident", "The resident"), ("staff", "Us"), ("link", "Whoever we asked")],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "check_state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not checked"),
                            ("clean", "Checked"),
                            ("infected", "Contains a virus"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("virus", models.CharField(blank=True, max_length=200)),
                ("prepared", models.BooleanField(default=False)),
                ("taken_out", models.TextField(blank=True)),
                ("taken_out_because", models.TextField(blank=True)),
                ("let_see_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "given_by",
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
                    "original",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
                (
                    "redacted",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
                (
                    "shared",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="complaints.evidencerequest",
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FindingFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="complaints.casefile",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rests_on",
                        to="complaints.finding",
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
        migrations.AddIndex(
            model_name="evidencerequest",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["landlord", "chase_on", "id"],
                name="complaints_evidence_chase",
            ),
        ),
        migrations.AddIndex(
            model_name="evidencerequest",
            index=models.Index(fields=["landlord", "complaint", "asked_at"], name="complaints_evidence_case"),
        ),
        migrations.AddConstraint(
            model_name="evidencerequest",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_evidencerequest_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencelink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_evidencelink_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencelink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "digest"), name="complaints_evidencelink_once"
            ),
        ),
        migrations.AddIndex(
            model_name="casefile",
            index=models.Index(fields=["landlord", "complaint", "given_at"], name="complaints_files_of_case"),
        ),
        migrations.AddIndex(
            model_name="casefile",
            index=models.Index(
                condition=models.Q(("forgotten_at", None), ("prepared", False)),
                fields=["landlord", "given_at", "id"],
                name="complaints_files_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefile",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_casefile_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingfile",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_findingfile_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingfile",
            constraint=models.UniqueConstraint(
                fields=("landlord", "finding", "file"), name="complaints_findingfile_once"
            ),
        ),
        *tenancy.protect("complaints_evidencerequest"),
        *tenancy.protect("complaints_evidencelink"),
        *tenancy.protect("complaints_casefile"),
        *tenancy.protect("complaints_findingfile"),
        tenancy.tie("complaints_evidencerequest", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_evidencerequest", "point_id", "complaints_point"),
        tenancy.tie("complaints_evidencelink", "request_id", "complaints_evidencerequest"),
        tenancy.tie("complaints_casefile", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_casefile", "request_id", "complaints_evidencerequest"),
        tenancy.tie("complaints_casefile", "original_id", "record_document"),
        tenancy.tie("complaints_casefile", "shared_id", "record_document"),
        tenancy.tie("complaints_casefile", "redacted_id", "record_document"),
        tenancy.tie("complaints_findingfile", "finding_id", "complaints_finding"),
        tenancy.tie("complaints_findingfile", "file_id", "complaints_casefile"),
    ]
