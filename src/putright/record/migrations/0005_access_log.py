"""The access log: who looked at what, outside the chains."""

from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7


class Migration(migrations.Migration):
    dependencies = [("record", "0004_messages_out")]

    operations = [
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=10)),
                ("person_id", models.UUIDField(null=True)),
                ("role", models.CharField(blank=True, max_length=40)),
                ("what", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["landlord_id", "subject_kind", "subject_id", "at"],
                        name="record_access_subject",
                    ),
                    models.Index(fields=["landlord_id", "at"], name="record_access_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("landlord_id", "id"), name="record_accessentry_tenant_key"
                    ),
                ],
            },
        ),
        *tenancy.protect("record_accessentry", append_only=True),
    ]
