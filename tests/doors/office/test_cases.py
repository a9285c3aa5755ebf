"""办件 in the office: two officers decide, the neighbour sees nothing, nobody decides alone or twice."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    decided,
    department_officer,
    in_review,
    old_woman,
    propose,
    signed_in,
    step,
    town_officer,
)
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.actions.escalate_cases import escalate_cases
from zhaohui.county.cases.models import Case, CaseStep, Decision
from zhaohui.county.entitlements.models import Award, Holding
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
TOMORROW = county_today() + dt.timedelta(days=30)


def neighbour(case: Case):
    """A town officer of another town."""
    town = next(
        p.village[:9]
        for p in Person.objects.order_by("pk")
        if p.village and p.village[:9] != case.area[:9]
    )
    return signed_in(officer("town-officer", town, name="next"))


def test_from_application_to_letter():
    case = applied()
    clerk = town_officer(case)
    assert case.subject.name in read(clerk.get("/office/cases/")).text
    page = read(clerk.get(f"/office/cases/{case.pk}/"))
    assert "规则怎么说：高龄津贴" in page.text
    assert page.inline == []
    in_review(case, clerk)
    assert propose(clerk, case).status_code == 302
    assert case.state == "proposed"
    assert not Holding.objects.filter(person_id=case.subject_id).exists()
    assert step(department_officer(), case, "approve").status_code == 302
    held = Holding.objects.get(person_id=case.subject_id, rule=ALLOWANCE)
    row = Decision.objects.get()
    assert held.amount_fen == row.amount_fen
    assert row.amount_fen
    assert Award.objects.get().source == f"case:{case.pk}"
    assert (row.engine_says, row.pack_version) == ("yes", case.pack_version)
    assert row.parameters
    herself = signed_in(case.subject.user)
    assert "打开决定书" in read(herself.get(f"/me/cases/{case.pk}/")).text
    letter = herself.get(f"/me/cases/{case.pk}/letter/")
    assert letter.content.startswith(b"%PDF")
    case.refresh_from_db()
    assert case.state == "delivered"
    assert step(clerk, case, "close").status_code == 302


def test_each_step_is_one_line_of_the_story_and_one_entry_of_the_chain():
    case = decided()
    names = list(CaseStep.objects.filter(case=case).order_by("pk").values_list("name", flat=True))
    assert names == ["submit", "accept", "review", "propose", "approve"]
    entries = Entry.objects.filter(subject_id=str(case.subject_id)).order_by("seq")
    changes = [json.loads(entry.change) for entry in entries if entry.change]
    steps = [each["step"] for each in changes if "case" in each and "step" in each]
    assert steps == names


def test_the_neighbour_s_officer_finds_nothing():
    case = applied()
    client = neighbour(case)
    assert case.subject.name not in read(client.get("/office/cases/")).text
    for method, address in (
        ("get", ""),
        ("post", "step/"),
        ("post", "propose/"),
        ("get", "letter/"),
    ):
        answer = getattr(client, method)(f"/office/cases/{case.pk}/{address}", {"step": "accept"})
        assert answer.status_code == 404, address
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_village_worker_reads_but_does_not_decide():
    case = applied()
    worker = signed_in(officer("village-worker", case.area))
    page = read(worker.get(f"/office/cases/{case.pk}/"))
    assert (
        "代本人撤回申请" in page.text
    )  # what the applicant may say to her, nothing of an officer's
    assert 'value="accept"' not in page.html
    assert step(worker, case, "accept").status_code == 404
    assert propose(worker, case).status_code == 404
    assert case.state == "submitted"


def test_of_two_who_accept_at_once_one_wins_and_the_other_reads_why():
    case = applied()
    first, second = town_officer(case, "first"), town_officer(case, "second")
    version = case.version
    assert step(first, case, "accept", version=version).status_code == 302
    answer = step(second, case, "accept", version=version)
    assert answer.status_code == 409
    assert "不能再受理" in answer.content.decode()
    assert CaseStep.objects.filter(case=case, name="accept").count() == 1


def test_a_step_chosen_on_an_old_page_is_not_taken():
    case = applied()
    client = town_officer(case)
    old = case.version
    in_review(case, client)
    step(client, case, "pause", reason="household-visit")
    step(client, case, "resume")
    answer = step(client, case, "pause", reason="hearing", version=old)
    assert answer.status_code == 409
    assert "有人办过" in answer.content.decode()


def test_who_proposed_does_not_approve_not_even_past_the_page():
    case = applied()
    both = department_officer()
    in_review(case, both)
    assert propose(both, case).status_code == 302
    answer = step(both, case, "approve")
    assert answer.status_code == 409
    assert "另一位工作人员" in answer.content.decode()
    assert case.state == "proposed"
    row = Decision.objects.get()
    row.decided_by = row.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()  # the database holds it, too
    assert not Holding.objects.exists()


def test_a_decision_needs_a_reason_of_the_list_words_and_an_amount():
    case = in_review(applied(), department_officer())
    client = department_officer("second")
    for wrong, said in (
        ({"reason": "income-over"}, "和结果相符的理由"),
        ({"reason": ""}, "和结果相符的理由"),
        ({"words": ""}, "至少 4 个字"),
        ({"outcome": "maybe"}, "准予还是不予"),
        ({"rule": "dibao-city"}, "按哪一条规则"),
        ({"amount": "-5"}, "金额请只写数字"),
        ({"since": "2026-02-31"}, "日期请写成"),
    ):
        answer = propose(client, case, **wrong)
        assert answer.status_code == 400, wrong
        assert said in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_proposal_is_sent_back_and_made_again():
    case = applied()
    clerk, chief = town_officer(case), department_officer()
    in_review(case, clerk)
    propose(clerk, case)
    assert step(chief, case, "send_back", reason="amount-wrong").status_code == 400  # no words
    assert (
        step(chief, case, "send_back", reason="amount-wrong", words="请再核一遍金额").status_code
        == 302
    )
    assert propose(clerk, case, amount="25").status_code == 302
    assert step(chief, case, "approve").status_code == 302
    assert Decision.objects.get(is_dropped=False).amount_fen == 2500


def test_a_refusal_gives_nothing_and_says_why():
    case = decided(outcome="refuse", reason="not-in-group", words="年龄核对后不到八十岁")
    assert not Holding.objects.exists()
    assert case.state == "decided"


def test_what_is_missing_is_told_at_once_with_a_day():
    case = applied()
    client = town_officer(case)
    said = {"reason": "missing-material", "lacks": ["id-card", "bank-card"]}
    assert step(client, case, "return", **said).status_code == 400  # until when?
    assert step(client, case, "return", **said, until=TOMORROW.isoformat()).status_code == 302
    herself = signed_in(case.subject.user)
    page = read(herself.get(f"/me/cases/{case.pk}/"))
    for words in ("居民身份证", "社会保障卡", "请按下面的清单补齐"):
        assert words in page.text
    assert herself.post(f"/me/cases/{case.pk}/step/", {"step": "supplement"}).status_code == 400
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "supplement", "words": "明天带到窗口"})
    case.refresh_from_db()
    assert case.state == "submitted"


def test_the_clock_stands_still_for_a_public_notice():
    case = applied()
    client = town_officer(case)
    in_review(case, client)
    due = county_today() + dt.timedelta(days=20)
    Case.objects.filter(pk=case.pk).update(due_on=due)
    assert step(client, case, "publish").status_code == 400
    assert step(client, case, "publish", until=county_today().isoformat()).status_code == 302
    Case.objects.filter(pk=case.pk).update(paused_on=county_today() - dt.timedelta(days=14))
    assert step(client, case, "end_publicity", words="公示无异议").status_code == 302
    assert case.due_on > due
    assert case.paused_on is None


def test_a_review_goes_to_another_officer_and_can_end_otherwise():
    case = decided(outcome="refuse", reason="not-in-group", words="年龄核对后不到八十岁")
    herself = signed_in(case.subject.user)
    assert herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal"}).status_code == 400
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal", "words": "户口簿上的日期写错了"})
    case.refresh_from_db()
    assert (case.state, case.round) == ("appealed", 2)
    first = Decision.objects.get()
    before = signed_in(first.proposed_by)
    answer = step(before, case, "review")
    assert answer.status_code == 409
    assert "另一位工作人员" in answer.content.decode()
    other = town_officer(case, "other")
    assert step(other, case, "review").status_code == 302
    assert propose(other, case, reason="meets-after-review").status_code == 302
    assert step(signed_in(first.decided_by), case, "approve").status_code == 409
    assert step(department_officer("third"), case, "approve").status_code == 302
    assert Holding.objects.filter(person_id=case.subject_id).exists()
    assert Award.objects.get().source == f"case:{case.pk}:2"


def test_an_appeal_can_be_taken_back_and_a_wrong_decision_reopened():
    case = decided()
    herself = signed_in(case.subject.user)
    herself.get(f"/me/cases/{case.pk}/letter/")
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal", "words": "金额好像不对"})
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw_appeal"})
    case.refresh_from_db()
    assert case.state == "delivered"
    third = department_officer("third")
    assert (
        step(third, case, "reopen", reason="new-facts", words="收到新的户籍信息").status_code == 302
    )
    assert case.state == "in_review"


def test_what_is_overdue_is_raised_once_a_level():
    case = applied()
    Case.objects.filter(pk=case.pk).update(accept_by=county_today() - dt.timedelta(days=4))
    system = system_actor("test")
    assert escalate_cases(system) == 1
    assert escalate_cases(system) == 0
    Case.objects.filter(pk=case.pk).update(accept_by=county_today() - dt.timedelta(days=20))
    assert escalate_cases(system) == 1
    page = read(town_officer(case).get("/office/cases/"))
    assert "超期" in page.text
    assert "督办2级" in page.text
    assert Entry.objects.filter(action="case.escalate").count() == 2


def test_the_list_says_whose_turn_it_is():
    case = applied()
    clerk = town_officer(case)
    assert case.subject.name in read(clerk.get("/office/cases/?turn=post")).text
    assert case.subject.name not in read(clerk.get("/office/cases/?turn=mine")).text
    in_review(case, clerk)
    assert case.subject.name in read(clerk.get("/office/cases/?turn=mine")).text
    propose(clerk, case)
    assert case.subject.name in read(department_officer().get("/office/cases/?turn=post")).text


def test_an_officer_of_the_county_who_only_reviews_parameters_sees_no_case():
    case = applied(old_woman())
    client = signed_in(officer("reviewer", case.area[:6]))
    assert client.get("/office/cases/").status_code == 404
    assert client.get(f"/office/cases/{case.pk}/").status_code == 404
