"""A survey at the portal: anonymous, once however often it is sent, printed blank and filled, counted for officers."""

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person
from zhaohui.county.surveys.models import Reply

ADDRESS = "/survey/satisfaction/"
RESULTS = "/office/surveys/satisfaction/"
WANTED = {"home-own1": "到窗口", "home-own5": "是", "home-own7": "一般"}

pytestmark = pytest.mark.django_db


def send(client, page, **fields):
    return client.post(ADDRESS, {"state": page.inputs["state"], **fields})


def to_the_end(client):
    page = read(client.get(ADDRESS))
    for _ in range(6):
        if "submit" in page.names:
            return page
        given = {name: text for name, text in WANTED.items() if name in page.names}
        page = read(send(client, page, **given))
    raise AssertionError(page.text)


def reply(client=None):
    client = client or Client()
    return send(client, to_the_end(client), submit="1")


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def test_it_says_that_it_is_a_draft_and_asks_nobody_s_name(client):
    page = read(client.get(ADDRESS))
    assert "自拟的草稿，还没有经主管部门核定" in page.text
    assert "不记是谁" in page.text
    assert page.inline == []
    assert ADDRESS in read(client.get("/about/")).links


def test_answered_thanked_and_kept_once(client):
    page = to_the_end(client)
    assert "到窗口" in page.text
    assert not Reply.objects.exists()
    for _ in range(3):
        done = send(client, page, submit="1")
        assert done.headers["Location"] == f"{ADDRESS}thanks/"
    assert Reply.objects.count() == 1
    assert "已经收到" in read(client.get(f"{ADDRESS}thanks/")).text
    assert Reply.objects.count() == 1
    reply(client)
    assert Reply.objects.count() == 2


def test_it_sets_no_cookie_that_stays(client):
    reply(client)
    assert set(client.cookies) <= {"csrftoken"}


def test_a_changed_page_is_not_taken(client):
    page = to_the_end(client)
    state = page.inputs["state"]
    for other in ("", "x", state[:-2] + "zz", read(client.get("/check/")).inputs["state"]):
        assert client.post(ADDRESS, {"state": other, "submit": "1"}).status_code == 400
    assert not Reply.objects.exists()


def test_a_choice_of_language_keeps_the_page_s_token(client):
    page = to_the_end(client)
    turned = read(send(client, page, language="en"))
    send(client, page, submit="1")
    send(client, turned, submit="1")
    assert Reply.objects.count() == 1


def test_what_must_be_answered(client):
    page = read(client.get(ADDRESS))
    page = read(send(client, page))
    assert "请选一个答案" in page.text
    assert not Reply.objects.exists()


def test_printed_blank_and_filled(client):
    page = read(client.get(f"{ADDRESS}?print=blank"))
    assert page.html.count("paper-box") > 20
    end = to_the_end(client)
    page = read(send(client, end, paper="1"))
    assert "到窗口" in page.text
    assert page.inline == []
    assert not Reply.objects.exists()
    page = read(send(client, page, stop="1"))
    send(client, page, submit="1")
    send(client, end, submit="1")
    assert Reply.objects.count() == 1


def test_english(client):
    client.cookies["django_language"] = "en"
    page = read(client.get(ADDRESS))
    assert "not approved them yet" in page.text
    done = read(client.get(f"{ADDRESS}thanks/"))
    assert "Thank you" in done.text


@pytest.mark.parametrize("address", ["/survey/family/", "/survey/none/", "/survey/family/thanks/"])
def test_a_form_that_is_no_survey(client, address):
    assert client.get(address).status_code == 404


def test_results_for_officers_only(county):
    worker = signed_in(officer("village-worker", current_pack().villages[0].code))
    for account in (resident(Person.objects.first()), officer("leader", current_pack().code)):
        assert signed_in(account).get(RESULTS).status_code == 404
    assert RESULTS in read(worker.get("/office/surveys/")).links
    reply()
    assert "不到 5 份" in read(worker.get(RESULTS)).text
    for _ in range(5):
        reply()
    page = read(worker.get(RESULTS))
    assert "6 份答卷" in page.text
    assert "总的说，您满意吗？" in page.text
    assert "不显示" in page.text
    assert page.inline == []
    assert worker.get("/office/surveys/family/").status_code == 404
