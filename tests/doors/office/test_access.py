"""Who may see what, on a page; the roster, and posts given and taken."""

import pytest

from tests import people
from tests.county.small_county import the_pack
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import Person

PACK = the_pack()
TOWN, OTHER = PACK.towns[0].code, PACK.towns[1].code


@pytest.fixture
def person(county):
    found = Person.objects.get(pk=1)
    found.town, found.village = TOWN, f"{TOWN}001"
    found.save()
    return found


@pytest.fixture
def admin(db, client):
    account = people.officer("account-admin", PACK.code)
    client.force_login(account)
    return account


def text(response):
    return response.content.decode()


def test_yes_with_the_row_the_range_and_her_home(client, admin, person):
    officer = people.officer("town-officer", TOWN)
    asked = {"officer": officer.pk, "action": "person.read", "person": person.pk}
    said = text(client.get("/office/access/", asked))
    assert "✓ 能" in said
    assert "access/policy.csv:" in said
    assert TOWN in said
    assert person.village in said
    assert person.name not in said


def test_no_for_the_neighbour(client, admin, person):
    officer = people.officer("town-officer", OTHER)
    asked = {"officer": officer.pk, "action": "person.read", "person": person.pk}
    said = text(client.get("/office/access/", asked))
    assert "✗ 不能" in said
    assert "范围够不着" in said


def test_who_can_see_this_person(client, admin, person):
    people.officer("town-officer", TOWN)
    people.officer("town-officer", OTHER)
    people.resident(person)
    said = text(client.get("/office/access/", {"action": "person.read", "person": person.pk}))
    assert said.count("模拟单位 模拟人员</span>") == 1
    said = text(client.get("/office/access/", {"action": "self.read", "person": person.pk}))
    assert "居民账户" in said
    assert "居民本人" in said


def test_each_asking_is_recorded_and_only_an_asking(client, admin, person):
    client.get("/office/access/")
    assert not Entry.objects.exists()
    client.get("/office/access/", {"action": "person.read", "person": person.pk})
    entry = Entry.objects.get()
    assert (entry.action, entry.subject_kind, entry.subject_id) == (
        "access.explain",
        "person",
        str(person.pk),
    )
    assert entry.actor_id == admin.pk


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"action": "person.read"}, "请选一位工作人员"),
        ({"action": "person.reed", "person": "1"}, "person.reed"),
        ({"action": "person.read", "person": "x"}, "整数"),
        ({"action": "person.read", "person": "999999"}, "没有这个登记号"),
        ({"action": "person.read", "resident": "999999"}, "没有这个账户"),
        ({"action": "person.read", "person": "1", "area": TOWN}, "只填一个"),
        ({"action": "person.read", "resident": "9" * 30}, "9223372036854775807"),
    ],
)
def test_a_question_that_can_t_be_answered(client, admin, person, asked, words):
    response = client.get("/office/access/", asked)
    assert response.status_code == 400
    assert words in text(response)
    assert not Entry.objects.exists()


def test_an_area_without_a_person(client, admin, person):
    officer = people.officer("village-worker", f"{TOWN}001")
    asked = {"officer": officer.pk, "action": "person.list", "area": TOWN}
    assert "✗ 不能" in text(client.get("/office/access/", asked))
    asked["area"] = f"{TOWN}001"
    assert "✓ 能" in text(client.get("/office/access/", asked))


def test_the_roster_lists_posts_areas_and_dates(client, admin, django_assert_max_num_queries):
    for number in range(30):
        people.officer("town-officer", TOWN, name=f"officer-{number}")
    with django_assert_max_num_queries(12):
        said = text(client.get("/office/officers/"))
    assert "镇业务岗" in said
    assert PACK.towns[0].name in said
    assert "2020-01-01" in said
    assert (
        "账户管理岗"
        not in text(client.get("/office/officers/?post=town-officer")).split("<tbody")[1]
    )


def test_a_post_given_and_taken(client, admin):
    officer = people.officer("window-clerk", TOWN).officer
    form = {"post": "town-officer", "area": TOWN, "end": ""}
    response = client.post(f"/office/officers/{officer.pk}/appoint/", form, follow=True)
    assert "已经任命" in text(response)
    row = Appointment.objects.get(officer=officer, post="town-officer")
    response = client.post(f"/office/officers/{officer.pk}/end/{row.pk}/", follow=True)
    assert "已经免去" in text(response)
    assert not people.actor(officer.user).may("record.write")


def test_a_refusal_stands_on_the_officer_s_page(client, admin):
    officer = people.officer("department-officer", PACK.code).officer
    form = {"post": "reviewer", "area": PACK.code}
    response = client.post(f"/office/officers/{officer.pk}/appoint/", form)
    assert response.status_code == 400
    assert "不能是同一个人" in text(response)


def test_her_own_page_offers_nothing(client, admin):
    said = text(client.get(f"/office/officers/{admin.officer.pk}/"))
    assert "另一位账户管理岗" in said
    assert "/appoint/" not in said
    assert "/end/" not in said


def test_an_auditor_reads_and_changes_nothing(client, db):
    client.force_login(people.officer("auditor", PACK.code))
    officer = people.officer("window-clerk", TOWN).officer
    said = text(client.get(f"/office/officers/{officer.pk}/"))
    assert "镇窗口岗" in said
    assert "/appoint/" not in said
    assert client.post(f"/office/officers/{officer.pk}/appoint/", {}).status_code == 404
    row = officer.appointments.get()
    assert client.post(f"/office/officers/{officer.pk}/end/{row.pk}/").status_code == 404


def test_an_unknown_officer(client, admin):
    assert client.get("/office/officers/999999/").status_code == 404
    assert client.post("/office/officers/999999/appoint/", {}).status_code == 404
    assert client.post("/office/officers/999999/end/1/").status_code == 404
    assert User.objects.count() == 1
