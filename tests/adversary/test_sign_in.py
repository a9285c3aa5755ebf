"""Ways round the lock, the second factor, the one-time link, the mandate's last day."""

import datetime as dt
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client

from tests.adversary.attacks import signed_in
from tests.people import actor, helper, officer, resident, user
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions import accept_mandate as accepting
from zhaohui.county.accounts.actions.accept_mandate import accept_mandate
from zhaohui.county.accounts.actions.bind_account import bind_account
from zhaohui.county.accounts.actions.give_mandate import give_mandate
from zhaohui.county.accounts.actions.issue_password_link import issue_password_link
from zhaohui.county.accounts.actions.unbind_account import unbind_account
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import CodeError, TooManyTriesError
from zhaohui.county.accounts.models import Mandate, User
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.catalog.queries import current_pack

PASSWORD = "a long enough sentence"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def someone(db, data_dir):
    return User.objects.create_user("someone", PASSWORD)


def post(client, path, **fields):
    return client.post(path, fields)


class TestTheLock:
    def tried(self, client, **more):
        return client.post("/accounts/login/", {"login": "someone", "password": "wrong"}, **more)

    def test_no_spelling_and_no_header_goes_round_it(self, someone):
        for _ in range(5):
            self.tried(Client())
        for name in ("someone", "SOMEONE", "ｓomeone", " someone\u3000"):
            asked = {"login": name, "password": PASSWORD}
            headers = {
                "x-forwarded-for": "10.1.2.3",
                "x-real-ip": "10.1.2.3",
                "forwarded": "for=10.1.2.3",
            }
            answer = Client().post("/accounts/login/", asked, headers=headers)
            assert answer.status_code == 429, name

    def test_a_session_that_was_taken_over_cannot_be_used_to_guess(self, someone):
        client = signed_in(someone)
        answers = [
            post(client, "/accounts/reauthenticate/", password=f"wrong {n}") for n in range(12)
        ]
        last = post(client, "/accounts/reauthenticate/", password=PASSWORD)
        assert any(answer.status_code == 429 for answer in answers)
        assert last.status_code != 302

    def test_nor_to_guess_the_old_password(self, someone):
        client = signed_in(someone)
        for n in range(12):
            asked = {"password1": "another sentence", "password2": "another sentence"}
            post(client, "/accounts/password/change/", oldpassword=f"wrong {n}", **asked)
        post(client, "/accounts/password/change/", oldpassword=PASSWORD, **asked)
        assert User.objects.get(pk=someone.pk).check_password(PASSWORD)


def test_the_session_s_key_changes_at_sign_in(someone):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    post(client, "/accounts/login/", login="someone", password=PASSWORD)
    assert client.cookies["sessionid"].value != "a" * 32
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
        "javascript:x",
        "///e.x",
    ],
)
def test_nobody_is_led_elsewhere(someone, where):
    client = Client()
    answers = [
        client.post("/accounts/login/", {"login": "someone", "password": PASSWORD, "next": where}),
        client.post("/preferences/", {"elder": "on", "next": where}),
        client.post("/i18n/setlang/", {"language": "en", "next": where}),
        client.post("/accounts/logout/", {"next": where}),
    ]
    for answer in answers:
        assert answer.headers["Location"].startswith("/")
        assert "e.x" not in answer.headers["Location"].replace("elsewhere.example", "e.x")


def test_a_password_link_works_once_and_ends_open_sessions(someone):
    old = signed_in(someone)
    path = issue_password_link(system_actor("test"), someone.pk, purpose="忘记密码")
    client = Client()
    form = client.get(path).headers["Location"]
    new = {"password1": "quite another sentence", "password2": "quite another sentence"}
    assert client.post(form, new).status_code == 302
    assert User.objects.get(pk=someone.pk).check_password("quite another sentence")
    assert old.get("/me/").status_code == 302
    again = Client().get(path, follow=True)
    assert "已经失效" in again.content.decode()


def test_every_post_wants_its_token(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer("town-officer", person.village[:9]))
    paths = ("/accounts/logout/", "/office/purpose/", f"/office/people/{person.pk}/reveal/")
    more = ("/preferences/", "/i18n/setlang/", "/accounts/login/", "/check/")
    for path in (*paths, *more):
        assert strict.post(path, {"reason": "核对身份"}).status_code == 403


class TestMandates:
    def test_the_last_day_is_the_county_s(self, person):
        account = helper(person)
        last = dt.date(2026, 5, 31)
        Mandate.objects.update(until=last)
        pack = current_pack()
        assert actor_for(account, pack, last).mandators == (person.pk,)
        assert actor_for(account, pack, last + dt.timedelta(days=1)).mandators == ()

    def test_a_code_given_before_the_account_was_unbound(self, person):
        giver = resident(person)
        code = give_mandate(actor(giver), until=county_today())[1]
        unbind_account(actor(giver))
        with pytest.raises(CodeError):
            accept_mandate(actor(user("friend")), code)

    def test_a_code_is_used_once(self, person):
        code = give_mandate(actor(resident(person)), until=county_today())[1]
        accept_mandate(actor(user("friend")), code)
        with pytest.raises(CodeError):
            accept_mandate(actor(user("another")), code)

    def test_it_is_too_long_to_be_met_by_chance(self, person):
        """A thousand open codes, a million guesses: one hit in a thousand such weeks."""
        code = give_mandate(actor(resident(person)), until=county_today())[1]
        assert 1_000 * 1_000_000 / 10 ** len(code) <= 0.001

    def test_five_tries_whichever_page_they_are_typed_on(self, person):
        who = actor(user("guesser"))
        for n in range(5):
            with pytest.raises(CodeError):
                (bind_account if n % 2 else accepting.accept_mandate)(who, f"{n:09d}")
        for deed in (bind_account, accepting.accept_mandate):
            with pytest.raises(TooManyTriesError):
                deed(who, "000000009")


@pytest.mark.slow
def test_what_production_sets(tmp_path):
    program = (
        "import os, zhaohui.county.settings.production as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.DEBUG, oct(os.umask(0)),"
        " oct(s.DATA_DIR.stat().st_mode & 0o777))"
    )
    environment = {
        "ZHAOHUI_SECRET_KEY": "x" * 60,
        "ZHAOHUI_HOSTS": "county.example",
        "ZHAOHUI_DATABASE": "postgresql://u:p@localhost/d",
        "ZHAOHUI_DATA": str(tmp_path / "data"),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True"] * 5 + ["False", "0o77", "0o700"]
