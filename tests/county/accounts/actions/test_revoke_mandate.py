import pytest

from tests.people import actor, helper, resident, user
from zhaohui.county.accounts.actions.revoke_mandate import revoke_mandate
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Mandate


@pytest.mark.parametrize("who", ["giver", "holder"])
def test_either_side_ends_it_at_once(person, who, entries):
    sides = {"giver": resident(person), "holder": helper(person)}
    mandate = Mandate.objects.get()
    revoke_mandate(actor(sides[who]), mandate.pk)
    assert actor(sides["holder"]).mandators == ()
    assert entries("mandate.revoke") == [(sides[who].pk, "person", str(person.pk))]
    revoke_mandate(actor(sides[who]), mandate.pk)  # a second click changes nothing
    assert len(entries("mandate.revoke")) == 1


def test_a_stranger_finds_none(person):
    helper(person)
    with pytest.raises(NotVisible):
        revoke_mandate(actor(user("stranger")), Mandate.objects.get().pk)
    assert Mandate.objects.filter(revoked_at=None).exists()
