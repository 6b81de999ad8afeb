"""The demo's data: a landlord has all of it or none, whatever stopped the first start."""

from __future__ import annotations

from dataclasses import replace
from unittest import mock

import pytest

from putright.accounts.models import Landlord
from putright.complaints.actions import passphrase_opens
from putright.complaints.models import Complaint
from putright.demo import seed
from putright.demo.cast import LANDLORDS
from putright.record.tenancy import as_landlord

SMALL = tuple(replace(one, cases=2) for one in LANDLORDS if one.code == "larkfield")
THEIR_PEOPLE = tuple(one for one in seed.PEOPLE if one.landlord == "larkfield")


@pytest.mark.django_db
def test_a_start_that_was_stopped_leaves_nothing_half_made_and_the_next_makes_all() -> None:
    with (
        mock.patch.object(seed, "LANDLORDS", SMALL),
        mock.patch.object(seed, "PEOPLE", THEIR_PEOPLE),
    ):
        with (
            mock.patch.object(seed, "speak_and_restrict", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            seed.fill("secret", print)
        landlord = Landlord.objects.get(code="larkfield")
        with as_landlord(landlord.id):
            assert not Complaint.objects.filter(landlord=landlord).exists()

        said: list[str] = []
        keys = seed.fill("secret", said.append)
        assert said == ["Making the complaints of Larkfield Housing Co-operative …"]
        # A second start makes nothing, and gives the same keys.
        assert seed.fill("secret", said.append) == keys and len(said) == 1

    with as_landlord(landlord.id):
        for key in keys:
            case = Complaint.objects.get(landlord=landlord, reference=key.reference)
            assert passphrase_opens(case, key.passphrase) and not passphrase_opens(case, "")
        # Nobody follows the others: nothing that is typed opens one.
        other = Complaint.objects.filter(landlord=landlord, passphrase="").first()
        assert other is not None and not passphrase_opens(other, "")
