"""Counters of forms and of what was said to us, and the campaigns that lead here; a form says whether it is counted."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0023_how_many_households"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=24,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9][a-z0-9-]{1,22}[a-z0-9]$")
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("language", models.CharField(max_length=10)),
                ("campaign", models.CharField(blank=True, max_length=24)),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("sent", "Sent as a complaint"),
                            ("requested", "Sent as a service request"),
                            ("left", "Not sent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=40)),
                ("number", models.IntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("measure", models.CharField(max_length=40)),
                ("number", models.IntegerField(default=0)),
                ("counted_on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="campaign",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="draft",
            name="counted",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="draft",
            name="page",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(
                    ("begun_by", None), ("complaint", None), ("counted", False), ("request", None)
                ),
                fields=["landlord", "expires_at"],
                name="complaints_draft_uncounted",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(
                    ("begun_by", None),
                    ("counted", False),
                    models.Q(("complaint__isnull", False), ("request__isnull", False), _connector="OR"),
                ),
                fields=["landlord", "id"],
                name="complaints_draft_sent",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="begun_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="formcount",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="heard",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_campaign_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(fields=("landlord", "code"), name="complaints_campaign_code"),
        ),
        migrations.AddConstraint(
            model_name="formcount",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_formcount_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="formcount",
            constraint=models.UniqueConstraint(
                fields=("landlord", "month", "language", "campaign", "ending", "page"),
                name="complaints_formcount_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="heard",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_heard_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="heard",
            constraint=models.UniqueConstraint(
                fields=("landlord", "month", "measure"), name="complaints_heard_once"
            ),
        ),
        *tenancy.protect("complaints_campaign"),
        *tenancy.protect("complaints_formcount"),
        *tenancy.protect("complaints_heard"),
    ]
