import datetime as dt

import pytest
from django.utils import timezone

from tests.people import actor, user
from zhaohui.county.accounts.actions.bind_account import bind_account
from zhaohui.county.accounts.actions.issue_binding_code import issue_binding_code
from zhaohui.county.accounts.errors import AccountError, CodeError, NotVisible, TooManyTriesError
from zhaohui.county.accounts.models import BindingCode, CodeTry
from zhaohui.county.accounts.one_time_codes import MOST_TRIES, spaced


@pytest.fixture
def code(clerk, person):
    return issue_binding_code(actor(clerk), person.pk, card_checked=True)


def test_it_works_once_in_any_grouping(account, person, code, entries):
    bind_account(actor(account), spaced(code))
    account.refresh_from_db()
    assert account.person_id == person.pk
    assert entries("account.bind") == [(account.pk, "person", str(person.pk))]
    with pytest.raises(CodeError):
        bind_account(actor(user("another")), code)


def test_a_code_runs_out(account, code):
    BindingCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(CodeError):
        bind_account(actor(account), code)


def test_five_wrong_codes_stop_the_account_even_with_the_right_one(account, code):
    for guess in range(MOST_TRIES):
        with pytest.raises(CodeError):
            bind_account(actor(account), f"{guess:09d}")
    assert CodeTry.objects.count() == MOST_TRIES
    with pytest.raises(TooManyTriesError):
        bind_account(actor(account), code)
    CodeTry.objects.update(at=timezone.now() - dt.timedelta(hours=1))
    bind_account(actor(account), code)


def test_a_bound_account_takes_no_second_person(account, code):
    bind_account(actor(account), code)
    account.refresh_from_db()
    with pytest.raises(AccountError):
        bind_account(actor(account), code)


def test_an_officer_does_not_bind_her_office_account(clerk, code):
    with pytest.raises(NotVisible):
        bind_account(actor(clerk), code)
