"""What every list page offers: views kept, bulk actions previewed, exports by two persons."""

import re

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from tests.county.small_county import the_pack
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.lists.actions.make_export import make_export
from zhaohui.county.lists.models import ExportRequest, SavedView
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/office/people/"
EXPORT = {"bulk": "export", "chosen": "all", "sex": "女"}
ANSWERS = {"column": ["name", "age"], "format": "csv", "purpose": "核对高龄津贴发放名单"}


@pytest.fixture
def town(county):
    women = Person.objects.exclude(town=None).filter(sex="女").order_by()
    return women.values("town").annotate(n=Count("pk")).order_by("-n", "town")[0]["town"]


@pytest.fixture
def clerk(client, town):
    client.force_login(officer("town-officer", town))
    return client


@pytest.fixture
def reviewer(client_of):
    return client_of("reviewer", the_pack().code)


@pytest.fixture
def client_of():
    from django.test import Client

    def made(post, area):
        found = Client()
        found.force_login(officer(post, area))
        return found

    return made


def digest_of(page):
    return re.search(r'name="digest"\s+value="([0-9a-f]{64})"', page.content.decode())[1]


def asked_for(clerk):
    """Ask for an export through the pages; return its address."""
    preview = clerk.post("/office/lists/people/preview/", EXPORT)
    answer = clerk.post(
        "/office/lists/people/do/", EXPORT | ANSWERS | {"digest": digest_of(preview)}
    )
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_view_is_saved_opened_and_dropped(clerk):
    answer = clerk.post("/office/views/people/save/", {"view_name": "女性", "sex": "女"})
    view = SavedView.objects.get()
    assert answer.headers["Location"] == f"/office/views/{view.pk}/"
    assert clerk.get(f"/office/views/{view.pk}/").headers["Location"] == f"{PAGE}?sex=%E5%A5%B3"
    assert "女性" in clerk.get(PAGE).content.decode()
    assert clerk.post(f"/office/views/{view.pk}/drop/").headers["Location"] == PAGE
    assert not SavedView.objects.exists()


def test_anothers_view_is_not_there(clerk, client_of):
    clerk.post("/office/views/people/save/", {"view_name": "女性", "sex": "女"})
    view = SavedView.objects.get()
    other = client_of("department-officer", the_pack().code)
    assert other.get(f"/office/views/{view.pk}/").status_code == 404
    assert other.post(f"/office/views/{view.pk}/drop/").status_code == 404


def test_an_export_goes_from_preview_to_download(clerk, reviewer, town):
    address = asked_for(clerk)
    assert "等另一位有批准权限的同事决定" in clerk.get(address).content.decode()
    page = reviewer.get(address).content.decode()
    assert ANSWERS["purpose"] in page
    assert "批准" in page
    assert reviewer.post(f"{address}decide/", {"decision": "approve"}).status_code == 302
    make_export(ExportRequest.objects.get().pk)
    assert "只能下载一次" in clerk.get(address).content.decode()
    file = clerk.post(f"{address}take/")
    assert file.headers["Content-Type"].startswith("text/csv")
    women = Person.objects.filter(town=town, sex="女")
    assert len(file.content.decode("utf-8-sig").splitlines()) == 2 + women.count()
    assert clerk.post(f"{address}take/").status_code == 409


def test_a_stranger_sees_no_export(clerk, client_of, town):
    address = asked_for(clerk)
    neighbour = client_of("town-officer", f"{town[:8]}9")
    for found in (neighbour.get(address), neighbour.post(f"{address}take/")):
        assert found.status_code == 404
    assert neighbour.post(f"{address}decide/", {"decision": "approve"}).status_code == 404
    assert neighbour.get("/office/exports/").context["list"].rows == []


def test_the_requester_can_not_decide(clerk):
    address = asked_for(clerk)
    assert clerk.post(f"{address}decide/", {"decision": "approve"}).status_code == 404
    assert ExportRequest.objects.get().state == "requested"


def test_a_decision_is_one_of_two(clerk, reviewer):
    address = asked_for(clerk)
    assert reviewer.post(f"{address}decide/", {"decision": "maybe"}).status_code == 409


def test_a_changed_set_is_refused(clerk, town):
    preview = clerk.post("/office/lists/people/preview/", EXPORT)
    Person.objects.filter(town=town, sex="女").first().delete()
    answer = clerk.post(
        "/office/lists/people/do/", EXPORT | ANSWERS | {"digest": digest_of(preview)}
    )
    assert answer.status_code == 409
    assert "什么都没有做" in answer.content.decode()
    assert not ExportRequest.objects.exists()


def test_exports_are_withdrawn_together_with_what_is_left_out_named(clerk, reviewer):
    first, second = asked_for(clerk), asked_for(clerk)
    reviewer.post(f"{first}decide/", {"decision": "refuse", "note": "范围太大"})
    form = {"bulk": "withdraw", "chosen": "all"}
    preview = clerk.post("/office/lists/exports/preview/", form)
    assert "已经下载、过期或结束了" in preview.content.decode()
    answer = clerk.post("/office/lists/exports/do/", form | {"digest": digest_of(preview)})
    assert answer.headers["Location"] == "/office/exports/"
    states = dict(ExportRequest.objects.values_list("pk", "state"))
    assert sorted(states.values()) == ["refused", "withdrawn"]
    assert "撤回" in clerk.get(second).content.decode()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"bulk": "export", "chosen": "ticked"}, 400),
        ({"bulk": "export", "chosen": "ticked", "pk": ["x", "９"]}, 400),
        ({"bulk": "nothing", "chosen": "all"}, 404),
    ],
)
def test_a_faulty_choice_is_a_sentence(clerk, form, status):
    assert clerk.post("/office/lists/people/preview/", form).status_code == status


def test_no_such_list(clerk):
    assert clerk.post("/office/lists/nothing/preview/", EXPORT).status_code == 404


def test_who_may_list_but_not_export_sees_no_ticks(client_of, town):
    page = client_of("window-clerk", town).get(PAGE)
    assert page.context["list"].bulk == []
    assert 'type="checkbox"' not in page.content.decode()


def test_a_name_can_not_break_out_of_its_cell(clerk, town):
    Person.objects.filter(town=town).update(name='<script>"x"</script>')
    page = clerk.get(PAGE).content.decode()
    assert "<script>&quot;" not in page
    assert "&lt;script&gt;&quot;x&quot;" in page


def test_a_list_page_asks_few_questions_of_the_database(client_of, county):
    clerk = client_of("department-officer", the_pack().code)
    clerk.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert len(clerk.get(PAGE).context["list"].rows) == 20
    about_people = [each for each in queries if 'FROM "registry_person"' in each["sql"]]
    assert len(about_people) == 2
    assert len(queries) <= 16


def test_exports_leave_no_entry_by_being_listed(clerk):
    before = Entry.objects.count()
    clerk.get("/office/exports/")
    assert Entry.objects.count() == before
