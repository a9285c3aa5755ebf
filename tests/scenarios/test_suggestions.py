"""为您推荐: by what is known of her, with reasons, and refused."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import CODE, OTHER, TOWN, people
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.test_offers import desk, hours, opened, put_up
from zhaohui.clock import county_today
from zhaohui.county.offers.models import Offer, SuggestionRefusal
from zhaohui.county.registry.models import SourceBatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PAGE, WISH = "/me/suggestions/", "/me/suggestions/wish/"


def job(office, name, area=TOWN) -> Offer:
    offer = put_up(office, "job-openings", name, area=area)
    for day in "0123456":
        hours(office, offer, day, "09:00", "09:30")
    opened(office, offer, 3)
    return offer


@pytest.mark.requirement("R257")
def test_a_job_seeker_finds_what_fits_with_its_reasons_and_refuses_it():
    office = desk("人社")
    SourceBatch.objects.update(as_of=county_today())
    far = job(office, "模拟缝纫工 · 远处的厂", area=OTHER)
    near = job(office, "模拟装配工 · 近处的厂")
    seeker, settled = people(2, age=35, name="模拟某", work_wish="找工作", employment="失业")
    type(settled).objects.filter(pk=settled.pk).update(
        work_wish="无", employment="单位就业", registered_unemployed=False, hard_to_employ=False
    )
    client = signed_in(resident(seeker, "seeker"))
    assert PAGE in read(client.get("/me/")).links
    page = read(client.get(PAGE))
    assert "岗位面试预约" in page.text
    assert "您登记了想找工作" in page.text
    assert "求职创业意愿 找工作 人社" in page.text
    assert page.text.index(near.name) < page.text.index(far.name)
    assert f"/offers/{near.pk}/" in page.links
    other = read(signed_in(resident(settled, "settled")).get(PAGE))
    assert near.name not in other.text
    assert "现在没有要推荐的" in other.text

    assert client.post(WISH, {"wish": "no", "kind": "job-openings"}).status_code == 302
    page = read(client.get(PAGE))
    assert near.name not in page.text
    assert "恢复推荐：" in page.text
    assert client.post(WISH, {"wish": "again", "kind": "job-openings"}).status_code == 302
    assert near.name in read(client.get(PAGE)).text
    client.post(WISH, {"wish": "no"})
    client.post(WISH, {"wish": "no"})
    page = read(client.get(PAGE))
    assert "没有看您的任何情况" in page.text
    assert "求职创业意愿" not in page.text
    assert SuggestionRefusal.objects.count() == 1


def test_nobody_else_opens_it_and_no_kind_is_made_up():
    worker = signed_in(officer("department-officer", CODE, name="d"))
    assert worker.get(PAGE).status_code == 404
    client = signed_in(resident(people(1)[0]))
    assert client.post(WISH, {"wish": "no", "kind": "weather"}).status_code == 404
    assert client.get(WISH).status_code == 405
