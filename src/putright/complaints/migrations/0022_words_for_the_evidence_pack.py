"""What a resident writes for their evidence pack; when the words of a danger that belongs to no case were removed."""

import django.db.models.deletion
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0021_forms_that_wait_for_their_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="hazard",
            name="blanked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="PackWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("wanted", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pack_words",
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
                "verbose_name_plural": "words for the evidence pack",
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord", "id"), name="complaints_packwords_landlord_id"
                    ),
                    models.UniqueConstraint(
                        fields=("landlord", "complaint"), name="complaints_packwords_once"
                    ),
                ],
            },
        ),
        *tenancy.protect("complaints_packwords"),
        tenancy.tie("complaints_packwords", "complaint_id", "complaints_complaint"),
        closed("complaints_packwords"),
    ]
