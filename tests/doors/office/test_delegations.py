"""赋权 in the office: who reads, proposes and decides; what is refused says why; few questions to the database."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import signed_in
from tests.county.delegations.delegating import (
    approver,
    assessed,
    delegated,
    do,
    known,
    proposed,
    proposer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.audit.models import Entry
from zhaohui.county.delegations.models import CapacityAssessment, Delegation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
HERE, THERE = (town.code for town in the_pack().towns[:2])
FEW_LIST, FEW_PUBLIC = 16, 8


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"batch": ""}, "请写批次"),
        ({"department": " "}, "哪个部门"),
        ({"items": ["no-such"]}, "至少选一个可以申请的事项"),
        ({"areas": ["999999999"]}, "至少选一个镇"),
        ({"areas": []}, "至少选一个镇"),
        ({"steps": ["take_in"]}, "请选赋哪几步"),
        ({"start": "2020-01-01"}, "不能早于今天"),
        ({"until": "2020-01-01"}, "不能早于起始日"),
        ({"until": "soon"}, "日期请写成"),
        ({"conditions": "好"}, "请写明条件"),
    ],
)
def test_what_can_not_be_delegated_is_named(fields, words):
    with pytest.raises(AssertionError, match=words):
        proposed(HERE, **fields)
    assert not Delegation.objects.exists()


def test_who_may_read_and_who_may_not():
    row = proposed(HERE)
    inside = [proposer(), approver(), known("town-officer", HERE, "here")]
    outside = [
        known("town-officer", THERE, "there"),
        known("window-clerk", HERE, "window"),
        known("account-admin", the_pack().code, "admin"),
    ]
    for client in inside:
        page = read(client.get(f"/office/delegations/{row.pk}/"))
        assert "有专人办，按时报送" in page.text
        assert page.inline == []
    for client in outside:
        assert client.get(f"/office/delegations/{row.pk}/").status_code == 404
        assert do(client, row, "recall").status_code == 404
    town = inside[-1]
    assert town.get("/office/delegations/new/").status_code == 404
    assert town.get(f"/office/delegations/{row.pk}/assess/{HERE}/").status_code == 404
    assert do(town, row, "withdraw").status_code == 404
    assert proposer().get(f"/office/delegations/{row.pk}/assess/{THERE}/").status_code == 404


def test_nobody_approves_her_own(client):
    row = assessed(proposed(HERE))
    both = officer("department-officer", the_pack().code, name="both")
    Appointment.objects.create(
        officer=both.officer, post="reviewer", area=the_pack().code, start=dt.date(2020, 1, 1)
    )
    Delegation.objects.filter(pk=row.pk).update(proposed_by=both)
    assert do(signed_in(both), row, "approve").status_code == 409
    assert do(approver(), row, "approve", words="好").status_code == 400  # words are needed
    assert do(approver(), row, "approve").status_code == 302
    assert do(approver(), row, "approve").status_code == 409  # it is approved already
    assert do(approver(), row, "nonsense").status_code == 404
    assert [e.action for e in Entry.objects.filter(subject_kind="delegation").order_by("seq")] == [
        "delegation.propose",
        "delegation.propose",
        "delegation.approve",
    ]


def test_what_was_returned_or_withdrawn_gives_nothing(client):
    back = proposed(HERE)
    assert do(approver(), back, "return", "范围要写清楚").status_code == 302
    gone = proposed(HERE)
    assert do(proposer(), gone, "withdraw").status_code == 302
    assert (back.state, gone.state) == ("returned", "withdrawn")
    assert "还没有赋权" in read(client.get("/delegations/")).text
    assert proposer().get(f"/office/delegations/{gone.pk}/assess/{HERE}/").status_code == 409


def test_a_page_asks_few_questions_however_long_the_list(client, django_assert_max_num_queries):
    for _ in range(3):
        delegated(HERE)
    reader = approver()
    reader.get("/office/delegations/")
    with django_assert_max_num_queries(FEW_LIST):
        page = read(reader.get("/office/delegations/"))
    assert page.text.count("第一批") >= 3
    client.get("/delegations/")
    with django_assert_max_num_queries(FEW_PUBLIC):
        assert read(client.get("/delegations/")).text.count("第一批") == 3


def test_an_assessment_can_be_left_open_and_its_score_is_kept_as_bounds():
    row = proposed(HERE)
    assessed(row, 培训="没有培训过")
    kept = CapacityAssessment.objects.get()
    assert kept.scores[0]["low"] == kept.scores[0]["high"] == 9
    assert kept.scores[0]["band"] == "要先补条件"
    assert "要先补条件" in read(approver().get(f"/office/delegations/{row.pk}/")).text


def test_the_reviewer_finds_what_waits_on_her_first_page():
    assessed(proposed(HERE))
    assert "赋权和延长，等您审批" in read(approver().get("/office/")).text


def test_a_period_that_can_not_be_read_is_told():
    leader = known("leader", the_pack().code, "leader")
    page = leader.get("/office/nearby/", {"since": "x"})
    assert page.status_code == 400
    assert "日期请写成" in page.content.decode()
    backwards = {"since": county_today().isoformat(), "until": "2020-01-01"}
    assert leader.get("/office/nearby/", backwards).status_code == 400
