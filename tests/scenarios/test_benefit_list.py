"""The list of what medical insurance pays: empty standards are gaps, and each new figure makes a version."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.doors.portal.pages import read
from zhaohui.clock import county_today

pytestmark = pytest.mark.django_db
PAGE = "/lists/medical-insurance/"


def words(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@pytest.mark.requirement("R111")
def test_the_list_has_versions_that_anybody_can_read(desk):
    before = read(desk.client.get(PAGE))
    for name in ("城乡居民基本医疗保险", "居民医保住院报销", "城乡居民大病保险", "医疗救助"):
        assert name in before.text
    assert "居民医保各级医院的住院起付线没有读到" in before.text
    first = county_today().replace(day=1) - dt.timedelta(days=200)
    second = county_today() + dt.timedelta(days=40)
    for start, line in ((first, "500"), (second, "400")):
        desk.fill("居民医保住院起付线", {"二级": line}, start=start)

    desk.client.logout()
    now = read(desk.client.get(PAGE))
    assert "¥500.00" in now.text
    assert "¥400.00" not in now.text
    assert f"这一版从{words(first)}起用" in now.text
    assert "模拟〔2026〕8号" in now.text
    assert {f"?day={first}", f"?day={second}"} <= set(now.links)
    later = read(desk.client.get(PAGE, {"day": second.isoformat()}))
    assert "¥400.00" in later.text
    assert "这一天起改" in later.text
    earlier = read(desk.client.get(PAGE, {"day": (first - dt.timedelta(days=1)).isoformat()}))
    assert "¥500.00" not in earlier.text
