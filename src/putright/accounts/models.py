"""Who there is: landlords, other bodies, people and the roles they hold.

`Role` is a tenant table. The others lie outside tenancy, because they are read before a landlord is known
(which landlord does this address name, who is signing in, which case does this link open).
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from putright.record.ids import uuid7
from putright.rules.stages import Role as RoleKind
from putright.ui.context import NEUTRAL_SITE

ACCESSIBILITY_REPLY_DAYS = 5


class Landlord(models.Model):
    """A landlord that the installation serves: the tenant of every case, and the settings its pages need."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    homes = models.PositiveIntegerField(default=0)
    phone = models.CharField(max_length=40)
    text_phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField()
    office_address = models.CharField(max_length=300)
    emergency_phone = models.CharField(max_length=40)
    gas_phone = models.CharField(max_length=40)
    team_name = models.CharField(max_length=100, default="Complaints team")
    brand_colour = models.CharField(max_length=7, default="#1d4f91")
    # A small PNG, checked when it is set; shown from an address of its own.
    logo = models.BinaryField(null=True)
    languages = models.JSONField(default=list)
    link_days = models.PositiveSmallIntegerField()
    draft_days = models.PositiveSmallIntegerField()
    # Edition 2022 from this day, between 1 April and 1 October 2022 (convention C7).
    own_switch_2022 = models.DateField(null=True)
    # [{"day": ISO date, "name": text}]: shown beside a date, never counted out (the Code knows no closure).
    closure_days = models.JSONField(default=list)
    # What the Code leaves to the landlord; only what differs from the defaults of `accounts.policy.Policy`.
    policy = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name

    @property
    def accessibility_reply_days(self) -> int:
        """Working days in which somebody who cannot use a page is answered."""
        return int(self.policy.get("accessibility_reply_days", ACCESSIBILITY_REPLY_DAYS))

    @property
    def leave_to(self) -> str:
        """The website to which residents leave a page quickly."""
        kept = self.policy.get("leave_to", NEUTRAL_SITE)
        # As it is typed, text is a list of one.
        return str(kept[0] if isinstance(kept, list) else kept)


class Host(models.Model):
    """A host name that serves one landlord and nobody else."""

    name = models.CharField(max_length=253, primary_key=True)
    landlord = models.ForeignKey(Landlord, on_delete=models.CASCADE, related_name="hosts")

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A body that is no landlord: the Ombudsman, an advice agency."""

    class Kind(models.TextChoices):
        OMBUDSMAN = "ombudsman", "Ombudsman"
        ADVICE_AGENCY = "advice_agency", "Advice agency"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in: staff of a landlord or of another body. Residents need no account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Role(models.Model):
    """What a person may do for a landlord. A tenant table; a person also sees their own roles elsewhere."""

    Kind = RoleKind

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in RoleKind])
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "id"], name="accounts_role_landlord_id"),
            models.UniqueConstraint(fields=["landlord", "person", "kind"], name="accounts_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Line(models.Model):
    """Whom a person reports to at a landlord. Nobody in it opens a case in which the person is in a conflict."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reports_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "id"], name="accounts_line_landlord_id"),
            models.UniqueConstraint(fields=["landlord", "person"], name="accounts_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} reports to {self.reports_to}"


class BodyRole(models.Model):
    """A person's place in a body that is no landlord. It opens no case: a referral or an authority does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="body_roles")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "person"], name="accounts_bodyrole_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.body}"


class Link(models.Model):
    """The digest of a private link's token: which case it opens, and until when. The token is stored
    nowhere.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    landlord = models.ForeignKey(Landlord, on_delete=models.CASCADE, related_name="+")
    # No foreign key: the case is a tenant's row, and this one is read before the tenant is known.
    complaint_id = models.UUIDField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link to {self.complaint_id} until {self.expires_at:%Y-%m-%d}"
