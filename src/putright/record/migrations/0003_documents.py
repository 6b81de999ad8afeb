"""Documents, and their bytes in chunks."""

from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7


class Migration(migrations.Migration):
    dependencies = [("record", "0002_checkpoints")]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=127)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("landlord_id", "id"), name="record_document_tenant_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chunk",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                ("sha256", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("landlord_id", "id"), name="record_chunk_tenant_key"),
                    models.UniqueConstraint(
                        fields=("landlord_id", "sha256", "number"), name="record_chunk_one_a_number"
                    ),
                ],
            },
        ),
        *tenancy.protect("record_document", append_only=True),
        *tenancy.protect("record_chunk", append_only=True),
    ]
