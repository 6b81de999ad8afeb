"""Messages go by email, text or post, and what became of each is kept, with who saw to those that did not arrive."""

import django.db.models.deletion
from django.db import migrations, models

from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0005_access_log"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="message",
            name="record_message_waiting",
        ),
        migrations.AddField(
            model_name="message",
            name="channel",
            field=models.CharField(
                choices=[("email", "Email"), ("text", "Text message"), ("post", "Post")],
                default="email",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="dealt_with_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="dealt_with_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="dealt_with_how",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="message",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="document",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="record.document",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="failed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="next_check_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="provider",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="message",
            name="provider_id",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="message",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("delivered", "Delivered"),
                    ("refused", "Refused by the other side"),
                    ("failed", "Did not arrive"),
                    ("returned", "Came back"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="to",
            field=models.CharField(max_length=500),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["landlord_id", "channel", "next_attempt_at"],
                name="record_message_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("next_check_at__isnull", False)),
                fields=["landlord_id", "next_check_at"],
                name="record_message_to_check",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("dealt_with_at__isnull", True), ("failed_at__isnull", False)),
                fields=["landlord_id", "failed_at"],
                name="record_message_not_arrived",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["landlord_id", "written_at"], name="record_message_written"),
        ),
        *tenancy.lifted(
            "record_message",
            [
                "UPDATE record_message SET failed_at = next_attempt_at"
                " WHERE state = 'refused' AND last_error <> 'Removed on request.'"
            ],
        ),
        tenancy.tie("record_message", "document_id", "record_document"),
    ]
