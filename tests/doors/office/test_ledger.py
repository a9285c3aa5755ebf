"""待遇台账 in the office: counts and lists of one's own area; a person's rows as they stood on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.small_county import a_few_rules, the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.actions.look_ahead import look_ahead
from zhaohui.county.entitlements.actions.refresh_ledger import refresh_ledger
from zhaohui.county.entitlements.models import (
    Finding,
    Holding,
    HouseholdDue,
    LedgerCell,
    Outlook,
    RuleNumber,
)
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State, Turn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTY = the_pack().code
DAY = dt.timedelta(days=1)
RULE = "old-age-allowance"


@pytest.fixture
def ledger(county):
    """A ledger that stands since yesterday, with holders."""
    book, yesterday = a_few_rules(), county_today() - DAY
    sweep_and_settle(the_pack(), book, as_of=yesterday)
    make_holdings(book, day=yesterday, seed=3)
    sweep_and_settle(the_pack(), book, as_of=yesterday)
    return book


@pytest.fixture
def as_(client):
    def signed_in(post, area=COUNTY, **words):
        client.force_login(officer(post, area, **words))
        client.post("/office/purpose/", {"purpose": "window", "next": "/office/"})
        return client

    return signed_in


def test_before_there_is_a_ledger_the_page_says_so(as_, county):
    assert "台账还没有建立" in read(as_("leader").get("/office/ledger/")).text


def test_counts_are_those_of_ones_own_area(as_, ledger):
    rows = Finding.objects.exclude(area=None)
    whole = read(as_("leader").get("/office/ledger/"))
    number = RuleNumber.objects.get(rule=RULE).number
    held = rows.filter(rule_number=number, state=State.HELD).count()
    assert held
    assert f" {held:,} " in whole.text
    assert "?state=" not in whole.html  # a leader sees counts, no person
    village = rows.filter(rule_number=number, state=State.HELD).first().area
    own = rows.filter(area=village)
    page = read(as_("village-worker", village, name="w").get("/office/ledger/"))
    cells = LedgerCell.objects.filter(area=village)
    assert sum(cells.values_list("n", flat=True)) == own.count()
    assert (
        page.html.count("?state=")
        == cells.filter(rule_number__in=RuleNumber.objects.values("number")).count()
    )
    assert page.inline == []
    other = read(as_("leader", name="l2").get("/office/ledger/?area=999999999"))
    assert "这里没有台账记录" in other.text


def test_a_list_shows_its_people_once_and_is_recorded(as_, ledger, monkeypatch):
    from zhaohui.county.entitlements import ledger_queries

    monkeypatch.setattr(ledger_queries, "PAGE_ROWS", 3)
    number = RuleNumber.objects.get(rule=RULE).number
    wanted = Finding.objects.filter(rule_number=number, state=State.HELD)
    client = as_("department-officer")
    address, seen = f"/office/ledger/{RULE}/people/?state=held", []
    while address:
        page = read(client.get(address))
        seen += [int(link.split("/")[3]) for link in page.links if link.endswith("/ledger/") and "people" in link]  # fmt: skip
        following = [link for link in page.links if "after=" in link]
        address = f"/office/ledger/{RULE}/people/{following[-1]}" if following else ""
    assert sorted(seen) == sorted(wanted.values_list("person_id", flat=True))
    told = Entry.objects.filter(action="finding.list", subject_id=f"ledger-{RULE}")
    assert told.count() >= len(seen) / 3


def test_neighbours_are_not_in_the_list(as_, ledger):
    number = RuleNumber.objects.get(rule=RULE).number
    row = Finding.objects.filter(rule_number=number, state=State.HELD).first()
    worker = as_("village-worker", row.area)
    page = read(worker.get(f"/office/ledger/{RULE}/people/?state=held"))
    listed = {int(link.split("/")[3]) for link in page.links if "people" in link and link.endswith("/ledger/")}  # fmt: skip
    own = Person.objects.filter(village=row.area).values_list("pk", flat=True)
    assert row.person_id in listed
    assert listed <= set(own)
    stranger = Person.objects.exclude(village=row.area).first()
    assert worker.get(f"/office/people/{stranger.pk}/ledger/").status_code == 404


@pytest.mark.parametrize(
    "query", ["state=nothing", "area=12", "area=x'", "after=1-2-3", "after=x-1", "after=１-２"]
)
def test_odd_addresses_are_404(as_, ledger, query):
    assert (
        as_("department-officer").get(f"/office/ledger/{RULE}/people/?{query}").status_code == 404
    )
    assert as_("department-officer", name="d2").get("/office/ledger/no/people/").status_code == 404


def test_what_was_believed_on_a_day_is_shown(as_, ledger):
    number, today = RuleNumber.objects.get(rule=RULE).number, county_today()
    row = Finding.objects.filter(rule_number=number, state=State.HELD).first()
    Person.objects.filter(pk=row.person_id).update(birth_date=today - 3650 * DAY)
    note_changes([row.household_id])
    refresh_ledger(the_pack(), ledger, as_of=today)
    client = as_("department-officer")
    address = f"/office/people/{row.person_id}/ledger/"
    now, before = read(client.get(address)), read(client.get(f"{address}?day={today - DAY}"))
    assert "错保" in now.text
    assert "年" in now.text
    assert now.text.count("在享") > before.text.count("错保")
    stood, past = before.text.split("以前", 1)
    assert "错保" not in stood
    assert "在享" in stood
    assert "到" in past
    odd = client.get(f"{address}?day=yesterday")
    assert odd.status_code == 200
    assert "这不是一个日期" in odd.content.decode()


def cells_of(rule=RULE, **where):
    number = RuleNumber.objects.get(rule=rule).number
    return LedgerCell.objects.filter(rule_number=number, **where)


def test_a_rule_adds_up_from_villages_to_towns(as_, ledger):
    client = as_("department-officer")
    held = cells_of(state=State.HELD)
    area = held.exclude(area="").first().area
    town = area[:9]
    page = read(client.get(f"/office/ledger/{RULE}/"))
    assert f"?town={town}" in page.html
    total = sum(held.values_list("n", flat=True))
    assert f"{total:,} 合计 在享" in page.text
    villages = read(client.get(f"/office/ledger/{RULE}/?town={town}"))
    here = sum(held.filter(area__startswith=town).values_list("n", flat=True))
    assert f"{here:,} 合计 在享" in villages.text
    assert f"state=held&amp;area={area}" in villages.html
    assert villages.inline == []


def test_a_neighbours_town_is_not_there(as_, ledger):
    area = cells_of(state=State.HELD).exclude(area="").first().area
    neighbour = next(town.code for town in the_pack().towns if town.code != area[:9])
    client = as_("town-officer", neighbour)
    assert client.get(f"/office/ledger/{RULE}/?town={area[:9]}").status_code == 404
    page = read(client.get(f"/office/ledger/{RULE}/people/?state=held&area={area}"))
    assert "这里没有人" in page.text
    assert not Entry.objects.filter(action="finding.list").exists()


def test_people_of_unknown_place_are_listed_for_the_whole_county_alone(as_, ledger):
    row = Finding.objects.get(pk=Finding.objects.filter(state=State.HELD).first().pk)
    rule = RuleNumber.objects.get(number=row.rule_number).rule
    Finding.objects.filter(pk=row.pk).update(area=None)
    address = f"/office/people/{row.person_id}/ledger/"
    page = read(as_("department-officer").get(f"/office/ledger/{rule}/people/?state=held"))
    assert address in page.links
    town = read(as_("town-officer", row.area[:9]).get(f"/office/ledger/{rule}/people/?state=held"))
    assert address not in town.links


def end_of(row, last):
    """Let a holding end on a day, and its household be looked at then."""
    Holding.objects.filter(rule=RULE, person_id=row.person_id).update(until=last)
    HouseholdDue.objects.update_or_create(
        household_id=row.household_id, defaults={"kind": "living", "next_change": last + DAY}
    )


def test_what_is_about_to_turn_is_counted_and_listed(as_, ledger):
    number = RuleNumber.objects.get(rule=RULE).number
    paid = Finding.objects.filter(rule_number=number, state=State.HELD, area__isnull=False).first()
    end_of(paid, county_today() + 10 * DAY)
    look_ahead(the_pack(), ledger)
    row = Outlook.objects.get(kind=Turn.RUNS_OUT, person_id=paid.person_id)
    rule = RuleNumber.objects.get(number=row.rule_number).rule
    client = as_("department-officer")
    assert f"/{rule}/people/?state=runs-out" in read(client.get("/office/ledger/")).html
    page = read(client.get(f"/office/ledger/{rule}/people/?state=runs-out&area={row.area}"))
    assert f"/office/people/{row.person_id}/ledger/" in page.links
    assert f"{row.day.year}年{row.day.month}月{row.day.day}日" in page.text
    assert "三十天内要停、要续或要重新核实的待遇" in read(client.get("/office/")).text


def test_her_page_says_why_not_and_what_comes(as_, ledger):
    number, day = RuleNumber.objects.get(rule=RULE).number, county_today() - DAY
    row = Finding.objects.filter(rule_number=number, state=State.HELD).first()
    Person.objects.filter(pk=row.person_id).update(
        birth_date=(day + 9 * DAY).replace(year=day.year - 80)
    )
    Finding.objects.filter(pk=row.pk).update(status=0, state=State.OVER, reasons=0)
    page = read(as_("department-officer").get(f"/office/people/{row.person_id}/ledger/"))
    now, comes = page.text.split("会变的", 1)
    assert "未满80周岁" in now
    turns = day + 9 * DAY
    assert f"{the_pack().rule(RULE).name} ：{turns.year}年{turns.month}月{turns.day}日 起" in comes
    assert "已满80周岁" in comes
    assert "参数:" not in page.text
    assert "启用" in now  # the version of the rules


def test_pages_ask_few_queries(as_, ledger, django_assert_max_num_queries):
    look_ahead(the_pack(), ledger)
    client = as_("department-officer")
    person = Finding.objects.first().person_id
    limits = {
        "/office/ledger/": 30,
        f"/office/ledger/{RULE}/": 30,
        f"/office/ledger/{RULE}/people/?state=held": 30,
        f"/office/people/{person}/ledger/": 45,
    }
    for address, limit in limits.items():
        with django_assert_max_num_queries(limit):
            assert client.get(address).status_code == 200
