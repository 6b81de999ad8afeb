"""Residents' stories, each with the permission that it rests on and its words in one or more languages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("record", "0005_access_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "consent_way",
                    models.CharField(
                        choices=[
                            ("writing", "In writing"),
                            ("phone", "On the phone"),
                            ("person", "Face to face"),
                            ("online", "Through a link or an email"),
                        ],
                        max_length=10,
                    ),
                ),
                ("consent_on", models.DateField()),
                ("consent_until", models.DateField()),
                ("consent_note", models.CharField(blank=True, max_length=500)),
                ("withdrawn_on", models.DateField(null=True)),
                ("begun_at", models.DateTimeField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "case studies",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseStudyText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("happened", models.TextField(blank=True)),
                ("did", models.TextField(blank=True)),
                ("changed", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
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
                    "study",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="guidance.casestudy",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
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
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="guidance_casestudy_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudytext",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="guidance_casestudytext_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudytext",
            constraint=models.UniqueConstraint(
                fields=("landlord", "study", "language"), name="guidance_casestudytext_once"
            ),
        ),
        *tenancy.protect("guidance_casestudy"),
        *tenancy.protect("guidance_casestudytext"),
        tenancy.tie("guidance_casestudytext", "study_id", "guidance_casestudy", on_delete="CASCADE"),
    ]
