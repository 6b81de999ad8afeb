"""Tables of the record. Rows are written by the modules beside this one, and by nobody else."""

from typing import ClassVar

from django.db import models

from putright.record.tenancy import TenantModel

DIGEST = 64


class Chain(TenantModel):
    """One subject's chain: how long it is and the hash of its last event, so that a cut tail shows."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=DIGEST)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord_id", "subject_kind", "subject_id"], name="record_chain_one_a_subject"
            ),
        ]


class Event(TenantModel):
    """One thing that happened. `body` is what counts; the columns repeat parts of it to be searched by.

    body         canonical JSON (chain.canonical), as it was hashed
    hash         SHA-256 of body in UTF-8, in hexadecimal; body holds the hash before it as `previous`
    happened_on  the day it happened, in England
    noted_at     the moment it was written down
    """

    chain = models.ForeignKey(
        Chain, on_delete=models.DO_NOTHING, related_name="events", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    happened_on = models.DateField()
    noted_at = models.DateTimeField()
    body = models.TextField()
    previous = models.CharField(max_length=DIGEST)
    hash = models.CharField(max_length=DIGEST)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord_id", "chain", "number"], name="record_event_one_a_number"
            ),
        ]


class PersonalText(TenantModel):
    """One personal field of an event: the event's body holds only a digest over `salt` and `value`.

    value  canonical JSON of the field. Blanked, both columns hold the bare word `blanked`, which no JSON is.
    """

    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="texts", db_constraint=False, db_index=False
    )
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["landlord_id", "event", "field"], name="record_text_one_a_field"),
        ]


class Checkpoint(TenantModel):
    """All heads of a landlord's chains at one moment, hashed; the checkpoints of a landlord are a chain too.

    heads   SHA-256 over one line a chain, in the order of chain ids: "chain length head\\n"
    digest  SHA-256 over the canonical JSON of what stands here (checkpoint.body)
    """

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    chains = models.PositiveIntegerField()
    events = models.PositiveBigIntegerField()
    heads = models.CharField(max_length=DIGEST)
    previous = models.CharField(max_length=DIGEST)
    digest = models.CharField(max_length=DIGEST)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["landlord_id", "number"], name="record_checkpoint_one_a_number"),
        ]


class Document(TenantModel):
    """A file as it was given to us: its name and the digest under which its bytes lie (documents.py)."""

    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=DIGEST)
    kept_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        # Which documents lie on the same bytes.
        indexes: ClassVar = [models.Index(fields=["landlord_id", "sha256"], name="record_document_digest")]


class Forgotten(TenantModel):
    """That a document's bytes were removed on purpose, when and why (documents.forget). Never taken back."""

    document = models.ForeignKey(
        Document, db_constraint=False, db_index=False, on_delete=models.DO_NOTHING, related_name="forgotten"
    )
    reason = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["landlord_id", "document"], name="record_forgotten_once"),
        ]


class Chunk(TenantModel):
    """Up to one MiB of a document's bytes. The same bytes given twice lie here once for each landlord."""

    sha256 = models.CharField(max_length=DIGEST)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord_id", "sha256", "number"], name="record_chunk_one_a_number"
            ),
        ]


class Message(TenantModel):
    """A message on its way out (outbox.py). `key`, where given, makes sending twice impossible.

    to            an email address, a phone number, or a postal address of several lines
    document      the letter itself, for the post
    provider_id   what the service that took it calls it; by that name we ask what became of it
    dealt_with_*  a person has seen to a message that did not arrive: who, when and how
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        POST = "post", "Post"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        REFUSED = "refused", "Refused by the other side"
        FAILED = "failed", "Did not arrive"
        RETURNED = "returned", "Came back"

    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    to = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    document = models.ForeignKey(
        Document,
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    key = models.CharField(max_length=120, null=True)
    forget_text = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=20, blank=True)
    provider_id = models.CharField(max_length=100, blank=True)
    next_check_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    dealt_with_at = models.DateTimeField(null=True)
    dealt_with_by = models.UUIDField(null=True)
    dealt_with_how = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["landlord_id", "key"], name="record_message_one_a_key"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord_id", "channel", "next_attempt_at"],
                condition=models.Q(state="waiting"),
                name="record_message_to_send",
            ),
            models.Index(
                fields=["landlord_id", "next_check_at"],
                condition=models.Q(next_check_at__isnull=False),
                name="record_message_to_check",
            ),
            models.Index(
                fields=["landlord_id", "failed_at"],
                condition=models.Q(failed_at__isnull=False, dealt_with_at__isnull=True),
                name="record_message_not_arrived",
            ),
            models.Index(fields=["landlord_id", "about_kind", "about_id"], name="record_message_about"),
            models.Index(fields=["landlord_id", "written_at"], name="record_message_written"),
        ]


class AccessEntry(TenantModel):
    """That somebody looked at something, or took it away as a file (access_log.py)."""

    at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord_id", "subject_kind", "subject_id", "at"], name="record_access_subject"
            ),
            models.Index(fields=["landlord_id", "at"], name="record_access_at"),
        ]
