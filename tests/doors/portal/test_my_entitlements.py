"""我的待遇: a resident's own rows of the ledger, each with reason and way; nobody else's."""

from __future__ import annotations

import pytest

from tests.county.small_county import a_few_rules, the_pack
from tests.doors.portal.pages import read
from tests.people import resident, user
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.models import Finding, RuleNumber
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "/me/entitlements/"


@pytest.fixture
def ledger(county):
    book, today = a_few_rules(), county_today()
    sweep_and_settle(the_pack(), book, as_of=today)
    make_holdings(book, day=today, seed=3)
    sweep_and_settle(the_pack(), book, as_of=today)
    return book


def mine(client, row):
    client.force_login(resident(Person.objects.get(pk=row.person_id)))
    return read(client.get(ADDRESS))


def row_of(state):
    number = RuleNumber.objects.get(rule="old-age-allowance").number
    return Finding.objects.filter(rule_number=number, state=state).first()


def test_what_she_holds_is_hers_and_is_recorded(client, ledger):
    row = row_of(State.HELD)
    page = mine(client, row)
    held = page.text.split("正在享受（", 1)[1]
    assert the_pack().rule("old-age-allowance").name in held
    assert f"¥{row.held_fen / 100:,.2f}" in held
    assert page.inline == []
    told = Entry.objects.get(action="self.read")
    assert (told.subject_kind, told.subject_id) == ("person", str(row.person_id))


def test_what_she_may_ask_for_leads_to_the_service(client, ledger):
    row = row_of(State.HELD)
    Finding.objects.filter(person_id=row.person_id, rule_number=row.rule_number).update(
        is_held=False, held_fen=None, state=State.MISSING
    )
    page = mine(client, row)
    asked, _ = page.text.split("正在享受（", 1)
    assert "名单里还没有您（1）" in asked
    rule = the_pack().rule("old-age-allowance")
    assert rule.conditions[0].yes in asked
    assert f"/services/{rule.service}/" in page.links


def test_what_no_longer_fits_is_said_gently(client, ledger):
    row = row_of(State.HELD)
    Finding.objects.filter(person_id=row.person_id, rule_number=row.rule_number).update(
        status=0, state=State.OVER
    )
    page = mine(client, row)
    assert "最近会重新核实" in page.text
    assert "错保" not in page.text


def test_nobody_elses_rows_are_there(client, ledger):
    row = row_of(State.HELD)
    ids = set(Finding.objects.values_list("person_id", flat=True))
    other = Person.objects.exclude(pk__in=ids).first()
    other = other or Person.objects.exclude(pk=row.person_id).first()
    hers = Finding.objects.filter(person_id=other.pk).count()
    client.force_login(resident(other))
    assert read(client.get(ADDRESS)).html.count('<article class="finding"') == hers


def test_who_is_not_bound_is_led_to_binding(client, ledger):
    client.force_login(user("nobody"))
    assert client.get(ADDRESS).headers["Location"] == "/me/bind/"


def test_before_there_is_a_ledger_the_page_says_so(client, county):
    client.force_login(resident(Person.objects.first()))
    page = read(client.get(ADDRESS))
    assert "待遇台账还没有建立" in page.text
    assert "/check/" in page.links


def test_the_page_asks_few_queries(client, ledger, django_assert_max_num_queries):
    client.force_login(resident(Person.objects.get(pk=row_of(State.HELD).person_id)))
    client.get(ADDRESS)
    with django_assert_max_num_queries(40):
        client.get(ADDRESS)
