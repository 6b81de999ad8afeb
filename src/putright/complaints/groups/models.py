"""A complaint of several households: one investigation, and for each household its own effect and remedy."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.complaints.homes.models import Home
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


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
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    own_case = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "group", "joined_on"], name="complaints_group_members")
        ]
        ordering: ClassVar = ["-lead", "joined_on", "id"]

    def __str__(self) -> str:
        return self.name
