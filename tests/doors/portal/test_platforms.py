"""平台: a domain on one public page, in either language, without scripts, in few queries."""

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.walk.languages import mistaken
from zhaohui.county.catalog.queries import current_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ADDRESSES = ["/platforms/", "/platforms/elder-care/", "/platforms/disabled-work/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_speaks_english_and_marks_what_is_chinese(client, address):
    client.cookies["django_language"] = "en"
    page = client.get(address)
    assert page.status_code == 200
    assert mistaken(page.content.decode()) == set()
    assert read(page).inline == []


def test_each_platform_is_on_the_first_page_of_platforms(client):
    links = read(client.get("/platforms/")).links
    for row in current_pack().platforms:
        assert f"/platforms/{row.id}/" in links
    assert "/platforms/" in read(client.get("/")).links


def test_one_that_is_not_there_is_not_found():
    assert Client().get("/platforms/no-such-thing/").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_a_platform_takes_few_queries(client, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(40):
        client.get(address)
