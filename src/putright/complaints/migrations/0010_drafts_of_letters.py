"""Drafts of letters, translations beside their source, and letters given to a second reader."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0009_requests_are_closed_with_their_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.PositiveSmallIntegerField()),
                ("version", models.CharField(max_length=64)),
                ("why", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waiting to be read"),
                            ("accepted", "Accepted"),
                            ("returned", "Returned to its writer"),
                            ("overtaken", "The letter was changed before anybody read it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
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
                        related_name="letter_checks",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "decided_by",
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
                "ordering": ["asked_at", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["landlord", "outcome", "asked_at"], name="complaints_check_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_lettercheck_landlord_id"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("landlord", "complaint", "kind", "stage"),
                        name="complaints_lettercheck_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.PositiveSmallIntegerField()),
                ("parts", models.JSONField(default=dict)),
                ("arranged", models.JSONField(default=dict)),
                ("wants_reader", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
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
                        related_name="letter_drafts",
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
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="complaints.letter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_letterdraft_landlord_id"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("letter", None)),
                        fields=("landlord", "complaint", "kind", "stage"),
                        name="complaints_letterdraft_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TranslatedText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=10)),
                ("source", models.TextField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
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
                        related_name="translations",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_translatedtext_landlord_id"
                    ),
                    models.UniqueConstraint(
                        fields=("landlord", "complaint", "language", "place"),
                        name="complaints_translatedtext_once",
                    ),
                ],
            },
        ),
        *tenancy.protect("complaints_letterdraft"),
        *tenancy.protect("complaints_translatedtext"),
        *tenancy.protect("complaints_lettercheck"),
        closed("complaints_letterdraft"),
        closed("complaints_translatedtext"),
        closed("complaints_lettercheck"),
        tenancy.tie("complaints_letterdraft", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_letterdraft", "letter_id", "complaints_letter"),
        tenancy.tie("complaints_translatedtext", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_lettercheck", "complaint_id", "complaints_complaint"),
    ]
