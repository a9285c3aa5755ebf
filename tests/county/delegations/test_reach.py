"""Whom a delegation reaches: its items, its areas, its steps, its days; nobody else, never longer."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import applied, in_review, propose, signed_in, step, town_officer
from tests.county.delegations.delegating import approver, delegated, do, known, proposer
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.models import Case, CaseStep
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.delegations.actions.end_delegations import end_delegations
from zhaohui.county.delegations.models import Delegation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


def may(name: str, action: str) -> bool:
    """Say whether an officer's list of the action holds anything: asked in SQL."""
    return visible_to(actor(User.objects.get(username=name)), action).exists()


def test_a_village_accepts_only_what_was_delegated_to_itself():
    case = applied()
    worker = signed_in(officer("village-worker", case.area, name="worker"))
    assert step(worker, case, "accept").status_code == 404
    delegated(case.area[:9], "accept")  # to the town: its villages get nothing of it
    assert step(worker, case, "accept").status_code == 404
    row = delegated(case.area, "accept")
    assert may("worker", "case.accept")
    assert not may("worker", "case.handle")  # another step
    assert step(worker, case, "accept").status_code == 302
    assert case.delegation_id == row.pk
    noted = CaseStep.objects.get(name="accept")
    assert (noted.delegation_id, noted.level) == (row.pk, "village")
    assert step(worker, case, "review").status_code == 404


def test_another_item_is_not_reached():
    case = applied()
    delegated(case.area[:9], "decide", items=["minimum-living"])
    known("town-officer", case.area[:9], "decides")
    assert not may("decides", "case.approve")


@pytest.mark.parametrize(
    ("start", "until", "reached"),
    [(0, 0, True), (-5, 5, True), (1, 5, False), (-5, -1, False)],
)
def test_it_holds_from_its_first_day_to_its_last(start, until, reached):
    case = applied()
    row = delegated(case.area[:9], "decide")
    Delegation.objects.filter(pk=row.pk).update(
        start=county_today() + start * DAY, until=county_today() + until * DAY
    )
    known("town-officer", case.area[:9], "decides")
    assert may("decides", "case.approve") is reached


def test_reopening_is_never_delegated():
    case = applied()
    delegated(case.area[:9], "decide")
    clerk, colleague = town_officer(case, "proposes"), town_officer(case, "decides")
    in_review(case, clerk)
    propose(clerk, case)
    assert step(colleague, case, "approve").status_code == 302
    said = {"reason": "new-facts", "words": "有了新的事实要重办"}
    assert step(colleague, case, "reopen", **said).status_code == 404


def test_the_list_of_cases_says_that_it_is_the_towns_turn():
    case = applied()
    clerk, colleague = town_officer(case, "proposes"), town_officer(case, "decides")
    in_review(case, clerk)
    propose(clerk, case)
    assert case.subject.name not in colleague.get("/office/cases/?turn=post").content.decode()
    row = delegated(case.area[:9], "decide")
    assert case.subject.name in colleague.get("/office/cases/?turn=post").content.decode()
    do(proposer(), row, "recall", "先收回再说")
    assert case.subject.name not in colleague.get("/office/cases/?turn=post").content.decode()
    assert case.subject.name in colleague.get("/office/cases/").content.decode()


def test_a_recall_hands_the_villages_cases_back_and_keeps_what_was_done():
    case = applied()
    row = delegated(case.area, "accept", "review")
    worker = signed_in(officer("village-worker", case.area, name="worker"))
    in_review(case, worker)
    assert case.handler.username == "worker"
    due = case.due_on
    do(proposer(), row, "recall", "人手不够先收回")
    case.refresh_from_db()
    assert (case.state, case.handler_id, case.delegation_id) == ("in_review", None, None)
    assert case.due_on == due
    last = case.steps.order_by("pk").last()
    assert last.name == "delegation_over"
    assert "人手不够先收回" in last.words
    assert step(worker, case, "propose").status_code == 404
    assert worker.post(f"/office/cases/{case.pk}/propose/").status_code == 409
    herself = signed_in(case.subject.user)
    assert "赋权停止，交回部门" in herself.get(f"/me/cases/{case.pk}/").content.decode()
    clerk = town_officer(case)
    assert propose(clerk, case).status_code == 302  # the next level goes on where it stood


def test_the_night_ends_what_has_run_out_once():
    case = applied()
    row = delegated(case.area, "accept", "review")
    worker = signed_in(officer("village-worker", case.area, name="worker"))
    in_review(case, worker)
    past = county_today() - DAY
    Delegation.objects.filter(pk=row.pk).update(start=past, until=past)
    assert not may("worker", "case.handle")  # before the night, too
    night = system_actor("nightly")
    assert end_delegations(night) == (1, 1)
    assert end_delegations(night) == (0, 0)
    row.refresh_from_db()
    assert row.state == "ended"
    assert Case.objects.get(pk=case.pk).handler_id is None


def test_a_longer_term_takes_two_and_a_current_assessment():
    case = applied()
    row = delegated(case.area[:9], "decide")
    longer = row.until + 30 * DAY
    assert do(proposer(), row, "extend", until=row.until.isoformat()).status_code == 400
    assert do(proposer(), row, "extend", "办得好", until="nonsense").status_code == 400
    said = {"until": longer.isoformat()}
    assert do(proposer(), row, "extend", "办得好，接着办", **said).status_code == 302
    assert row.until < longer
    assert do(proposer(), row, "approve_extension").status_code == 404
    Delegation.objects.filter(pk=row.pk).update(start=county_today() - 250 * DAY)
    assert do(approver(), row, "approve_extension").status_code == 400  # the assessment is overdue
    Delegation.objects.filter(pk=row.pk).update(start=county_today())
    assert do(approver(), row, "approve_extension").status_code == 302
    assert (row.until, row.wanted_until) == (longer, None)
    assert do(approver(), row, "approve_extension").status_code == 409


def test_a_page_that_is_out_of_date_does_nothing():
    case = applied()
    row = delegated(case.area[:9], "decide")
    stale = row.version
    do(proposer(), row, "extend", "办得好，接着办", until=(row.until + DAY).isoformat())
    assert do(proposer(), row, "recall", "先收回再说", version=str(stale)).status_code == 409
    assert row.state == "approved"
