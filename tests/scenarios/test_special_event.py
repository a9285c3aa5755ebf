"""重大疫情、灾害: two officers turn a payment rule on from a day to a day, and the ladder of bills reads it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from zhaohui.clock import county_today

pytestmark = pytest.mark.django_db
EVENT = "医保特殊事件"
BILL = {
    "出生日期": "1980-01-01", "医保类别": "居民", "住院政策范围内费用": 8000, "医院等级": "二级",
    "本年统筹已支付": 0, "特殊事件救治": True,
}  # fmt: skip
START = county_today() - dt.timedelta(days=10)
END = county_today() + dt.timedelta(days=10)


def declared(desk, *, end: dt.date) -> str:
    """One officer proposes the event with its document, its first and its last day; return where."""
    form = {
        "area": the_pack().code, "start": START.isoformat(), "end": end.isoformat(), "value": "启用",
        "unit_ok": "on", "title": "模拟疫情应急响应通知", "doc_no": "模拟〔2026〕1号",
        "read_in": "original", "words": "全区启用", "save": "on",
    }  # fmt: skip
    place: str = desk.client.post(f"/office/parameters/{EVENT}/propose/", form)["Location"]
    return place


@pytest.mark.requirement("R110")
def test_an_event_is_turned_on_by_two_officers_and_ends_on_its_day(desk):
    for name, value in (
        ("居民医保住院起付线", {"二级": "500"}), ("居民医保住院报销比例", {"二级": "7000"}),
        ("居民医保年度封顶线", "100000"), ("特殊事件支付比例", "10000"),
    ):  # fmt: skip
        desk.fill(name, value)
    before = desk.check(BILL, day=county_today().isoformat(), 本年有人住院=True)
    assert before["special-event-inpatient"]["status"] == "no"
    assert before["resident-inpatient"]["amount_fen"] == 5250_00

    place = declared(desk, end=END)
    assert (
        desk.check(BILL, day=START.isoformat(), 本年有人住院=True)["special-event-inpatient"][
            "status"
        ]
        == "no"
    )  # one officer alone turns nothing on
    own = desk.client.post(f"{place}approve/", {"compared": "on"})
    assert own.status_code in (403, 404, 409)
    with desk.callbacks(execute=True):
        desk.client.force_login(desk.reviewer)
        desk.client.post(f"{place}approve/", {"compared": "on"})
    desk.client.force_login(desk.clerk)

    def said(day: dt.date, **facts) -> dict:
        return desk.check({**BILL, **facts}, day=day.isoformat(), 本年有人住院=True)

    for day in (START, county_today(), END):
        found = said(day)
        assert found["special-event-inpatient"]["amount_fen"] == 8000_00
        assert found["resident-inpatient"]["status"] == "no"  # paid by the event's rule, not twice
    other = said(county_today(), 特殊事件救治=False)
    assert other["special-event-inpatient"]["status"] == "no"
    assert other["resident-inpatient"]["amount_fen"] == 5250_00
    for day in (START - dt.timedelta(days=1), END + dt.timedelta(days=1)):
        assert said(day)["resident-inpatient"]["amount_fen"] == 5250_00
    page = read(desk.client.get(f"/office/parameters/{EVENT}/")).text
    assert "模拟〔2026〕1号" in page
    assert "启用" in page
