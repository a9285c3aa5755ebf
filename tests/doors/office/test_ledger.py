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
from zhaohui.county.entitlements.actions.refresh_ledger import refresh_ledger
from zhaohui.county.entitlements.models import Finding, LedgerCell, RuleNumber
from zhaohui.county.entitlements.synthetic_holders import make_holdings
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State

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
