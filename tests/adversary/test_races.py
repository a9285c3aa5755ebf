"""Two at once, on the real database: each pair of hands holds its own connection.

Marked slow: transactions that commit are emptied by a flush. On SQLite writers take turns anyway.
"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    fill_in,
    in_review,
    old_woman,
    propose,
    signed_in,
    town_officer,
)
from tests.county.catalog.entries import entry
from tests.county.delegations.delegating import delegated
from tests.county.visits.visiting import cast, receive, report, stop
from tests.people import actor, officer, resident
from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.add_appointment import add_appointment
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.audit.live import live_store
from zhaohui.county.audit.models import ChainHead, Entry
from zhaohui.county.audit.record import record
from zhaohui.county.audit.verify import verify
from zhaohui.county.cases.actions.accept_case import accept_case
from zhaohui.county.cases.actions.approve_decision import approve_decision
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.errors import CaseStateError
from zhaohui.county.cases.models import Case, CaseStep, Decision
from zhaohui.county.catalog.actions.approve_parameter import approve_parameter
from zhaohui.county.catalog.actions.propose_parameter import propose_parameter
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.actions.recall_delegation import recall_delegation
from zhaohui.county.delegations.errors import DelegationOver
from zhaohui.county.delegations.models import Delegation
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.postings.actions.open_accounts import Wanted, open_accounts
from zhaohui.county.postings.actions.post import Movement, post
from zhaohui.county.postings.errors import OverdrawnError
from zhaohui.county.postings.queries import balance, wrong_balances
from zhaohui.county.queueing.actions.call_number import call_next
from zhaohui.county.queueing.actions.take_number import Wish, take_at_desk
from zhaohui.county.visits.models import VisitEntry
from zhaohui.errors import ZhaohuiError

CODE = "510811"
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*deeds):
    """Do all at the same time; return what each returned or the sentence it was refused with."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(10)
            return deed()
        except ZhaohuiError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def on_a_server(db):
    if connection.vendor != "postgresql":
        pytest.skip("an SQLite in memory is one connection's own; writers of a file take turns")


@pytest.fixture
def two_that_overlap(on_a_server, data_dir):
    proposer = actor(officer("department-officer", CODE))
    day, a_month = entry().start, dt.timedelta(days=31)
    first = propose_parameter(proposer, entry(end=day + 3 * a_month))
    second = propose_parameter(proposer, entry(start=day + a_month))
    return first.pk, second.pk


def test_two_values_that_overlap_are_not_both_approved(two_that_overlap):
    reviewers = [actor(officer("reviewer", CODE, name=f"reviewer{n}")) for n in range(2)]
    for attempt in range(6):
        ParameterProposal.objects.update(state="waiting", decided_by=None)
        at_once(
            *(
                lambda who=who, pk=pk: approve_parameter(who, pk, compared=True)
                for who, pk in zip(reviewers, two_that_overlap, strict=True)
            )
        )
        approved = ParameterProposal.objects.filter(state="approved").count()
        assert approved <= 1, attempt


def test_one_value_is_approved_once(two_that_overlap):
    reviewers = [actor(officer("reviewer", CODE, name=f"reviewer{n}")) for n in range(4)]
    pk = two_that_overlap[0]
    at_once(*(lambda who=who: approve_parameter(who, pk, compared=True) for who in reviewers))
    assert Entry.objects.filter(action="parameter.approve").count() == 1


def test_of_four_who_accept_a_case_at_once_one_does(on_a_server, county):
    case = applied()
    clerks = [actor(officer("town-officer", case.area[:9], name=f"clerk{n}")) for n in range(4)]
    ended = at_once(*(lambda who=who: accept_case(who, case.pk, Said()) for who in clerks))
    assert sum(isinstance(each, CaseStateError) for each in ended) == 3
    assert CaseStep.objects.filter(case=case, name="accept").count() == 1
    with live_store() as store:
        assert verify(store).entries == Entry.objects.count()


def test_a_recall_and_a_decision_under_it_take_turns(on_a_server, county):
    case = applied()
    clerk = town_officer(case, "proposes")
    in_review(case, clerk)
    propose(clerk, case)
    department = actor(officer("department-officer", CODE, name="recalls"))
    decides = actor(officer("town-officer", case.area[:9], name="decides"))
    for attempt in range(4):
        row = delegated(case.area[:9], "decide")
        recalled, decided = at_once(
            lambda row=row: recall_delegation(department, row.pk, "人手不够先收回"),
            lambda: approve_decision(decides, case.pk, Said()),
        )
        assert isinstance(recalled, Delegation), (attempt, recalled)
        case.refresh_from_db()
        kept = Decision.objects.get()
        if isinstance(decided, DelegationOver):
            assert (case.state, kept.delegation_id) == ("proposed", None), attempt
        else:
            assert (case.state, kept.delegation_id) == ("decided", row.pk), attempt
            break


def test_an_application_sent_by_four_hands_at_once_is_one_case(on_a_server, county):
    person = old_woman()
    account = resident(person)
    client = signed_in(account)
    last = fill_in(client, ALLOWANCE)
    client.post(f"/apply/{ALLOWANCE}/form/", {"state": last.inputs["state"], "submit": "1"})
    draft = Draft.objects.get()
    sitting = sitting_for(ALLOWANCE, "application", person_id=person.pk)
    who = actor(account)
    ended = at_once(
        *(lambda: submit_case(who, draft.pk, sitting, version=draft.version) for _ in range(4))
    )
    assert {case.pk for case in ended} == {Case.objects.get().pk}


def test_numbers_taken_by_four_hands_at_once_are_four(on_a_server, data_dir):
    hall = current_pack().towns[0].code
    clerks = [actor(officer("window-clerk", hall, name=f"clerk{n}")) for n in range(4)]
    taken = at_once(*(lambda who=who: take_at_desk(who, hall, Wish()) for who in clerks))
    assert sorted(ticket.number for ticket in taken) == [1, 2, 3, 4]
    called = at_once(*(lambda who=who: call_next(who, hall) for who in clerks))
    assert sorted(ticket.number for ticket in called) == [1, 2, 3, 4]
    pressed = at_once(*(lambda: take_at_desk(clerks[0], hall, Wish(once="x")) for _ in range(4)))
    assert {ticket.number for ticket in pressed} == {5}


def test_two_posts_that_do_not_go_together(on_a_server, data_dir):
    admin, other = (actor(officer("account-admin", CODE, name=name)) for name in ("one", "two"))
    for attempt in range(6):
        person = officer("leader", CODE, name=f"person{attempt}")
        who = actor(person)
        words = {"name": "模拟人员", "department": "模拟单位", "area": CODE}
        token = invite(other, post="reviewer", **words)[1]
        at_once(
            lambda person=person: add_appointment(
                admin, officer_id=person.officer.pk, post="planner", area=CODE
            ),
            lambda who=who, token=token: accept_invitation(who, token),
        )
        now = actor(person)
        assert not (now.may("parameter.propose") and now.may("parameter.approve")), attempt


def test_a_link_that_two_open_at_once_is_used_once(on_a_server, data_dir):
    admin = actor(officer("account-admin", CODE))
    token = invite(admin, name="甲", department="乙", post="planner", area=CODE)[1]
    guests = [actor(officer("leader", CODE, name=f"guest{n}")) for n in range(3)]
    at_once(*(lambda who=who: accept_invitation(who, token) for who in guests))
    assert Entry.objects.filter(action="officer.accept_invitation").count() == 1


def test_a_rolled_back_entry_leaves_no_number_behind(db, data_dir):
    who = actor(officer("leader", CODE))
    with transaction.atomic():
        record(who, "office.home")
        undone(who)
        record(who, "office.home")
    undone(who)
    assert ChainHead.objects.get().seq == Entry.objects.count() == 2
    with live_store() as store:
        assert verify(store).ok


def undone(who):
    """Record in a transaction (or a savepoint) that is rolled back."""
    with transaction.atomic():
        record(who, "office.home")
        transaction.set_rollback(True)


def test_two_can_not_take_the_same_money(on_a_server):
    with transaction.atomic():
        books = open_accounts(
            [
                Wanted("world", "test", is_outside=True),
                Wanted("purse", "test"),
                Wanted("sink", "test"),
            ]
        )
        world, purse, sink = books["world"], books["purse"], books["sink"]
        post([Movement("in", world, purse, 100, "test", dt.date(2026, 1, 1))])

    def take(key):
        with transaction.atomic():
            return post([Movement(key, purse, sink, 60, "test", dt.date(2026, 1, 1))])

    answers = at_once(lambda: take("one"), lambda: take("two"), lambda: take("three"))
    assert [type(answer) for answer in answers].count(OverdrawnError) == 2
    assert (balance("purse"), balance("sink")) == (40, 60)
    assert wrong_balances() == []


def test_the_same_key_at_the_same_time_is_posted_once(on_a_server):
    with transaction.atomic():
        books = open_accounts([Wanted("world", "test", is_outside=True), Wanted("purse", "test")])

    def give():
        with transaction.atomic():
            return post(
                [Movement("k", books["world"], books["purse"], 5, "test", dt.date(2026, 1, 1))]
            )

    at_once(give, give, give)
    assert balance("purse") == 5


@pytest.mark.usefixtures("on_a_server", "county")
def test_the_same_report_of_a_visit_twice_at_once_is_kept_once():
    _person, _account, worker = cast()
    sent = report(stop(worker), "visited", result="agrees")
    answers = at_once(*(lambda: receive(worker, sent) for _ in range(3)))
    assert len({answer.pk for answer in answers}) == 1
    assert VisitEntry.objects.get().outcome == "applied"
    assert Entry.objects.filter(action="outreach.note").count() == 1
