import pytest

from tests import people
from zhaohui.county.catalog.queries import current_pack

pytestmark = pytest.mark.django_db
FORM = {
    "choice": "first",
    "reading": "按表内目标考核",
    "reason": "约束性指标在前",
    "first_quote": "表内几个字",
    "second_quote": "专栏几个字",
}


@pytest.fixture
def pack(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return current_pack()


@pytest.fixture
def planner(client, pack):
    client.force_login(people.officer("planner", pack.code))
    return client


def test_a_decision_lifts_the_sign_on_the_public_page(planner, client, pack):
    plan = pack.plan()
    number = next(link for link in plan.links if link.target == "E01").target
    promise = next(link.promise for link in plan.links if link.target == number)
    page = f"/plan/{plan.id}/{promise}/"
    assert "待决定" in client.get(page).content.decode()
    answer = planner.post(f"/office/plan/{plan.id}/{number}/", FORM)
    assert answer.status_code == 302
    html = client.get(page).content.decode()
    assert "已作决定" in html
    assert FORM["reading"] in html
    assert FORM["first_quote"] in html
    assert FORM["second_quote"] in html


def test_a_fault_keeps_what_was_written(planner, pack):
    answer = planner.post(f"/office/plan/{pack.plan().id}/E01/", FORM | {"second_quote": ""})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#second_quote"' in html
    assert FORM["reading"] in html


def test_the_list_names_every_contradiction(planner, pack):
    html = planner.get("/office/plan/").content.decode()
    for row in pack.plan().inconsistencies:
        assert row.topic in html


def test_a_leader_sees_no_such_page(client, pack):
    client.force_login(people.officer("leader", pack.code))
    assert client.get("/office/plan/").status_code == 404
    assert client.post(f"/office/plan/{pack.plan().id}/E01/", FORM).status_code == 404
