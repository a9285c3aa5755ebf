"""老年人优待: what somebody may have by age, matched by rule, and told to those whom it concerns."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.asking import bring_ledger
from zhaohui.clock import county_today
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.outreach.models import ContactLine, Outbox
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db
RULE = "elder-transport"
HERE = the_pack().villages[0].code


def aged(years: int) -> dt.date:
    return county_today().replace(day=1) - dt.timedelta(days=years * 366)


@pytest.mark.requirement("R120")
def test_who_is_old_enough_is_matched_and_told(desk):
    born = {"出生日期": aged(66).isoformat()}
    today = county_today().isoformat()
    assert desk.check(born, day=today)[RULE]["status"] == "unknown"  # nobody has said the age
    page = read(desk.client.get("/lists/elder-preferences/")).text
    assert "老年人就医优先" in page
    assert "从多少岁起优待没有读到" in page
    desk.fill("公共交通优待年龄", "65")
    found = desk.check(born, day=today)
    assert (found[RULE]["status"], found["elder-medical"]["status"]) == ("yes", "yes")
    assert desk.check({"出生日期": aged(64).isoformat()}, day=today)[RULE]["status"] == "no"

    old, younger = adults()[:2]
    Person.objects.filter(pk=old.pk).update(village=HERE, town=HERE[:9], birth_date=aged(66))
    Person.objects.filter(pk=younger.pk).update(village=HERE, town=HERE[:9], birth_date=aged(62))
    resident(old, "old")
    bring_ledger(RULE)
    steps.outreach()
    lines = ContactLine.objects.filter(rule=RULE)
    assert lines.filter(person_id=old.pk).exists()
    assert not lines.filter(person_id=younger.pk).exists()

    town = desk.client
    town.force_login(officer("town-officer", HERE[:9]))
    wanted = {"area": HERE, "rule": RULE}
    page = read(town.get("/office/outreach/send/", wanted))
    digest = page.html.split('name="digest" value="')[1].split('"')[0]
    town.post("/office/outreach/send/do/", {**wanted, "digest": digest})
    message = Outbox.objects.get(line__person_id=old.pk)
    assert "老年人乘车优待" in message.subject + message.body
