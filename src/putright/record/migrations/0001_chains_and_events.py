"""The record begins: chains, events that are only ever added, and personal text that can only be blanked."""

import django.db.models.deletion
from django.db import migrations, models

from putright.record import tenancy
from putright.record.ids import uuid7

REFUSE_CHANGE = """
CREATE FUNCTION record_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %: rows of this table are only ever added.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""

CHAIN_ONLY_GROWS = """
CREATE FUNCTION record_chain_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.landlord_id, NEW.subject_kind, NEW.subject_id)
            IS DISTINCT FROM (OLD.id, OLD.landlord_id, OLD.subject_kind, OLD.subject_id)
            OR NEW.length <= OLD.length THEN
        RAISE EXCEPTION 'A chain only grows.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE ON record_chain
    FOR EACH ROW EXECUTE FUNCTION record_chain_only_grows();
ALTER TABLE record_chain ENABLE ALWAYS TRIGGER only_grows
"""

TEXT_ONLY_BLANKED = """
CREATE FUNCTION record_text_only_blanked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.landlord_id, NEW.event_id, NEW.field)
            IS DISTINCT FROM (OLD.id, OLD.landlord_id, OLD.event_id, OLD.field)
            OR NEW.salt IS DISTINCT FROM 'blanked' OR NEW.value IS DISTINCT FROM 'blanked' THEN
        RAISE EXCEPTION 'Personal text of the record can only be blanked.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_blanked BEFORE UPDATE ON record_personaltext
    FOR EACH ROW EXECUTE FUNCTION record_text_only_blanked();
ALTER TABLE record_personaltext ENABLE ALWAYS TRIGGER only_blanked
"""


def tenant_key(name: str) -> models.UniqueConstraint:
    """UNIQUE (landlord_id, id) under the name that the models give it."""
    return models.UniqueConstraint(fields=("landlord_id", "id"), name=f"record_{name}_tenant_key")


def columns(
    *more: tuple[str, "models.Field[object, object]"],
) -> list[tuple[str, "models.Field[object, object]"]]:
    """The two columns that every tenant table begins with, then `more`."""
    return [
        ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
        ("landlord_id", models.UUIDField(editable=False)),
        *more,
    ]


def pointer(to: str, name: str) -> "models.ForeignKey[object, object]":
    """A column that points to another table; the database's constraint is the tie below."""
    return models.ForeignKey(
        to,
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name=name,
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=columns(
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("length", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
            ),
            options={
                "abstract": False,
                "constraints": [
                    tenant_key("chain"),
                    models.UniqueConstraint(
                        fields=("landlord_id", "subject_kind", "subject_id"),
                        name="record_chain_one_a_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=columns(
                ("chain", pointer("record.chain", "events")),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=80)),
                ("happened_on", models.DateField()),
                ("noted_at", models.DateTimeField()),
                ("body", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ),
            options={
                "abstract": False,
                "constraints": [
                    tenant_key("event"),
                    models.UniqueConstraint(
                        fields=("landlord_id", "chain", "number"), name="record_event_one_a_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalText",
            fields=columns(
                ("event", pointer("record.event", "texts")),
                ("field", models.CharField(max_length=60)),
                ("salt", models.CharField(max_length=32)),
                ("value", models.TextField()),
            ),
            options={
                "abstract": False,
                "constraints": [
                    tenant_key("personaltext"),
                    models.UniqueConstraint(
                        fields=("landlord_id", "event", "field"), name="record_text_one_a_field"
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION record_refuse_change"),
        *tenancy.protect("record_chain"),
        tenancy.grant("record_chain", "SELECT, INSERT, UPDATE (length, head)"),
        tenancy.refuse("record_chain", "DELETE OR TRUNCATE"),
        migrations.RunSQL(CHAIN_ONLY_GROWS, "DROP FUNCTION record_chain_only_grows CASCADE"),
        *tenancy.protect("record_event", append_only=True),
        tenancy.tie("record_event", "chain_id", "record_chain"),
        *tenancy.protect("record_personaltext"),
        tenancy.grant("record_personaltext", "SELECT, INSERT, UPDATE (salt, value)"),
        tenancy.refuse("record_personaltext", "DELETE OR TRUNCATE"),
        migrations.RunSQL(TEXT_ONLY_BLANKED, "DROP FUNCTION record_text_only_blanked CASCADE"),
        tenancy.tie("record_personaltext", "event_id", "record_event"),
    ]
