"""Service requests: what residents ask a landlord to put right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person

from ..tenanted import Channel, Tenanted


class ServiceRequest(Tenanted):
    """Something a resident asks us to put right. It is recorded, answered and looked at again (2024:1.4); unhappiness
    with it makes a complaint, and the work goes on beside that (2024:1.5).
    """

    reference = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    # The day it first reached us: a complaint that grows from it counts from here.
    received_on = models.DateField()
    language = models.CharField(max_length=10, default="en")

    name = models.CharField(max_length=200, blank=True)
    called = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    contact_ways = models.JSONField(default=list)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    # What else the resident's form told: a complaint that grows from the request has it, and asks nothing twice.
    told = models.JSONField(default=dict)
    # scrypt, like a complaint's. Empty where staff took the request down: their resident calls.
    passphrase = models.CharField(max_length=200, blank=True)

    original_words = models.TextField(blank=True)
    our_words = models.TextField(blank=True)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(null=True)
    review = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The day by which somebody looks at it again; empty once the work is done. Set by the acts, for the lists.
    review_due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done = models.TextField(blank=True)

    # Words in it that people use who are unhappy: a hint for the complaints officer, who looks and decides.
    unhappy_words = models.JSONField(default=list)
    unhappy_looked_on = models.DateField(null=True)
    # What the resident chose when they were offered to complain (2024:1.3), as the officer wrote it down.
    unhappy_note = models.TextField(blank=True)
    # The day on which a complaint grew from it, and which: that complaint points here, so this is no pointer. Whoever
    # is shut out of the one does not find the other.
    complained_on = models.DateField(null=True)
    complained_as = models.UUIDField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "reference"], name="complaints_servicerequest_reference"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "done_on", "review_due_on", "id"], name="complaints_request_review"
            ),
            models.Index(
                fields=["landlord", "received_on"],
                name="complaints_request_unhappy",
                condition=models.Q(complained_on=None, unhappy_looked_on=None) & ~models.Q(unhappy_words=[]),
            ),
            models.Index(fields=["landlord", "answered_on", "received_on"], name="complaints_request_answer"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def looks_unhappy(self) -> bool:
        """Whether words in it hint at unhappiness and no person has looked at that yet."""
        return bool(self.unhappy_words) and self.unhappy_looked_on is None and self.complained_on is None
