"""Invitations, binding codes and password links in the office, through Django's client."""

import html
import re

import pytest
from django.core.cache import cache

from tests import people
from tests.doors.portal.pages import read
from zhaohui.county.accounts.idle import SEEN
from zhaohui.county.accounts.models import BindingCode, Invitation, User
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.identity_number import check_digit
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

PASSWORD = "a long enough sentence"
INVITED = {"name": "模拟人员", "department": "模拟单位", "post": "town-officer"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def pack():
    return current_pack()


@pytest.fixture
def person(county):
    return Person.objects.exclude(village=None).exclude(identity_index=None).order_by("pk").first()


@pytest.fixture
def clerk(person):
    return people.officer("window-clerk", person.village[:9])


@pytest.fixture
def admin(county, pack):
    return people.officer("account-admin", pack.code)


def enter(client, account):
    account.set_password(PASSWORD)
    account.save()
    client.logout()
    client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})


def confirm(client, answer):
    assert "/accounts/reauthenticate/" in answer.url
    return client.post(answer.url, {"password": PASSWORD})


def number_of(person):
    return registry_seals().identity.open(bytes(person.identity_sealed))


def link_on(page):
    return re.search(r"http://testserver(/\S+?/)(?=\s|$)", page.text)[1]


def test_the_window_gives_a_code(client, clerk, person):
    client.force_login(clerk)
    assert read(client.get("/office/binding/")).inline == []
    page = read(client.post("/office/binding/person/", {"number": number_of(person)}))
    assert person.name in page.text
    entry = Entry.objects.get(action="account.bind")
    assert (entry.subject_id, entry.purpose) == (str(person.pk), "窗口核对身份")
    address = f"/office/binding/{person.pk}/code/"
    assert "请勾选" in read(client.post(address, {})).text
    assert re.search(r"\d{3} \d{3} \d{3}", read(client.post(address, {"checked": "on"})).text)
    assert BindingCode.objects.count() == 1


def test_the_window_finds_nobody_from_elsewhere(client, clerk, person):
    other = Person.objects.exclude(village__startswith=person.village[:9]).exclude(village=None)
    stranger = other.exclude(identity_index=None).first()
    client.force_login(clerk)
    for number in (number_of(stranger), str(person.pk), unknown_number()):
        page = read(client.post("/office/binding/person/", {"number": number}))
        assert "没有登记这个身份证号的人" in page.text
    assert client.post(f"/office/binding/{stranger.pk}/code/", {"checked": "on"}).status_code == 404
    assert set(Entry.objects.values_list("subject_kind", "people")) == {("search", None)}


def unknown_number():
    number = "99000019010101999"
    return number + check_digit(number)


def test_the_window_gives_a_password_link(client, clerk, person):
    account = people.resident(person)
    client.force_login(clerk)
    address = f"/office/binding/{person.pk}/password-link/"
    page = read(client.post(address, {"checked": "on"}))
    client.logout()
    form = client.get(link_on(page), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_who_may_not_bind(client, admin, person):
    client.force_login(admin)
    assert client.get("/office/binding/").status_code == 404
    client.force_login(people.resident(person))
    assert client.get("/office/binding/").status_code == 404


def test_from_invitation_to_the_office(client, admin, pack):
    enter(client, admin)
    assert read(client.get("/office/invitations/")).inline == []
    town = pack.towns[0].code
    answer = client.post("/office/invitations/", INVITED | {"area": town})
    link = link_on(read(confirm(client, answer)))
    assert "等待接受" in read(client.get("/office/invitations/")).text
    client.logout()
    assert pack.towns[0].name in read(client.get(link)).text
    new = {"username": "new", "password1": PASSWORD, "password2": "not the same sentence"}
    assert "两遍密码不一样" in read(client.post(link, new)).text
    assert client.post(link, new | {"password2": PASSWORD}).url == "/accounts/login/"
    client.post("/accounts/login/", {"login": "new", "password": PASSWORD})
    assert "镇业务岗" in read(client.get("/office/")).text
    client.logout()
    used = client.get(link)
    assert used.status_code == 400
    assert "已经用过" in used.content.decode()


def test_an_account_that_becomes_an_officers_gets_an_officers_session(client, admin, pack):
    enter(client, admin)
    answer = client.post("/office/invitations/", INVITED | {"area": pack.towns[0].code})
    link = link_on(read(confirm(client, answer)))
    enter(client, people.user("someone"))
    assert SEEN not in client.session
    assert client.post(link).url == "/office/"
    assert SEEN in client.session


def test_a_post_that_does_not_fit_the_area(client, admin, pack):
    enter(client, admin)
    answer = client.post("/office/invitations/", INVITED | {"area": pack.code})
    assert "要选镇（街道）" in read(confirm(client, answer)).text
    assert not Invitation.objects.exists()


def test_revoke(client, admin, pack):
    enter(client, admin)
    answer = client.post("/office/invitations/", INVITED | {"area": pack.towns[0].code})
    link = link_on(read(confirm(client, answer)))
    client.post(f"/office/invitations/{Invitation.objects.get().pk}/revoke/")
    assert "已收回" in read(client.get("/office/invitations/")).text
    assert "已经被收回" in client.get(link).content.decode()


def test_an_officer_who_forgot_her_password(client, admin, clerk):
    enter(client, admin)
    address = "/office/invitations/password-link/"
    answer = confirm(client, client.post(address, {"username": "nobody"}))
    assert "没有这个登录名" in html.unescape(answer.content.decode())
    link = link_on(read(client.post(address, {"username": clerk.username.upper()})))
    client.logout()
    assert client.get(link, follow=True).redirect_chain[-1][0].endswith("set-password/")


def test_a_second_factor_is_asked_for_where_it_is_required(client, clerk, settings):
    client.force_login(clerk)
    assert client.get("/office/binding/").status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get("/office/binding/").url == "/office/second-factor/"
    assert "第二重验证" in read(client.get("/office/second-factor/")).text
    assert client.get("/office/").status_code == 200


def test_nobody_may_see_the_addresses_without_a_post(client, county):
    for path in ("invitations/", "binding/", "second-factor/"):
        assert "/accounts/login/" in client.get(f"/office/{path}").url
    assert User.objects.count() == 0
