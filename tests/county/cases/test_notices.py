"""Whoever applied is told when her case moves, once, after the step; what she wishes decides about SMS only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.db.models import QuerySet

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
from tests.doors.portal.pages import read
from tests.people import helper
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.actions.accept_case import accept_case
from zhaohui.county.cases.actions.escalate_cases import escalate_cases
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.actions.tell_steps import Told, tell_steps, untold_steps
from zhaohui.county.cases.models import Case, CaseStep
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.actions.send_notices import filled
from zhaohui.county.outreach.funnel import total
from zhaohui.county.outreach.models import ContactLine, ContactStop, ContactWish, Outbox
from zhaohui.county.registry.models import Person

SYSTEM = system_actor("试验")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def herself_does(person, case, name: str, **fields):
    """Take a step of her own through the portal's form."""
    client = signed_in(User.objects.get(person=person))
    answer = client.post(f"/me/cases/{case.pk}/step/", {"step": name, **fields})
    assert answer.status_code == 302, answer.content.decode()[:800]
    case.refresh_from_db()
    return client


def told(person, channel: str = "inbox") -> list[str]:
    tell_steps()
    rows = Outbox.objects.filter(person_id=person.pk, channel=channel).order_by("pk")
    return [row.template.removesuffix(f"-{channel}") for row in rows]


def give_phone(person) -> None:
    Person.objects.filter(pk=person.pk).update(phone_index=b"x" * 16)


def test_each_step_that_concerns_her_is_told_once():
    person = old_woman()
    case = applied(person)
    clerk = town_officer(case)
    until = county_today() + dt.timedelta(days=10)
    step(
        clerk,
        case,
        "return",
        reason="unclear-material",
        words="照片看不清",
        until=until.isoformat(),
    )
    herself = signed_in(User.objects.get(person=person))
    page = read(herself.get("/me/inbox/"))
    assert "照片看不清" in page.text
    assert f"{until.year}年{until.month}月{until.day}日" in page.text
    assert f"/me/cases/{case.pk}/" in page.links
    herself_does(person, case, "supplement", words="重新拍了")
    in_review(case, clerk)
    propose(clerk, case)
    step(department_officer(), case, "approve")
    herself_does(person, case, "appeal", words="金额不对，请再看")
    assert told(person) == [
        *("case-submitted", "case-returned", "case-submitted", "case-accepted"),
        *("case-decided", "case-appealed"),
    ]
    assert told(person, "letter") == []  # she has an account
    before = Outbox.objects.count()
    assert tell_steps() == Told()
    CaseStep.objects.filter(name="approve").update(untold=True)
    assert tell_steps() == Told(told=1)
    assert Outbox.objects.count() == before  # the same step again tells nothing new
    assert all(row.line_id is None and person.name not in row.body for row in Outbox.objects.all())


def test_nothing_is_told_of_a_step_that_was_rolled_back():
    case = applied(old_woman())
    clerk = town_officer(case)
    assert tell_steps().told == 1
    assert step(clerk, case, "return").status_code != 302  # nothing said, nothing done
    with transaction.atomic():
        accept_case(SYSTEM, case.pk, Said())
        assert untold_steps().count() == 1
        transaction.set_rollback(True)
    assert not untold_steps().exists()
    assert Outbox.objects.count() == 1


def test_a_step_writes_no_notice_and_nothing_is_lost_until_it_is_told(monkeypatch):
    person = old_woman()
    case = applied(person)
    accept_case(SYSTEM, case.pk, Said())
    assert not Outbox.objects.exists()

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt  # as a worker that is stopped: nothing catches it

    marked = list(untold_steps().values_list("name", flat=True))
    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "update", dies)
        with pytest.raises(KeyboardInterrupt):
            tell_steps()
    assert not Outbox.objects.exists()  # neither half of it is there
    assert list(untold_steps().values_list("name", flat=True)) == marked == ["submit", "accept"]
    assert told(person) == ["case-submitted", "case-accepted"]
    assert not untold_steps().exists()


def test_what_cannot_be_told_stops_nobody_else_and_is_tried_again():
    person, case = old_woman(), applied(old_woman())
    accept_case(SYSTEM, case.pk, Said())
    wrong = CaseStep.objects.get(name="submit")
    CaseStep.objects.filter(pk=wrong.pk).update(lacks=[{"no": "name"}])
    assert tell_steps() == Told(told=1, untold=1)
    CaseStep.objects.filter(pk=wrong.pk).update(lacks=[])
    assert tell_steps() == Told(told=1)
    assert sorted(told(person)) == ["case-accepted", "case-submitted"]


def test_what_a_notice_says_is_of_the_step_however_late_it_is_told():
    person = old_woman()
    case = applied(person)
    clerk = town_officer(case)
    first, later = (county_today() + dt.timedelta(days=days) for days in (10, 40))
    step(
        clerk,
        case,
        "return",
        words="照片看不清",
        reason="unclear-material",
        until=first.isoformat(),
    )
    Case.objects.filter(pk=case.pk).update(until=later, due_on=later)
    taken = CaseStep.objects.get(name="return")
    page = read(signed_in(User.objects.get(person=person)).get("/me/inbox/"))
    assert f"{first.year}年{first.month}月{first.day}日" in page.text
    assert f"{later.year}年{later.month}月{later.day}日" not in page.text
    assert Outbox.objects.get(template="case-returned-inbox").sent_at == taken.at


def test_many_steps_are_told_by_few_statements(django_assert_max_num_queries):
    case = applied(old_woman())
    accept_case(SYSTEM, case.pk, Said())
    CaseStep.objects.bulk_create(
        CaseStep(case=case, name="accept", before="x", after="y", office="z", round=1, untold=True)
        for _ in range(150)
    )
    with django_assert_max_num_queries(16):
        assert tell_steps() == Told(told=152)


def test_a_stop_silences_sms_and_never_the_notice():
    person = old_woman()
    case = applied(person)
    give_phone(person)
    ContactWish.objects.create(person_id=person.pk, channel="sms", is_wanted=True, source="self")
    clerk = town_officer(case)
    until = (county_today() + dt.timedelta(days=10)).isoformat()
    step(clerk, case, "return", reason="unclear-material", words="照片看不清", until=until)
    tell_steps()
    text = Outbox.objects.get(person_id=person.pk, channel="sms")
    assert "照片" not in text.body
    ContactStop.objects.create(person_id=person.pk, why="asked")
    deliver(now=text.not_before)
    text.refresh_from_db()
    assert text.state == "cancelled"
    herself_does(person, case, "supplement", words="重新拍了")
    in_review(case, clerk)
    propose(clerk, case)
    step(department_officer(), case, "approve")
    assert "case-decided" in told(person)
    assert told(person, "sms") == ["case-returned"]


def test_who_has_no_account_gets_a_letter():
    person = old_woman()
    case = applied(person)
    User.objects.filter(person=person).update(is_active=False)
    clerk = town_officer(case)
    step(clerk, case, "accept")
    tell_steps()
    letter = Outbox.objects.get(channel="letter")
    assert (letter.template, letter.state) == ("case-accepted-letter", "queued")
    deliver(now=letter.not_before)
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_her_helper_is_told_that_it_moved_and_no_more():
    person = old_woman()
    account = helper(person)
    own = Person.objects.filter(user=None).exclude(pk=person.pk).order_by("-pk").first()
    account.person = own
    account.save()
    case = applied(person)
    tell_steps()
    case.parties.create(role="helper", account_id=account.pk)
    clerk = town_officer(case)
    until = (county_today() + dt.timedelta(days=10)).isoformat()
    step(clerk, case, "return", reason="unclear-material", words="照片看不清", until=until)
    tell_steps(person=own.pk)
    row = Outbox.objects.get(person_id=own.pk)
    assert row.template == "case-helper-inbox"
    assert "照片" not in row.body
    account.mandates_held.update(until=county_today() - dt.timedelta(days=1))
    step(clerk, case, "not_accept", reason="applied-already", words="已在别处申请")
    tell_steps()
    assert Outbox.objects.filter(person_id=own.pk).count() == 1  # the mandate has ended


def test_what_is_late_is_apologised_for_once_and_the_funnel_counts_no_notice():
    person = old_woman()
    applied(person)
    Case.objects.update(accept_by=county_today() - dt.timedelta(days=30))
    escalate_cases(system_actor("夜间"))
    Case.objects.update(escalation=0)
    escalate_cases(system_actor("夜间"))
    assert told(person).count("case-overdue") == 1
    assert not ContactLine.objects.exists()
    assert total(system_actor("x")).found == 0


def test_a_line_whose_fields_are_empty_is_left_out():
    assert filled("甲{还缺}\n{说明}\n乙", {"还缺": "", "说明": ""}) == "乙"
    assert filled("甲{还缺}\n乙", {"还缺": "丙"}) == "甲丙\n乙"
