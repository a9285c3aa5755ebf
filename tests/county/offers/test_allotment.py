"""Rounds: commit, reveal, publish, verified from the published files; places offered, held, reviewed, left."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.county.offers.offering import colleague, department, people, places, residents
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.offers.actions.offer_place import answer_place, leave_place
from zhaohui.county.offers.actions.pass_night import pass_night
from zhaohui.county.offers.actions.register_wishes import (
    check_application,
    register_wishes,
    withdraw,
)
from zhaohui.county.offers.actions.review_occupancy import review_occupancy
from zhaohui.county.offers.actions.run_allotment import (
    RunEntryForm,
    commit_run,
    publish_run,
    reveal_run,
    void_run,
)
from zhaohui.county.offers.errors import (
    NotEligible,
    OfferError,
    OfferSecondOfficer,
    OfferStateError,
)
from zhaohui.county.offers.inputs import preview
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Capacity,
    Occupancy,
    OccupancyState,
    RunEntry,
)
from zhaohui.county.offers.queries import kinds, room_left
from zhaohui.county.registry.models import Person
from zhaohui.engines.matching.verify_allotment import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
A, O = ApplicationState, OccupancyState  # noqa: E741


def in_round(who, kind: str, *, entropy: str = "") -> AllotmentRun:
    run = commit_run(
        who, kind, RunEntryForm(title="模拟第一轮", entropy_source="某公开号码" if entropy else "")
    )
    reveal_run(colleague(who), run.pk, entropy)
    return publish_run(who, run.pk)


def written(run: AllotmentRun, folder):
    for name, text in run.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def flats():
    who = department("住建")
    return who, places(who, "affordable-rental-flats", 2, 1)


def waiting(kind: str, offers, count: int, **facts):
    rows = people(count, **facts)
    cast = residents(rows)
    made = [
        register_wishes(actor, kind, row.pk, [o.pk for o in offers])
        for actor, row in zip(cast, rows, strict=True)
    ]
    return rows, cast, made


def test_a_lottery_is_committed_revealed_published_and_verified_from_its_files(flats, tmp_path):
    who, offers = flats
    waiting("affordable-rental-flats", offers, 6, age=30)
    run = commit_run(
        who, "affordable-rental-flats", RunEntryForm(title="模拟", entropy_source="某公开号码")
    )
    assert set(run.texts) == {"places.csv", "applicants.csv", "wishes.csv", "commitment.json"}
    assert (run.secret, run.seed) == ("", "")
    with pytest.raises(OfferStateError, match="一轮"):
        commit_run(who, "affordable-rental-flats", RunEntryForm(title="再来"))
    with pytest.raises(OfferStateError, match="不能公布"):
        publish_run(who, run.pk)
    with pytest.raises(OfferSecondOfficer, match="另一位"):
        reveal_run(who, run.pk, "0427")
    with pytest.raises(IntegrityError), transaction.atomic():
        AllotmentRun.objects.filter(pk=run.pk).update(checked_by=run.run_by)
    with pytest.raises(OfferError, match="公开随机数"):
        reveal_run(colleague(who), run.pk)
    run = reveal_run(colleague(who), run.pk, "0427")
    assert reveal_run(colleague(who), run.pk, "9999").entropy == "0427"
    run = publish_run(who, run.pk)
    before = run.texts["results.csv"]
    assert publish_run(who, run.pk).texts["results.csv"] == before
    assert Occupancy.objects.count() == 3
    assert len(verify(written(run, tmp_path))) == 4
    said = [e.purpose for e in Entry.objects.filter(subject_kind="allotment").order_by("seq")]
    assert said == ["承诺", "公开种子", "公布结果"]


def test_published_files_hold_numbers_and_nobody_s_name(flats):
    who, offers = flats
    rows, _cast, made = waiting("affordable-rental-flats", offers, 4, age=30, name="模拟某某")
    run = in_round(who, "affordable-rental-flats")
    text = "".join(run.texts.values())
    for row, application in zip(rows, made, strict=True):
        assert row.name not in text
        entry = RunEntry.objects.get(application=application)
        assert entry.number in text
        assert len(entry.number) == 8


def test_school_places_by_catchment_and_lottery_verify_and_are_stable(tmp_path):
    who = department("教育")
    offers = places(who, "school-places", 2, 2, catchments=(("510811100",), ()))
    rows = people(5, age=7)
    for row in rows[:1]:
        Person.objects.filter(pk=row.pk).update(hukou_area="510811100001")
    Person.objects.filter(pk__in=[row.pk for row in rows[1:]]).update(
        hukou_area="110101001001", residence_area="110101001001"
    )
    made = []
    for actor, row in zip(residents(rows), rows, strict=True):
        made.append(register_wishes(actor, "school-places", row.pk, [o.pk for o in offers]))
    assert [list(each.wishes.values_list("level", flat=True)) for each in made[:2]] == [
        [0, 2],
        [2, 2],
    ]
    run = in_round(who, "school-places", entropy="11")
    assert len(verify(written(run, tmp_path))) == 5
    assert RunEntry.objects.get(application=made[0]).offer == offers[0]
    assert Occupancy.objects.count() == 4


def test_a_queue_goes_by_class_then_by_date():
    who = department("民政")
    offers = places(who, "care-home-beds", 1)
    rows, cast, made = waiting("care-home-beds", offers, 3)
    Application.objects.filter(pk=made[2].pk).update(since=dt.date(2025, 1, 1))
    run = in_round(who, "care-home-beds")
    first = RunEntry.objects.get(run=run, position=1)
    assert first.application == made[2]
    place = Occupancy.objects.get()
    assert (place.person_id, place.state, place.confirm_by) == (rows[2].pk, O.OFFERED, None)
    with pytest.raises(NotVisible):
        answer_place(cast[0], place.pk, "accept")
    answer_place(cast[2], place.pk, "accept")
    assert Application.objects.get(pk=made[2].pk).state == A.HOUSED
    assert room_left([offers[0].pk]) == {offers[0].pk: 0}


def test_declined_expired_and_left_places_call_the_next_one():
    who = department("民政")
    offers = places(who, "care-home-beds", 1)
    rows, cast, _made = waiting("care-home-beds", offers, 3)
    run = in_round(who, "care-home-beds")
    order = [
        e.application.subject_id for e in RunEntry.objects.filter(run=run).order_by("position")
    ]
    by_person = dict(zip([row.pk for row in rows], cast, strict=True))
    first = Occupancy.objects.get()
    answer_place(by_person[order[0]], first.pk, "decline")
    second = Occupancy.objects.get(state=O.OFFERED)
    assert second.person_id == order[1]
    Occupancy.objects.filter(pk=second.pk).update(confirm_by=county_today() - dt.timedelta(days=1))
    assert pass_night(system_actor("test"))["expired"] == 1
    third = Occupancy.objects.get(state=O.OFFERED)
    assert third.person_id == order[2]
    answer_place(by_person[order[2]], third.pk, "accept")
    leave_place(by_person[order[2]], third.pk, "回家和子女同住")
    assert Occupancy.objects.get(state=O.OFFERED).person_id in order[:2]
    assert Application.objects.get(subject=order[2]).state == A.ENDED


def test_a_review_keeps_or_ends_and_unclear_keeps():
    who = department("民政")
    offers = places(who, "care-home-beds", 1)
    _rows, cast, _made = waiting("care-home-beds", offers, 1)
    in_round(who, "care-home-beds")
    place = Occupancy.objects.get()
    with pytest.raises(OfferStateError):
        review_occupancy(who, place.pk, "keeps", "看过材料")
    answer_place(cast[0], place.pk, "accept")
    made = review_occupancy(who, place.pk, "unclear", "材料还没有交齐")
    assert made.registry_says is True
    place.refresh_from_db()
    assert place.state == O.HELD
    with pytest.raises(OfferError):
        review_occupancy(who, place.pk, "ends", " ")
    review_occupancy(who, place.pk, "ends", "已搬到外地居住")
    place.refresh_from_db()
    assert (place.state, place.end_words) == (O.LEFT, "已搬到外地居住")
    with pytest.raises(NotVisible):
        review_occupancy(department("住建"), place.pk, "keeps", "不是本部门")


def test_who_withdraws_between_commitment_and_result_is_offered_nothing(flats, tmp_path):
    who, offers = flats
    _rows, cast, made = waiting("affordable-rental-flats", offers, 3, age=30)
    run = commit_run(who, "affordable-rental-flats", RunEntryForm(title="模拟"))
    with pytest.raises(OfferStateError, match="正在分配"):
        check_application(who, made[1].pk, qualifies=False, words="材料不符")
    withdraw(cast[0], made[0].pk)
    reveal_run(colleague(who), run.pk)
    run = publish_run(who, run.pk)
    assert Occupancy.objects.count() == 2
    verify(written(run, tmp_path))


def test_unknown_waits_for_a_check_and_no_is_refused(flats):
    who, offers = flats
    kind = "affordable-rental-flats"
    rows = people(2, age=30)
    Person.objects.filter(pk=rows[0].pk).update(birth_date=None)
    Person.objects.filter(pk=rows[1].pk).update(birth_date=county_today())
    cast = residents(rows)
    made = register_wishes(cast[0], kind, rows[0].pk, [offers[0].pk])
    assert made.state == A.REGISTERED
    with pytest.raises(NotEligible, match="成年人"):
        register_wishes(cast[1], kind, rows[1].pk, [offers[0].pk])
    with pytest.raises(OfferStateError, match="已经登记过"):
        register_wishes(cast[0], kind, rows[0].pk, [offers[0].pk])
    assert preview(kinds()[kind]).unchecked == 1
    with pytest.raises(OfferError, match="没有核实过"):
        commit_run(who, kind, RunEntryForm(title="模拟"))
    check_application(who, made.pk, qualifies=True, words="看过身份证，已成年", points=12)
    assert preview(kinds()[kind]).people == 1
    assert Application.objects.get(pk=made.pk).points == 12


def test_wishes_that_cannot_be_are_said(flats):
    _who, offers = flats
    row = people(1, age=30)[0]
    actor = residents([row])[0]
    kind = "affordable-rental-flats"
    for wanted in ([], [offers[0].pk] * 2, [0]):
        with pytest.raises(OfferError):
            register_wishes(actor, kind, row.pk, wanted)
    with pytest.raises(NotVisible):
        register_wishes(actor, "culture-venues", row.pk, [offers[0].pk])
    assert not Application.objects.exists()


def test_a_round_is_voided_with_a_public_reason_and_only_before_its_seed(flats):
    who, offers = flats
    waiting("affordable-rental-flats", offers, 3, age=30)
    run = commit_run(who, "affordable-rental-flats", RunEntryForm(title="模拟"))
    with pytest.raises(OfferError):
        void_run(who, run.pk, "")
    void_run(who, run.pk, "房源数写错了")
    run = commit_run(who, "affordable-rental-flats", RunEntryForm(title="模拟二"))
    reveal_run(colleague(who), run.pk)
    with pytest.raises(OfferStateError):
        void_run(who, run.pk, "结果不满意")
    other = department("民政")
    with pytest.raises(NotVisible):
        publish_run(other, run.pk)
    with pytest.raises(NotVisible):
        commit_run(other, "affordable-rental-flats", RunEntryForm(title="模拟"))


def test_unknown_capacity_offers_nothing(flats):
    who, offers = flats
    Capacity.objects.filter(offer=offers[1]).delete()
    waiting("affordable-rental-flats", offers, 4, age=30)
    run = in_round(who, "affordable-rental-flats")
    assert run.texts["places.csv"].count("\n") == 2
    assert Occupancy.objects.filter(offer=offers[1]).count() == 0
    assert "1 处没有写容量" in preview(kinds()["affordable-rental-flats"]).words
