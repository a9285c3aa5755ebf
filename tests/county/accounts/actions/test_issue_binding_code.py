import pytest

from tests.people import actor, resident
from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.errors import AccountError, NotVisible
from zhaohui.county.accounts.models import BindingCode


def test_it_works(clerk, person, entries):
    code = issue_binding_code(actor(clerk), person.pk, card_checked=True)
    row = BindingCode.objects.get()
    assert len(code) == 9
    assert code not in row.code_hash
    assert entries("account.issue_code") == [(clerk.pk, "person", str(person.pk))]


def test_the_neighbours_clerk_finds_nobody(neighbour, person):
    with pytest.raises(NotVisible):
        issue_binding_code(actor(neighbour), person.pk, card_checked=True)
    assert not BindingCode.objects.exists()


def test_the_card_must_have_been_checked(clerk, person):
    with pytest.raises(AccountError, match="核对身份证"):
        issue_binding_code(actor(clerk), person.pk, card_checked=False)


def test_a_new_code_ends_the_one_before(clerk, person):
    for _ in range(2):
        issue_binding_code(actor(clerk), person.pk, card_checked=True)
    first, second = BindingCode.objects.order_by("pk")
    assert first.expires_at < second.expires_at


def test_who_has_an_account_gets_none(clerk, person):
    resident(person)
    with pytest.raises(AccountError, match="已经有账户"):
        issue_binding_code(actor(clerk), person.pk, card_checked=True)
