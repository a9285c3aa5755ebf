"""由“人找服务”到“服务找人”: from a ledger's row to a message, a yes, a holding, and the ledger that turns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.county.outreach.standing import RULE, adults
from tests.county.small_county import a_few_rules, the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.test_items import Lifecycle
from zhaohui.clock import county_today
from zhaohui.county.entitlements.actions.bring_ledger import sweep_and_settle
from zhaohui.county.entitlements.actions.refresh_ledger import refresh_ledger
from zhaohui.county.entitlements.models import Finding, HoldingList, RuleNumber
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.models import ContactLine, Outbox
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R016")]


@pytest.fixture
def missed(county):
    """A woman of 91 with an account, whom the ledger of today says to miss the old-age allowance."""
    person = adults()[0]
    today = county_today()
    Person.objects.filter(pk=person.pk).update(
        birth_date=today.replace(day=1) - dt.timedelta(days=91 * 366),
        hukou_area=f"{the_pack().code}101207",
    )
    HoldingList.objects.create(
        rule=RULE, department="模拟", as_of=today, content_hash="x", rows=0, is_synthetic=True
    )
    sweep_and_settle(the_pack(), a_few_rules(), as_of=today)
    return Person.objects.get(pk=person.pk)


def state_of(person) -> int:
    number = RuleNumber.objects.get(rule=RULE).number
    return Finding.objects.get(person_id=person.pk, rule_number=number).state


def test_the_service_finds_her_and_her_yes_becomes_a_holding(client, missed):
    assert state_of(missed) == State.MISSING
    account = resident(missed)
    steps.outreach()  # the night makes the contact lines
    line = ContactLine.objects.get(person_id=missed.pk, rule=RULE)

    client.force_login(officer("town-officer", missed.village[:9]))
    page = read(client.get(f"/office/outreach/send/?area={missed.village}&rule={RULE}"))
    digest = page.html.split('name="digest" value="')[1].split('"')[0]
    client.post(
        "/office/outreach/send/do/", {"area": missed.village, "rule": RULE, "digest": digest}
    )
    message = Outbox.objects.get(line=line)
    assert message.channel == "inbox"
    deliver(now=max(timezone.now(), message.not_before))

    client.force_login(account)
    inbox = read(client.get("/me/inbox/"))
    assert "高龄津贴" in inbox.text
    client.post(f"/me/inbox/{message.pk}/answer/", {"answer": "yes"})
    line.refresh_from_db()
    assert (line.state, line.told_by) == ("confirmed", "inbox")

    client.force_login(officer("department-officer", the_pack().code))
    form = {"bulk": "award", "chosen": "ticked", "pk": line.pk}
    preview = client.post("/office/lists/contacts/preview/", form).content.decode()
    digest = preview.split('name="digest" value="')[1].split('"')[0]
    client.post("/office/lists/contacts/do/", form | {"digest": digest})

    refresh_ledger(the_pack(), a_few_rules(), as_of=county_today())
    assert state_of(missed) == State.HELD
    steps.outreach()
    line.refresh_from_db()
    assert (line.state, line.ended_on) == ("awarded", county_today())
    funnel = read(client.get(f"/office/outreach/funnel/?area={missed.village}"))
    assert "高龄津贴" in funnel.text


def test_an_item_made_unasked_by_two_officers_is_given_on_her_yes(
    client, missed, django_capture_on_commit_callbacks
):
    resident(missed)
    steps.outreach()
    line = ContactLine.objects.get(person_id=missed.pk, rule=RULE)
    assert not line.is_award

    Lifecycle(client, django_capture_on_commit_callbacks).change(
        "old-age-allowance", "change", "automatic", "yes"
    )
    guide = read(client.get("/items/old-age-allowance/")).text
    assert "免申即享：系统查到您符合，会先通知您；您点头就办" in guide
    steps.outreach()
    line.refresh_from_db()
    assert line.is_award

    worker = officer("village-worker", missed.village)
    client.force_login(worker)
    page = read(client.get(f"/office/outreach/{line.pk}/")).text
    assert "本人点头就办，不用申请" in page
