import pytest

from tests.people import actor, helper, resident
from zhaohui.county.accounts.actions.bind_account import bind_account
from zhaohui.county.accounts.actions.delete_account import delete_account
from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import User
from zhaohui.county.registry.models import Person


def test_the_account_goes_the_person_and_the_log_stay(account, clerk, person, entries):
    bind_account(actor(account), issue_binding_code(actor(clerk), person.pk, card_checked=True))
    account.refresh_from_db()
    held_by = helper(person)
    delete_account(actor(account))
    assert not User.objects.filter(username="someone").exists()
    assert Person.objects.filter(pk=person.pk).exists()
    assert actor(held_by).mandators == ()
    assert entries("account.delete") == [(account.pk, "user", str(account.pk))]
    assert resident(person, "again").person_id == person.pk


def test_an_office_account_is_not_deleted(clerk):
    with pytest.raises(NotVisible):
        delete_account(actor(clerk))
    assert User.objects.filter(pk=clerk.pk).exists()
