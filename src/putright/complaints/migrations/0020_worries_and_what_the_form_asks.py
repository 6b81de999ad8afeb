"""What the resident's form asks besides: topics, when it began, its effect, worries, and a name for one person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0019_what_residents_say_of_their_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="began",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="complaint",
            name="effect",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="own_home",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="told_before",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="complaint",
            name="topic_other",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="complaint",
            name="topics",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="complaint",
            name="why_late",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="servicerequest",
            name="passphrase",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="servicerequest",
            name="told",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="Confided",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("reach", models.TextField(blank=True)),
                ("told_on", models.DateField()),
                ("released_on", models.DateField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confided",
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
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "confided",
                "ordering": ["told_on", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_confided_landlord_id"
                    ),
                    models.UniqueConstraint(
                        fields=("landlord", "complaint"), name="complaints_confided_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Worry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.JSONField(default=list)),
                ("words", models.TextField(blank=True)),
                ("person", models.CharField(blank=True, max_length=200)),
                ("asks", models.JSONField(default=list)),
                ("told_on", models.DateField()),
                ("agreed", models.TextField(blank=True)),
                ("agreed_on", models.DateField(null=True)),
                (
                    "agreed_by",
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
                        related_name="worries",
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
                "verbose_name_plural": "worries",
                "ordering": ["told_on", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("agreed_on", None)),
                        fields=["landlord", "told_on"],
                        name="complaints_worry_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "id"), name="complaints_worry_landlord_id"),
                    models.UniqueConstraint(fields=("landlord", "complaint"), name="complaints_worry_once"),
                ],
            },
        ),
        *tenancy.protect("complaints_worry"),
        tenancy.tie("complaints_worry", "complaint_id", "complaints_complaint"),
        closed("complaints_worry"),
        *tenancy.protect("complaints_confided"),
        tenancy.tie("complaints_confided", "complaint_id", "complaints_complaint"),
        closed("complaints_confided"),
    ]
