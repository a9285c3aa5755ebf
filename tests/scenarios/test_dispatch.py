"""Precise dispatch: each village's worker gets her own people, and of each only what the benefit needs."""

from __future__ import annotations

import json

import pytest

from tests.county.outreach.standing import adults
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from tests.scenarios.asking import bring_ledger
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.models import HoldingList
from zhaohui.county.jobs.nightly import steps
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db
RULE = "old-age-allowance"
MINE, NEXT = (village.code for village in the_pack().villages[:2])
# True of her, and no business of whoever tells her of an allowance for age.
PRIVATE = {
    "disability_kind": "精神", "marital": "丧偶", "ethnicity": "羌族", "employment": "务农",
    "veteran_category": "带病回乡退役军人", "special_family_kind": "独生子女死亡",
}  # fmt: skip


@pytest.mark.requirement("R046")
def test_a_worker_sees_her_own_village_and_only_what_the_benefit_needs(client, county):
    mine, other = adults()[:2]
    old = {"birth_date": county_today().replace(year=county_today().year - 92, day=1)}
    Person.objects.exclude(pk__in=[mine.pk, other.pk]).update(birth_date=None)
    for person, village in ((mine, MINE), (other, NEXT)):
        at_home = {"village": village, "town": village[:9], "hukou_area": village}
        Person.objects.filter(pk=person.pk).update(**old, **at_home, **PRIVATE)
    HoldingList.objects.create(
        rule=RULE, department="模拟", as_of=county_today(), content_hash="x", rows=0, is_synthetic=True
    )  # fmt: skip
    bring_ledger(RULE)
    steps.outreach()
    lines = {line.person_id: line for line in ContactLine.objects.filter(rule=RULE)}
    assert lines.keys() == {mine.pk, other.pk}

    client.force_login(officer("village-worker", MINE))
    listed = read(client.get("/office/outreach/"))
    assert mine.name in listed.text
    assert other.name not in listed.text
    assert client.get(f"/office/outreach/{lines[other.pk].pk}/").status_code == 404
    page = read(client.get(f"/office/outreach/{lines[mine.pk].pk}/")).text
    assert "已满90周岁" in page  # why, and how much
    assert "¥100.00" in page
    said = page.partition("模拟数据")[2]
    assert [value for value in PRIVATE.values() if value in said] == []
    told = [json.loads(entry.fields) for entry in Entry.objects.filter(subject_id=str(mine.pk))]
    assert told[-1] == ["姓名", "住址", "待遇", "联系意愿"]  # the line, read last
