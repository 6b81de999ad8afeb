"""What somebody needs, what happened because they complained, and limits to how they contact us."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0011_words_to_search_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="at_home",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="complaint",
            name="at_home_words",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="ContactLimit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("limit", models.TextField()),
                ("reasons", models.TextField()),
                ("needs_considered", models.TextField()),
                ("warned_on", models.DateField(null=True)),
                ("from_on", models.DateField()),
                ("review_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("review_notes", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_limits",
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
                "ordering": ["from_on", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None)),
                        fields=["landlord", "review_on"],
                        name="complaints_limit_review",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_contactlimit_landlord_id"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("words", models.TextField(blank=True)),
                ("shared_with", models.JSONField(default=list)),
                ("asked_on", models.DateField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("changed", "Agreed in another way"),
                            ("refused", "Refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField(null=True)),
                ("instead", models.TextField(blank=True)),
                ("reasons", models.TextField(blank=True)),
                ("review_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
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
                "ordering": ["asked_on", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("decision", ""), ("ended_on", None)),
                        fields=["landlord", "asked_on"],
                        name="complaints_need_waiting",
                    ),
                    models.Index(fields=["landlord", "review_on"], name="complaints_need_review"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "id"), name="complaints_need_landlord_id")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reprisal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("told_on", models.DateField()),
                ("words", models.TextField()),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
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
                        related_name="reprisals",
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
                "ordering": ["told_on", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_on", None)),
                        fields=["landlord", "told_on"],
                        name="complaints_reprisal_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "id"), name="complaints_reprisal_landlord_id")
                ],
            },
        ),
        *tenancy.protect("complaints_need"),
        tenancy.tie("complaints_need", "complaint_id", "complaints_complaint"),
        closed("complaints_need"),
        *tenancy.protect("complaints_reprisal"),
        tenancy.tie("complaints_reprisal", "complaint_id", "complaints_complaint"),
        closed("complaints_reprisal"),
        *tenancy.protect("complaints_contactlimit"),
        tenancy.tie("complaints_contactlimit", "complaint_id", "complaints_complaint"),
        closed("complaints_contactlimit"),
    ]
