"""What is near for everyday life, on one page of a town."""

import pytest
from django.test import Client

from tests.doors.office.test_own_registers import OFFICE, entered, signed_in
from tests.doors.portal.pages import read
from tests.people import officer
from tests.scenarios.test_offers import desk, put_up
from zhaohui.county.catalog.queries import current_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.mark.requirement("R289")
def test_one_page_of_a_town_puts_places_and_bookings_together(django_assert_max_num_queries):
    pack = current_pack()
    here = next(row.code for row in pack.villages if row.town_code.endswith("100"))
    town = here[:9]
    clerk = signed_in(officer("town-officer", town))
    for register_id, own in (
        ("convenience-places", {"网点名称": "模拟菜市场", "网点编号": "网-1", "类别": "菜市场"}),
        ("service-desks", {"机构名称": "模拟便民服务站", "机构编号": "站-1"}),
    ):
        register = pack.register(register_id)
        entered(clerk, f"{OFFICE}{register_id}/", here, register, **own)
    put_up(desk("文旅"), "culture-venues", "模拟图书馆")
    assert "/living/" in read(Client().get("/")).links
    first = read(Client().get("/living/"))
    assert "模拟菜市场" not in first.text
    with django_assert_max_num_queries(8):
        page = read(Client().get(f"/living/?town={town}"))
    assert "模拟菜市场" in page.text
    assert f"/registers/service-desks/?town={town}" in page.links
    assert "/offers/kinds/culture-venues/" in page.links
    assert "菜市场" in read(Client().get(f"/registers/convenience-places/?town={town}")).text
    other = next(row.code for row in pack.towns if row.code != town)
    assert "模拟菜市场" not in read(Client().get(f"/living/?town={other}")).text
    assert Client().get("/living/?town=nowhere").status_code == 200
