"""Reads across landlords: where a person has roles, and whom a provider may vouch for."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from putright.record import tenancy

from .models import Body, Landlord, Person, Role

PUBLIC_ROWS = 50


def roles_of(person: Person) -> list[Role]:
    """The roles that a person holds today, at whatever landlords, with the landlord fetched.

    Row-level security lets people read their own roles everywhere; afterwards the transaction's landlord and
    person are what they were before.
    """
    with tenancy.as_landlord(None, person_id=person.id):
        return list(
            _today(Role.objects.filter(person=person))
            .select_related("landlord")
            .order_by("landlord__name", "kind")
        )


def landlords_of(person: Person) -> list[Landlord]:
    """The landlords at which a person holds a role today, by name, each once."""
    return list({role.landlord_id: role.landlord for role in roles_of(person)}.values())


def bodies_of(person: Person) -> list[Body]:
    """The bodies that are no landlord (the Ombudsman, an advice agency) that a person belongs to today."""
    return list(
        Body.objects.filter(
            Q(roles__ended_on=None) | Q(roles__ended_on__gt=timezone.localdate()), roles__person=person
        ).order_by("name")
    )


def may_vouch_for(provider_id: str, person: Person) -> bool:
    """Whether the OpenID Connect provider of that id may say that this person has signed in.

    A provider is set for landlords by their codes, or for "all". It must cover all landlords of the person;
    people of other bodies, and people without a role, are covered by "all" alone.
    """
    covered: list[str] | str = next(
        (one["landlords"] for one in settings.OIDC_PROVIDERS if one["id"] == provider_id), []
    )
    if covered == "all":
        return True
    codes = {landlord.code for landlord in landlords_of(person)}
    return bool(codes) and codes <= set(covered) and not bodies_of(person)


def public_landlords(words: str = "") -> QuerySet[Landlord]:
    """Landlords whose name holds every one of `words`, by name; 50 at most, so that the page stays one page.

    Without those that an import added and nobody has given a phone number yet.
    """
    # Without the logos: a list shows none.
    found = Landlord.objects.defer("logo").exclude(phone="")
    for word in words.split()[:5]:
        found = found.filter(name__icontains=word)
    return found.order_by("name")[:PUBLIC_ROWS]


def landlord_named(code_or_name: str) -> Landlord | None:
    """The landlord of that code or exact name; of two, where one's name is the other's code, the one of that code."""
    found = {one.code: one for one in Landlord.objects.filter(Q(code=code_or_name) | Q(name=code_or_name))}
    return found.get(code_or_name) or next(iter(found.values()), None)


def person_id_of(email: str) -> UUID | None:
    """The id of the person who signs in with that address, active or not."""
    return Person.objects.filter(email__iexact=email).values_list("id", flat=True).first()


def _today(roles: QuerySet[Role]) -> QuerySet[Role]:
    return roles.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))
