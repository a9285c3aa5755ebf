import datetime as dt

import pytest
from django.utils import timezone

from tests.people import actor, resident, user
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.accept_mandate import accept_mandate
from zhaohui.county.accounts.actions.give_mandate import give_mandate
from zhaohui.county.accounts.actions.revoke_mandate import revoke_mandate
from zhaohui.county.accounts.errors import CodeError, MandateError, TooManyTriesError
from zhaohui.county.accounts.models import Mandate


@pytest.fixture
def giver(person):
    return resident(person)


@pytest.fixture
def code(giver):
    return give_mandate(actor(giver), until=county_today())[1]


def test_the_helper_sees_the_giver_from_then_on(account, person, code, entries):
    assert actor(account).mandators == ()
    accept_mandate(actor(account), code)
    assert actor(account).mandators == (person.pk,)
    assert actor(account).may_for("self.read", person.pk, None)
    assert entries("mandate.accept") == [(account.pk, "person", str(person.pk))]


def test_a_code_works_once(account, code):
    accept_mandate(actor(account), code)
    with pytest.raises(CodeError):
        accept_mandate(actor(user("another")), code)


def test_a_code_that_was_taken_back_or_is_old(account, giver, code):
    Mandate.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
    with pytest.raises(CodeError):
        accept_mandate(actor(account), code)
    Mandate.objects.update(created_at=timezone.now())
    revoke_mandate(actor(giver), Mandate.objects.get().pk)
    with pytest.raises(CodeError):
        accept_mandate(actor(account), code)


def test_not_her_own(giver, code):
    with pytest.raises(MandateError, match="自己"):
        accept_mandate(actor(giver), code)


def test_guessing_is_stopped(account, code):
    for guess in range(5):
        with pytest.raises(CodeError):
            accept_mandate(actor(account), f"{guess:09d}")
    with pytest.raises(TooManyTriesError):
        accept_mandate(actor(account), code)
