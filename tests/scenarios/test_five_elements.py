"""A service's page says its five elements; what nobody has stated is a gap, and marks count from five on."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county.cases.deciding import applied
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from zhaohui.county.cases.models import Case
from zhaohui.county.oversight.board import LEAST_MARKS
from zhaohui.county.oversight.models import Rating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ELEMENTS = ("服务内容", "获得方式", "供给主体", "服务价格", "体验评价")


def page_of(service):
    return read(Client().get(f"/services/{service}/")).text


@pytest.mark.requirement("R014")
def test_every_service_says_its_five_elements_and_marks_count_from_five_on():
    for service in the_pack().services:
        page = page_of(service.id)
        assert all(element in page for element in ELEMENTS), service.id
    guides = {item.service: item for item in the_pack().items if item.fee and item.service}
    assert guides, "no item states its fee"
    for service, item in guides.items():
        assert f"{item.title}：{item.fee}" in page_of(service)
    first = applied()
    service = the_pack().item(first.item).service
    open_fees = page_of(service).partition("收费没有填：")[2]
    assert the_pack().item(first.item).title in open_fees[:40]
    marked(first, LEAST_MARKS - 1)
    assert "评价不到5个" in page_of(service)
    marked(first, 1)
    assert "5个评价，平均4.0分" in page_of(service)


def marked(case, times):
    """Let as many more cases of the item be marked with 满意."""
    have = Case.objects.count()
    for number in range(times):
        values = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields}
        values |= {"id": None, "number": f"{have + number:010d}", "state": "closed"}
        unique = {f.attname for f in Case._meta.concrete_fields if f.unique} - {"id", "number"}
        values |= dict.fromkeys(unique)
        Rating.objects.create(case=Case.objects.create(**values), mark=4, department="民政")
