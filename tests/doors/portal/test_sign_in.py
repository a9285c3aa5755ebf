"""Registering, signing in and out, lock-out, the header, through Django's client."""

import re
import time

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache

from tests import people
from tests.doors.portal.pages import read
from zhaohui.county.accounts.idle import SEEN
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import SourceBatch

PASSWORD = "a long enough sentence"
NEW = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def someone(db):
    return User.objects.create_user("someone", PASSWORD)


def sign_in(client, name="someone", password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/logout/"])
def test_the_entrance_has_no_inline_script(client, db, path):
    page = read(client.get(path, follow=True))
    assert (page.inline, page.unclosed) == ([], [])
    assert len(page.ids) == len(set(page.ids))


def test_register_and_out_again(client, db):
    answer = client.post("/accounts/signup/", NEW | {"username": "张三 "}, follow=True)
    assert answer.redirect_chain[-1][0] == "/me/"
    assert "没有对上本人" in read(answer).text
    assert Entry.objects.filter(action="account.sign_up").count() == 1
    assert client.post("/accounts/logout/").url == "/"
    assert "/accounts/login/" in client.get("/me/").url


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"username": "someone"}, "已经有人用"),
        ({"username": "ＳＯＭＥＯＮＥ"}, "已经有人用"),
        ({"username": "11010119900307451X"}, "身份证号"),
        ({"username": "x"}, "登录名用 2 至 64"),
        ({"password1": "short", "password2": "short"}, "密码太短，至少要 10 个字"),
        ({"password2": "another long sentence"}, "密码"),
    ],
)
def test_a_bad_registration_says_what_to_mend(client, someone, change, says):
    page = read(client.post("/accounts/signup/", NEW | change))
    assert "有内容需要改" in page.text
    assert says in page.text
    assert User.objects.count() == 1


def test_the_session_key_changes_at_sign_in(client, someone):
    client.get("/accounts/login/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, " SomeOne ")
    assert client.session.session_key != session.session_key
    assert client.get("/me/").status_code == 200


def test_staying_is_a_choice(client, someone):
    sign_in(client)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    sign_in(client, remember="on")
    assert client.session.get_expiry_age() == 14 * 24 * 3600


def test_a_wrong_name_and_a_wrong_password_look_the_same(client, someone):
    texts = [
        read(sign_in(client, name, "wrong password here")).text for name in ("someone", "nobody")
    ]
    assert "登录名或者密码不对" in texts[0]
    assert texts[0].replace("someone", "") == texts[1].replace("nobody", "")


def test_lock_out_by_name_and_address(client, someone, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "Someone", "wrong password here")
    assert answer.status_code == 429
    assert re.search(r"输错了 5 次.*过 15 分钟再试", read(answer).text)
    assert sign_in(client).status_code == 429  # the right password, too
    assert sign_in(client, "nobody", "wrong password here").status_code == 200
    elsewhere = {"login": "someone", "password": PASSWORD}
    assert client.post("/accounts/login/", elsewhere, REMOTE_ADDR="10.1.1.1").status_code == 302
    AccessAttempt.objects.all().delete()
    assert sign_in(client).status_code == 302


def test_what_is_kept_of_a_failed_try_names_nobody(client, someone):
    sign_in(client, "someone", "my-secret-password")
    client.post(
        "/accounts/login/?next=/me/for/17/", {"login": "my-secret-password", "password": "x"}
    )
    kept = repr(list(AccessAttempt.objects.values_list()))
    for word in ("someone", "my-secret-password", "/me/for/17/"):
        assert word not in kept


def test_forgotten_passwords_go_to_the_window_where_there_is_no_mail(client, db):
    page = read(client.get("/accounts/login/"))
    assert "服务窗口" in page.text
    assert "/accounts/password/reset/" not in page.links
    assert client.get("/accounts/password/reset/").status_code == 404
    assert client.get("/accounts/email/").status_code == 404


def test_a_demonstration_account_stays_out_beside_real_people(client, county):
    User.objects.create_user("demo-x", PASSWORD, is_synthetic=True)
    assert sign_in(client, "demo-x").url == "/me/"
    client.logout()
    SourceBatch.objects.update(is_synthetic=False)
    assert "已经有真实人口" in read(sign_in(client, "demo-x").client.get("/accounts/login/")).text
    assert "sessionid" not in client.cookies or "/login/" in client.get("/me/").url


def test_the_header_says_who_one_is(client, county, pack):
    assert "/accounts/login/" in read(client.get("/")).links
    client.force_login(people.user("someone"))
    assert "/me/" in read(client.get("/")).links
    client.force_login(people.officer("leader", pack.code))
    page = read(client.get("/"))
    assert "/office/" in page.links
    assert "模拟单位 区领导" in page.text


def test_an_officer_goes_to_the_office_and_is_signed_out_when_idle(client, county, pack, settings):
    officer = people.officer("leader", pack.code)
    officer.set_password(PASSWORD)
    officer.save()
    assert sign_in(client, officer.username, remember="on").url == "/office/"
    assert client.session.get_expire_at_browser_close()
    assert client.get("/accounts/2fa/").status_code == 200
    session = client.session
    session[SEEN] = int(time.time() - settings.OFFICER_IDLE.total_seconds() - 1)
    session.save()
    answer = client.get("/accounts/2fa/", follow=True)
    assert "没有操作" in read(answer).text
    assert "/login/" in client.get("/accounts/2fa/").url
