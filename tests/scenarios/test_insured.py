"""Who ought to be insured and is not: the insurer's list beside the registry, and the reminder that leaves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.asking import bring_ledger
from zhaohui.clock import county_today
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.models import ContactLine, Outbox
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db
HERE = the_pack().villages[0].code
FACTS = {
    "resident-medical": {"medical_insurance": "居民"},
    "resident-pension-joining": {"employment": "务农", "in_employee_pension": False},
}


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        pytest.param("resident-medical", "城乡居民基本医疗保险", marks=pytest.mark.requirement("R108")),
        pytest.param(
            "resident-pension-joining", "城乡居民基本养老保险参保", marks=pytest.mark.requirement("R333")
        ),
    ],
)  # fmt: skip
def test_who_falls_off_the_insurers_list_is_counted_and_reminded(desk, rule, name):
    """Three of one village ought to be insured; last month two were on the list, this month one is."""
    three = adults()[:3]
    at_home = {"village": HERE, "town": HERE[:9], "hukou_area": HERE, "residence_area": HERE}
    aged = {"birth_date": county_today().replace(day=1) - dt.timedelta(days=40 * 366)}
    Person.objects.filter(village=HERE).update(village=None, birth_date=None, residence_area=None)
    Person.objects.filter(pk__in=[p.pk for p in three]).update(**at_home, **aged, **FACTS[rule])

    client = desk.client
    client.force_login(desk.clerk)
    for on_list, share in ((three[:2], "66.6%"), (three[:1], "33.3%")):
        desk.bring_list(rule, [(person, "") for person in on_list])
        bring_ledger(rule)
        page = client.get(f"/office/ledger/{rule}/?town={HERE[:9]}").content.decode()
        row = page.partition(f"area={HERE}")[2].partition("</tr>")[0]
        assert share in row
    dropped = three[1]
    listed = read(client.get(f"/office/ledger/{rule}/people/?state=missing&area={HERE}")).text
    assert dropped.name in listed
    assert three[0].name not in listed

    account = resident(dropped)
    steps.outreach()
    line = ContactLine.objects.get(person_id=dropped.pk, rule=rule)
    client.force_login(officer("town-officer", HERE[:9]))
    page = read(client.get(f"/office/outreach/send/?area={HERE}&rule={rule}"))
    digest = page.html.split('name="digest" value="')[1].split('"')[0]
    client.post("/office/outreach/send/do/", {"area": HERE, "rule": rule, "digest": digest})
    message = Outbox.objects.get(line=line)
    deliver(now=max(timezone.now(), message.not_before))
    client.force_login(account)
    assert name in read(client.get("/me/inbox/")).text
