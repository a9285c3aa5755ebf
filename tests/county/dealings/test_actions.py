"""What a record has to do with others: handed on once, posted once, tied to what suits, merged with care."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.doors.office.test_own_registers import CODE
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.actions.merge_with_dealings import merge_with_dealings
from zhaohui.county.dealings.actions.post_entry import EntrySaid, post_entry, reverse_entry
from zhaohui.county.dealings.actions.read_referral import read_referral
from zhaohui.county.dealings.actions.refer import refer
from zhaohui.county.dealings.actions.tie_records import take_tie_step, tie
from zhaohui.county.dealings.books import pot_balances, totals
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.county.dealings.fitting import Seeker, candidates
from zhaohui.county.dealings.models import AccountEntry, Referral, Tie
from zhaohui.county.dealings.queries import entries_of, referrals_of, tied_from
from zhaohui.county.dealings.said import amount_of, amount_words, day_of
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.postings.errors import OverdrawnError
from zhaohui.county.registers.actions.enter_record import enter_record
from zhaohui.county.registry.models import Person


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def town(elder):
    return actor(officer("town-officer", elder.village[:9]))


@pytest.fixture
def neighbour(elder):
    code = next(row.code for row in current_pack().towns if row.code != elder.village[:9])
    return actor(officer("town-officer", code))


@pytest.fixture
def office(county):
    return actor(officer("department-officer", current_pack().code, department="民政"))


def register(register_id):
    return current_pack().register(register_id)


def project(who, place, number="1", kind="助学"):
    given = {"项目名称": f"模拟项目{number}", "项目编号": number, "类别": kind}
    return enter_record(who, register("charity-projects"), given, area=place[:9])


@pytest.fixture
def need(town, elder):
    given = {"求助日期": "2026-01-05", "主要困难": "上学", "需要类别": "助学"}
    return enter_record(town, register("aid-intake"), given, person_id=elder.pk)


def posting(who, row, kind, amount, version):
    said = EntrySaid(amount=amount, words="模拟凭证1号")
    return post_entry(
        who, register("charity-projects"), row.pk, ("funds", kind), said, version=version
    )


def test_the_neighbour_hands_on_posts_and_ties_nothing(neighbour, town, elder, need):
    intake = register("aid-intake")
    row = project(town, elder.village)
    with pytest.raises(NotVisible):
        refer(neighbour, intake, need.pk, "medical", "模拟情况说明", version=1)
    with pytest.raises(NotVisible):
        posting(neighbour, row, "give", "1", 1)
    with pytest.raises(NotVisible):
        tie(neighbour, intake, need.pk, "charity", row.pk, version=1)
    refer(town, intake, need.pk, "medical", "模拟情况说明", version=1)
    assert referrals_of(neighbour, need) == []
    assert entries_of(neighbour, row) == []
    assert tied_from(neighbour, row) == []


def test_what_is_handed_on_is_sealed_and_its_reading_is_the_persons(town, need, elder):
    made = refer(town, register("aid-intake"), need.pk, "medical", "模拟：病得很重", version=1)
    assert "病得" not in bytes(made.words_sealed).decode("latin-1")
    assert read_referral(town, made.task) == (made, "模拟：病得很重")
    told = Entry.objects.order_by("-pk").first()
    assert (told.action, told.subject_id) == ("task.read", str(elder.pk))
    with pytest.raises(NotVisible):
        refer(town, register("aid-intake"), need.pk, "nothing", "模拟情况说明", version=2)


def test_one_page_posts_once_and_no_pot_goes_below_zero(town, elder):
    row = project(town, elder.village)
    posting(town, row, "give", "100", 1)
    with pytest.raises(ChangedElsewhere):
        posting(town, row, "give", "100", 1)
    with pytest.raises(OverdrawnError):
        posting(town, row, "use", "100.01", 2)
    account = register("charity-projects").account("funds")
    assert pot_balances(row, account) == {"promised": 0, "held": 100_00}
    assert AccountEntry.objects.count() == 1


def test_a_reversal_is_an_entry_once(town, elder):
    row, projects = project(town, elder.village), register("charity-projects")
    made = posting(town, row, "give", "100", 1)
    with pytest.raises(DealingRefused):
        reverse_entry(town, projects, row.pk, made.pk, "短", version=2)
    back = reverse_entry(town, projects, row.pk, made.pk, "模拟：记错了", version=2)
    for entry in (made, back):
        with pytest.raises(DealingRefused):
            reverse_entry(town, projects, row.pk, entry.pk, "模拟：记错了", version=3)
    assert pot_balances(row, projects.account("funds"))["held"] == 0
    given = next(each for each in totals(town, projects) if each.kind == "直接到账")
    assert (given.count, given.words) == (0, "0.00 元")


def test_the_totals_take_one_query(town, elder, django_assert_num_queries):
    row = project(town, elder.village)
    posting(town, row, "give", "100", 1)
    with django_assert_num_queries(1):
        totals(town, register("charity-projects"))


def test_candidates_are_judged_by_what_is_asked(town, elder, need):
    intake = register("aid-intake")
    fits, wrong = project(town, elder.village), project(town, elder.village, "2", "助医")
    seeker = Seeker(intake, intake.match("charity"), need, need.values)
    found = candidates(town, seeker)
    assert [(each.record, each.verdict) for each in found] == [(fits, "fits"), (wrong, "excluded")]
    asks_nothing = Seeker(intake, intake.match("charity"), need, {})
    assert {each.verdict for each in candidates(town, asks_nothing)} == {"fits"}


def test_a_tie_goes_where_its_states_lead_and_is_made_once(town, elder, need):
    intake, row = register("aid-intake"), project(town, elder.village)
    made = tie(town, intake, need.pk, "charity", row.pk, version=1)
    with pytest.raises(DealingRefused):
        tie(town, intake, need.pk, "charity", row.pk, version=2)
    with pytest.raises(DealingRefused):
        take_tie_step(town, intake, need.pk, made.pk, "done", version=2)
    take_tie_step(town, intake, need.pk, made.pk, "agreed", version=2)
    assert take_tie_step(town, intake, need.pk, made.pk, "done", version=3).state == "done"
    assert [each.pk for each in tied_from(town, row)] == [made.pk]


def test_a_merge_takes_referrals_and_ties_along_and_stops_at_accounts(office, elder):
    given = {"组织名称": "模拟会", "统一社会信用代码": CODE, "检查结果": "合格"}
    checks = register("charity-checks")
    kept, gone = (
        enter_record(
            office,
            checks,
            given | {"检查日期": f"2026-01-0{n}", "检查事项": "年度报告"},
            area=current_pack().code,
        )
        for n in (1, 2)
    )
    refer(office, checks, gone.pk, "mend", "模拟情况说明", version=1)
    merge_with_dealings(office, checks, kept.pk, gone.pk)
    assert Referral.objects.get().record_id == kept.pk
    one, two = project(office, elder.village), project(office, elder.village, "2")
    posting(office, two, "give", "1", 1)
    with pytest.raises(DealingRefused):
        merge_with_dealings(office, register("charity-projects"), one.pk, two.pk)
    two.refresh_from_db()
    assert two.merged_into_id is None
    assert not Tie.objects.exists()


@pytest.mark.parametrize(
    ("unit", "text", "amount", "shown"),
    [
        ("fen", "1,200.50", 120_050, "1,200.50 元"),
        ("minute", "1.5", 90, "1.5 小时"),
        ("minute", "10", 600, "10 小时"),
        ("piece", "3", 3, "3"),
    ],
)
def test_amounts_are_exact(unit, text, amount, shown):
    assert amount_of(unit, text) == amount
    assert amount_words(unit, amount) == shown


@pytest.mark.parametrize(
    ("unit", "text"),
    [("fen", "0"), ("fen", "-1"), ("fen", "1.005"), ("fen", "NaN"), ("fen", "inf"), ("fen", "1e30"),
     ("minute", "0.001"), ("piece", "1.5"), ("piece", "")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(unit, text):
    with pytest.raises(DealingRefused):
        amount_of(unit, text)


def test_days_to_come_are_refused():
    for text in ("2999-01-01", "1月1日"):
        with pytest.raises(DealingRefused):
            day_of(text)
    assert day_of("2026-01-05") == dt.date(2026, 1, 5)
