"""赋权: a department hands the decision to a town, a town decides, the department takes it back; 就近办 counts it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.county.cases.deciding import (
    applied,
    department_officer,
    in_review,
    old_woman,
    propose,
    signed_in,
    step,
    town_officer,
)
from tests.county.delegations.delegating import (
    approver,
    assessed,
    delegated,
    do,
    proposed,
    proposer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import CaseStep, Decision
from zhaohui.county.delegations.models import CapacityAssessment, Delegation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def neighbour_of(case) -> str:
    return next(town.code for town in the_pack().towns if town.code != case.area[:9])


@pytest.mark.requirement("R310")
def test_the_list_says_what_is_delegated_and_the_town_decides(client):
    case = applied()
    town, colleague = town_officer(case, "proposes"), town_officer(case, "decides")
    in_review(case, town)
    assert propose(town, case).status_code == 302
    assert step(colleague, case, "approve").status_code == 404  # the department decides
    assert "还没有赋权" in read(client.get("/delegations/")).text

    row = delegated(case.area[:9], "decide")
    page = read(client.get("/delegations/"))
    assert "第 1 版" in page.text
    for words in ("高龄津贴", "决定", "有专人办，按时报送", "模拟单位"):
        assert words in page.text
    assert page.inline == []

    neighbour = signed_in(officer("town-officer", neighbour_of(case), name="next"))
    assert step(neighbour, case, "approve").status_code == 404
    assert neighbour.get(f"/office/delegations/{row.pk}/").status_code == 404
    assert "赋给" in read(colleague.get(f"/office/delegations/{row.pk}/")).text

    assert step(town, case, "approve").status_code == 409  # money takes two, also in a town
    assert step(colleague, case, "approve").status_code == 302
    decision = Decision.objects.get()
    assert decision.delegation_id == row.pk
    done = CaseStep.objects.get(name="approve")
    assert (done.delegation_id, done.level) == (row.pk, "town")
    assert f"按赋权第 {row.pk} 号" in read(town.get(f"/office/cases/{case.pk}/")).text
    entry = Entry.objects.filter(action="case.approve").latest("seq")
    assert json.loads(entry.change)["delegation"] == row.pk


@pytest.mark.requirement("R311")
def test_ripe_batches_are_assessed_before_and_after_and_taken_back(client):
    case = applied()
    town = case.area[:9]
    row = proposed(town, "decide")
    assert do(approver(), row, "approve").status_code == 400  # no assessment yet
    assert row.state == "waiting"
    assessed(row)
    kept = CapacityAssessment.objects.get()
    assert kept.is_before
    assert [score["band"] for score in kept.scores] == ["接得住"]
    assert do(proposer(), row, "approve").status_code == 404  # not her right
    assert do(approver(), row, "approve").status_code == 302

    clerk, colleague = town_officer(case, "proposes"), town_officer(case, "decides")
    in_review(case, clerk)
    propose(clerk, case)
    Delegation.objects.filter(pk=row.pk).update(start=county_today() - dt.timedelta(days=200))
    assert "超期" in read(proposer().get("/office/delegations/")).text  # six months are over
    assessed(row, 经办的人="没有人", 第二个人="否", 培训="没有培训过", 窗口="否")
    after = CapacityAssessment.objects.latest("pk")
    assert not after.is_before
    assert after.scores[0]["band"] == "接不住"
    assert "超期" not in read(proposer().get("/office/delegations/")).text

    assert do(proposer(), row, "recall", "评估接不住，先收回").status_code == 302
    case.refresh_from_db()
    assert case.state == "proposed"  # nothing is lost
    refused = step(colleague, case, "approve")
    assert refused.status_code == 409
    assert "收回" in refused.content.decode()
    page = read(department_officer().get(f"/office/cases/{case.pk}/"))
    assert "评估接不住，先收回" in page.text
    assert step(department_officer("approver"), case, "approve").status_code == 302
    assert Decision.objects.get().delegation_id is None
    public = read(client.get("/delegations/"))
    assert "评估接不住，先收回" in public.text
    assert "第 2 版" in public.text


@pytest.mark.requirement("R313")
def test_how_much_is_done_nearby_is_counted(client):
    person = old_woman()
    case = applied(person)
    delegated(case.area[:9], "decide")
    clerk, colleague = town_officer(case, "proposes"), town_officer(case, "decides")
    in_review(case, clerk)
    propose(clerk, case)
    step(colleague, case, "approve")

    leader = signed_in(officer("leader", the_pack().code))
    page = read(leader.get("/office/nearby/"))
    town = next(t.name for t in the_pack().towns if t.code == case.area[:9])
    assert town in page.text
    assert "高龄津贴" in page.text
    assert 'data-value="100"' in page.html  # decided in the town
    assert person.name not in page.text
    assert Entry.objects.filter(action="nearby.read").exists()
    neighbour = signed_in(officer("town-officer", neighbour_of(case), name="next"))
    assert town not in read(neighbour.get("/office/nearby/")).text
    assert "这段时间没有办件" in read(neighbour.get("/office/nearby/")).text
    assert client.get("/office/nearby/").status_code == 302  # sign in first
