"""A complaint of several households: one investigation, and for each household its own effect and remedy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.homes.models import Home
from putright.complaints.models import Complaint, Letter
from putright.complaints.tenanted import Tenanted
from putright.record.documents import Document


class Group(Tenanted):
    """The group whose complaint this is. Its main contact is one of its members."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="groups"
    )
    name = models.CharField(max_length=100)
    # The block or estate.
    place = models.CharField(max_length=200, blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_group_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(Tenanted):
    """A household of the group. It stays in the list after leaving, with the day and the case of its own."""

    class How(models.TextChoices):
        LINK = "link", "By a link"
        PAPER = "paper", "On a paper list"
        MEETING = "meeting", "At a meeting"
        CALL = "call", "By phone or in person"

    class Letter(models.TextChoices):
        OWN = "own", "A letter of their own"
        LEAD = "lead", "Through the main contact"

    group = models.ForeignKey(Group, db_constraint=False, on_delete=models.PROTECT, related_name="members")
    lead = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    home = models.ForeignKey(
        Home, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="group_members"
    )
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    # "Same as the group", or their own effect and the remedy they wish for.
    same_as_group = models.BooleanField(default=True)
    effect = models.TextField(blank=True)
    wish = models.TextField(blank=True)
    # What the landlord decided for this household beside what it decided for all.
    remedy = models.TextField(blank=True)
    letter = models.CharField(max_length=10, choices=Letter.choices, default=Letter.LEAD)
    how = models.CharField(max_length=10, choices=How.choices)
    # Their own keys, where they asked for them: a reference, and a passphrase kept as a case's is.
    reference = models.CharField(max_length=40, blank=True)
    passphrase = models.CharField(max_length=200, blank=True)
    written_language = models.CharField(max_length=10, blank=True)
    # How a letter of their own is sent: "email", "post", "large_print"; empty: it stands on their page.
    documents_by = models.CharField(max_length=20, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    own_case = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "reference"],
                condition=~models.Q(reference=""),
                name="complaints_groupmember_reference",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "group", "joined_on"], name="complaints_group_members")
        ]
        ordering: ClassVar = ["-lead", "joined_on", "id"]

    def __str__(self) -> str:
        return self.name


class Invitation(Tenanted):
    """A link by which neighbours join a group. Its token stands in the link alone; here is the token's digest."""

    group = models.ForeignKey(
        Group, db_constraint=False, on_delete=models.PROTECT, related_name="invitations"
    )
    digest = models.CharField(max_length=64)
    made_on = models.DateField()
    expires_at = models.DateTimeField()
    # None: the group's main contact made it on the complaint's page.
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "digest"], name="complaints_invitation_digest"),
        ]
        ordering: ClassVar = ["expires_at", "id"]

    def __str__(self) -> str:
        return f"invitation of {self.made_on}"


class MemberLetter(Tenanted):
    """The group's answer as it was issued to one household that chose a letter of its own. It never changes after.

    Beside the case's letters, not among them: what is put right for one household is not for the others to read.
    """

    member = models.ForeignKey(
        GroupMember, db_constraint=False, on_delete=models.PROTECT, related_name="letters"
    )
    group = models.ForeignKey(Group, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    # The group's own letter that it goes with.
    of_letter = models.ForeignKey(Letter, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    content = models.JSONField()
    html = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "member", "of_letter"], name="complaints_memberletter_once"
            ),
        ]
        ordering: ClassVar = ["issued_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_at:%Y-%m-%d}"
