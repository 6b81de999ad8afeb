"""Holds, removals that two people decide, and questions about what is held."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0016_what_is_to_do_in_an_index_of_its_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["asked_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reasons", models.TextField()),
                ("placed_on", models.DateField()),
                ("lifted_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["placed_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("retention", "It was kept as long as it is needed"),
                            ("request", "The person asked for it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("declined", models.BooleanField(default=False)),
                ("done_on", models.DateField(null=True)),
                ("stopped_by", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["proposed_on", "id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("blanked_at", None)),
                fields=["landlord", "closed_on"],
                name="complaints_kept_since",
            ),
        ),
        migrations.AddField(
            model_name="dataquestion",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dataquestion",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="data_questions",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="dataquestion",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holds",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="lifted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="placed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="removal",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="removals",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="removal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="removal",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="removal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="dataquestion",
            index=models.Index(
                condition=models.Q(("answered_on", None)),
                fields=["landlord", "due_on"],
                name="complaints_question_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataquestion",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_dataquestion_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(fields=("landlord", "id"), name="complaints_hold_landlord_id"),
        ),
        migrations.AddIndex(
            model_name="removal",
            index=models.Index(
                condition=models.Q(("declined", False), ("done_on", None), ("stopped_by", "")),
                fields=["landlord", "decided_on"],
                name="complaints_removal_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_removal_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declined", False), ("done_on", None), ("stopped_by", "")),
                fields=("landlord", "complaint"),
                name="complaints_removal_once",
            ),
        ),
        *tenancy.protect("complaints_hold"),
        tenancy.tie("complaints_hold", "complaint_id", "complaints_complaint"),
        closed("complaints_hold"),
        *tenancy.protect("complaints_removal"),
        tenancy.tie("complaints_removal", "complaint_id", "complaints_complaint"),
        closed("complaints_removal"),
        *tenancy.protect("complaints_dataquestion"),
        tenancy.tie("complaints_dataquestion", "complaint_id", "complaints_complaint"),
        closed("complaints_dataquestion"),
    ]
