"""Forms that are saved with a code, their files, what still has to come, how often something was done, equality counts."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0020_worries_and_what_the_form_asks"),
        ("record", "0007_documents_may_be_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_digest", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=200)),
                ("shown_code", models.TextField(blank=True)),
                ("proof", models.CharField(blank=True, max_length=40)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(max_length=10)),
                ("saved_at", models.DateTimeField()),
                ("reminded_early_at", models.DateTimeField(null=True)),
                ("reminded_late_at", models.DateTimeField(null=True)),
                ("came_back_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved",
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
            name="DraftLink",
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
                    "saved",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="complaints.saveddraft",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StillToCome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call, and write down what went wrong"),
                            ("paper", "Copy their papers"),
                        ],
                        max_length=10,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("when", models.CharField(blank=True, max_length=200)),
                ("since", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="still_to_come",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "done_by",
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
                "verbose_name_plural": "still to come",
                "ordering": ["since", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("given_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="complaints.draft",
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
            ],
            options={
                "ordering": ["given_at", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["landlord", "draft", "given_at"], name="complaints_draftfile_draft")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_draftfile_landlord_id"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_draftkey_landlord_id"
                    ),
                    models.UniqueConstraint(fields=("landlord", "key"), name="complaints_draftkey_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EqualityCount",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("month", models.DateField()),
                ("question", models.CharField(max_length=30)),
                ("answer", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_equalitycount_landlord_id"
                    ),
                    models.UniqueConstraint(
                        fields=("landlord", "month", "question", "answer"),
                        name="complaints_equalitycount_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=20)),
                ("hour", models.DateTimeField()),
                ("whose", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField(default=0)),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "id"), name="complaints_pace_landlord_id"),
                    models.UniqueConstraint(
                        fields=("landlord", "what", "hour", "whose"), name="complaints_pace_once"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="saveddraft",
            index=models.Index(
                condition=models.Q(("reminded_late_at", None)),
                fields=["landlord", "saved_at"],
                name="complaints_saveddraft_remind",
            ),
        ),
        migrations.AddConstraint(
            model_name="saveddraft",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_saveddraft_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="saveddraft",
            constraint=models.UniqueConstraint(
                fields=("landlord", "draft"), name="complaints_saveddraft_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="saveddraft",
            constraint=models.UniqueConstraint(
                fields=("landlord", "code_digest"), name="complaints_saveddraft_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftlink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_draftlink_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftlink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "digest"), name="complaints_draftlink_once"
            ),
        ),
        migrations.AddIndex(
            model_name="stilltocome",
            index=models.Index(
                condition=models.Q(("done_at", None)),
                fields=["landlord", "since"],
                name="complaints_stilltocome_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="stilltocome",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_stilltocome_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="stilltocome",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "kind"), name="complaints_stilltocome_once"
            ),
        ),
        *tenancy.protect("complaints_saveddraft"),
        tenancy.tie("complaints_saveddraft", "draft_id", "complaints_draft", on_delete="CASCADE"),
        *tenancy.protect("complaints_draftkey"),
        tenancy.tie("complaints_draftkey", "draft_id", "complaints_draft", on_delete="CASCADE"),
        *tenancy.protect("complaints_draftlink"),
        tenancy.tie("complaints_draftlink", "saved_id", "complaints_saveddraft", on_delete="CASCADE"),
        *tenancy.protect("complaints_draftfile"),
        tenancy.tie("complaints_draftfile", "draft_id", "complaints_draft", on_delete="CASCADE"),
        tenancy.tie("complaints_draftfile", "original_id", "record_document"),
        *tenancy.protect("complaints_stilltocome"),
        tenancy.tie("complaints_stilltocome", "complaint_id", "complaints_complaint"),
        closed("complaints_stilltocome"),
        *tenancy.protect("complaints_pace"),
        *tenancy.protect("complaints_equalitycount"),
    ]
