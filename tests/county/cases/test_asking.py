"""What is missing after the application is asked as questions, and the rules are judged with the answers."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    in_review,
    old_woman,
    signed_in,
    step,
    town_officer,
)
from tests.county.outreach.standing import SYSTEM
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.asking import askable, asked_facts
from zhaohui.county.cases.contents import answers_of
from zhaohui.county.cases.proposal import proposals
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
UNTIL = (county_today() + dt.timedelta(days=10)).isoformat()
FACT, GOOD = "户籍区划", f"{the_pack().code}101"
RETURN = {"reason": "missing-fact", "until": UNTIL}


@pytest.fixture
def case():
    """A case of somebody of whom the registry has lost where she is registered."""
    found = applied(old_woman())
    Person.objects.filter(pk=found.subject_id).update(hukou_area=None)
    return found


def says(case) -> str:
    return next(
        each["status"]
        for each in proposals(case, the_pack(), county_today())
        if each["id"] == ALLOWANCE
    )


def test_only_what_the_registry_does_not_know_can_be_asked(case):
    names = {fact.name for fact in askable(SYSTEM, case, the_pack())}
    assert FACT in names
    assert "出生日期" not in names
    clerk = town_officer(case)
    page = read(clerk.get(f"/office/cases/{case.pk}/"))
    assert f'value="{FACT}"' in page.html
    assert step(clerk, case, "return", facts=["低保状态"], **RETURN).status_code == 400
    assert case.state == "submitted"


def test_the_answer_is_typed_sealed_and_judged(case):
    clerk = town_officer(case)
    assert says(case) == "unknown"
    assert step(clerk, case, "return", facts=[FACT], **RETURN).status_code == 302
    herself = signed_in(User.objects.get(person=case.subject))
    address = f"/me/cases/{case.pk}/"
    field = asked_facts(SYSTEM, case, the_pack())[0].fields[0].id
    page = read(herself.get(address))
    assert field in page.names
    assert page.inline == []
    for wrong in ({}, {field: "也许"}):
        answer = herself.post(f"{address}step/", {"step": "supplement", "words": "补了", **wrong})
        assert answer.status_code == 400
        assert f'href="#{field}"' in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "returned"
    assert herself.post(f"{address}step/", {"step": "supplement", field: GOOD}).status_code == 302
    case.refresh_from_db()
    assert case.state == "submitted"
    assert answers_of(case).members[0][FACT] == GOOD
    assert says(case) == "yes"
    entry = Entry.objects.filter(action="case.own").latest("seq")
    assert FACT in str(entry.change)
    assert GOOD not in str(entry.change)
    in_review(case, clerk)
    assert "申请人填写" in read(clerk.get(f"/office/cases/{case.pk}/")).text


def test_not_knowing_is_an_answer_and_decides_nothing(case):
    clerk = town_officer(case)
    step(clerk, case, "return", facts=[FACT], **RETURN)
    herself = signed_in(User.objects.get(person=case.subject))
    field = asked_facts(SYSTEM, case, the_pack())[0].fields[0].id
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "supplement", field: "?"})
    case.refresh_from_db()
    assert case.state == "submitted"
    assert says(case) == "unknown"


def test_a_window_takes_the_answers_and_a_neighbour_gets_404(case):
    clerk = town_officer(case)
    step(clerk, case, "return", facts=[FACT], **RETURN)
    window = signed_in(officer("window-clerk", case.area[:9]))
    field = asked_facts(SYSTEM, case, the_pack())[0].fields[0].id
    assert field in read(window.get(f"/office/cases/{case.pk}/")).names
    assert step(window, case, "take_supplement", words="本人到窗口补").status_code == 400
    wanted = {"words": "本人到窗口补", field: GOOD}
    neighbour = next(t.code for t in the_pack().towns if t.code != case.area[:9])
    stranger = signed_in(officer("window-clerk", neighbour, name="next"))
    assert step(stranger, case, "take_supplement", **wanted).status_code == 404
    assert step(window, case, "take_supplement", **wanted).status_code == 302
    assert says(case) == "yes"
