import pytest

from tests.people import actor, helper, resident, user
from zhaohui.county.accounts.actions.unbind_account import unbind_account
from zhaohui.county.accounts.errors import AccountError


def test_it_unties_and_ends_her_mandates(person, entries):
    giver, held_by = resident(person), helper(person)
    assert actor(held_by).mandators == (person.pk,)
    unbind_account(actor(giver))
    giver.refresh_from_db()
    assert giver.person_id is None
    assert actor(held_by).mandators == ()
    assert entries("account.unbind") == [(giver.pk, "person", str(person.pk))]


def test_nothing_to_untie(county):
    with pytest.raises(AccountError):
        unbind_account(actor(user("loose")))
