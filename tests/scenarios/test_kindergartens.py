"""A private kindergarten is recognised as an inclusive one, and what it is paid follows from two officers' standard."""

import pytest
from django.test import Client

from tests.doors.office.test_own_registers import CODE, OFFICE, entered, signed_in
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
RATE, CEILING = "普惠性民办园生均补助", "普惠性民办园保教费月上限"


def filled(proposer, reviewer, name, value, capture):
    """Fill a parameter by two officers, from today on."""
    form = {
        "area": current_pack().code,
        "start": county_today().isoformat(),
        "value": value,
        "unit_ok": "on",
        "title": "模拟普惠园补助办法",
        "doc_no": "模拟〔2026〕11号",
        "article": "第二条",
        "read_in": "original",
        "words": "模拟的标准",
        "save": "on",
    }
    answer = proposer.post(f"/office/parameters/{name}/propose/", form)
    assert answer.status_code == 302, read(answer).text
    with capture(execute=True):
        reviewer.post(f"{answer['Location']}approve/", {"compared": "on"})


@pytest.mark.requirement("R080")
def test_a_kindergarten_is_recognised_and_its_subsidy_reckoned(django_capture_on_commit_callbacks):
    code = current_pack().code
    desk = signed_in(officer("department-officer", code, name="desk", department="教育"))
    reviewer = signed_in(officer("reviewer", code, name="reviewer"))
    town = current_pack().towns[0].code
    own = {"园名": "模拟幼儿园", "统一社会信用代码": CODE, "保教费月标准": "450", "在园人数": "120"}
    own |= {"认定日期": county_today().isoformat()}
    register = current_pack().register("inclusive-kindergartens")
    one = entered(desk, f"{OFFICE}inclusive-kindergartens/", town, register, **own)
    page = read(desk.get(one)).text
    assert f"还差： {RATE}" in page
    assert f"还差： {CEILING}" in page
    filled(desk, reviewer, RATE, "300", django_capture_on_commit_callbacks)
    filled(desk, reviewer, CEILING, "400", django_capture_on_commit_callbacks)
    page = read(desk.get(one)).text
    assert "全年补助 36,000.00 元" in page
    assert "收费不高于上限 否" in page
    public = "/registers/inclusive-kindergartens/"
    assert "模拟幼儿园" not in read(Client().get(public)).text
    keeper = signed_in(officer("town-officer", town, name="town"))
    version = str(Record.objects.get().version)
    assert keeper.post(one, {"version": version, "next": "recognised"}).status_code == 404
    assert desk.post(one, {"version": version, "next": "recognised"}).status_code == 302
    assert "模拟幼儿园" in read(Client().get(public)).text
