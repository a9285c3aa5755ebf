"""Whoever applied is told when her case moves, once, in the same transaction; what she wishes decides about SMS only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

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
from zhaohui.county.cases.actions.escalate_cases import escalate_cases
from zhaohui.county.cases.models import Case, CaseStep
from zhaohui.county.cases.notices import tell_of_step
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.actions.send_notices import filled
from zhaohui.county.outreach.funnel import total
from zhaohui.county.outreach.models import ContactLine, ContactStop, ContactWish, Outbox
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def herself_does(person, case, name: str, **fields):
    """Take a step of her own through the portal's form."""
    client = signed_in(User.objects.get(person=person))
    answer = client.post(f"/me/cases/{case.pk}/step/", {"step": name, **fields})
    assert answer.status_code == 302, answer.content.decode()[:800]
    case.refresh_from_db()
    return client


def told(person, channel: str = "inbox") -> list[str]:
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
    last = CaseStep.objects.filter(name="approve").get()
    before = Outbox.objects.count()
    tell_of_step(case, last, "决定")
    assert Outbox.objects.count() == before  # the same step again tells nothing new
    assert all(row.line_id is None and person.name not in row.body for row in Outbox.objects.all())


def test_nothing_is_told_of_a_step_that_was_rolled_back():
    case = applied(old_woman())
    before = Outbox.objects.count()
    clerk = town_officer(case)
    assert step(clerk, case, "return").status_code != 302  # nothing said, nothing done
    with transaction.atomic():
        made = CaseStep.objects.create(
            case=case, name="accept", before="submitted", after="accepted", office="x", round=1
        )
        tell_of_step(case, made, "受理")
        assert Outbox.objects.count() == before + 1
        transaction.set_rollback(True)
    assert Outbox.objects.count() == before


def test_a_stop_silences_sms_and_never_the_notice():
    person = old_woman()
    case = applied(person)
    give_phone(person)
    ContactWish.objects.create(person_id=person.pk, channel="sms", is_wanted=True, source="self")
    clerk = town_officer(case)
    until = (county_today() + dt.timedelta(days=10)).isoformat()
    step(clerk, case, "return", reason="unclear-material", words="照片看不清", until=until)
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
    case.parties.create(role="helper", account_id=account.pk)
    clerk = town_officer(case)
    until = (county_today() + dt.timedelta(days=10)).isoformat()
    step(clerk, case, "return", reason="unclear-material", words="照片看不清", until=until)
    row = Outbox.objects.get(person_id=own.pk)
    assert row.template == "case-helper-inbox"
    assert "照片" not in row.body
    account.mandates_held.update(until=county_today() - dt.timedelta(days=1))
    step(clerk, case, "not_accept", reason="applied-already", words="已在别处申请")
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
