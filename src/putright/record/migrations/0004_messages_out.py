"""The outbox: messages wait here until the mail server has taken them."""

from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7


class Migration(migrations.Migration):
    dependencies = [("record", "0003_documents")]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=255)),
                ("text", models.TextField()),
                ("about_kind", models.CharField(max_length=40)),
                ("about_id", models.UUIDField()),
                ("key", models.CharField(max_length=120, null=True)),
                ("forget_text", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the other side"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("last_error", models.CharField(blank=True, max_length=500)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["landlord_id", "next_attempt_at"],
                        name="record_message_waiting",
                    ),
                    models.Index(
                        fields=["landlord_id", "about_kind", "about_id"], name="record_message_about"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("landlord_id", "id"), name="record_message_tenant_key"),
                    models.UniqueConstraint(fields=("landlord_id", "key"), name="record_message_one_a_key"),
                ],
            },
        ),
        *tenancy.protect("record_message"),
        tenancy.grant("record_message", "SELECT, INSERT, UPDATE"),
    ]
