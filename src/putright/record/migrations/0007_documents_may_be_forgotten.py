"""The bytes of a document may be removed, where that was noted of every document that lies on them. Nothing else may."""

import django.db.models.deletion
from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7

ONLY_FORGOTTEN = """
CREATE FUNCTION record_chunk_only_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM record_document AS one
        WHERE one.landlord_id = OLD.landlord_id AND one.sha256 = OLD.sha256 AND NOT EXISTS (
            SELECT FROM record_forgotten AS gone
            WHERE gone.landlord_id = one.landlord_id AND gone.document_id = one.id
        )
    ) THEN
        RAISE EXCEPTION 'A document that is not forgotten lies on these bytes.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER only_forgotten BEFORE DELETE ON record_chunk
    FOR EACH ROW EXECUTE FUNCTION record_chunk_only_forgotten();
ALTER TABLE record_chunk ENABLE ALWAYS TRIGGER only_forgotten
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0006_messages_by_any_channel")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["landlord_id", "sha256"], name="record_document_digest"),
        ),
        migrations.CreateModel(
            name="Forgotten",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("landlord_id", models.UUIDField(editable=False)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="forgotten",
                        to="record.document",
                    ),
                ),
                ("reason", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("landlord_id", "id"), name="record_forgotten_tenant_key"),
                    models.UniqueConstraint(fields=("landlord_id", "document"), name="record_forgotten_once"),
                ],
            },
        ),
        *tenancy.protect("record_forgotten", append_only=True),
        tenancy.tie("record_forgotten", "document_id", "record_document"),
        migrations.RunSQL(
            "DROP TRIGGER refuse_change ON record_chunk",
            "CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON record_chunk"
            " FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change();"
            "ALTER TABLE record_chunk ENABLE ALWAYS TRIGGER refuse_change",
        ),
        tenancy.refuse("record_chunk", "UPDATE OR TRUNCATE"),
        migrations.RunSQL(ONLY_FORGOTTEN, "DROP FUNCTION record_chunk_only_forgotten CASCADE"),
        tenancy.grant("record_chunk", "SELECT, INSERT, DELETE"),
    ]
