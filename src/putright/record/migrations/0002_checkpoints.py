"""Checkpoints: what a copy kept elsewhere is compared with."""

from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7


class Migration(migrations.Migration):
    dependencies = [("record", "0001_chains_and_events")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("chains", models.PositiveIntegerField()),
                ("events", models.PositiveBigIntegerField()),
                ("heads", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord_id", "id"), name="record_checkpoint_tenant_key"
                    ),
                    models.UniqueConstraint(
                        fields=("landlord_id", "number"), name="record_checkpoint_one_a_number"
                    ),
                ],
            },
        ),
        *tenancy.protect("record_checkpoint", append_only=True),
    ]
