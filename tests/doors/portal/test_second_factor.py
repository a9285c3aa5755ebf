"""A second factor by time-based code: set up, asked for, replaced by a recovery code, sealed at rest."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache

from tests.doors.portal.pages import read
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry

PASSWORD = "a long enough sentence"
STEP_S = 30


@pytest.fixture(autouse=True)
def _fresh_limits(data_dir):
    cache.clear()


@pytest.fixture
def someone(db):
    return User.objects.create_user("someone", PASSWORD)


def code_of(secret, ahead=0):
    return f"{hotp_value(secret, int(time.time()) // STEP_S + ahead):06d}"


def sign_in(client):
    return client.post("/accounts/login/", {"login": "someone", "password": PASSWORD})


@pytest.fixture
def secret(client, someone, django_capture_on_commit_callbacks):
    sign_in(client)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert "/accounts/reauthenticate/" in asked.url
    client.post(asked.url, {"password": PASSWORD})
    page = read(client.get("/accounts/2fa/totp/activate/"))
    assert page.inline == []
    secret = re.search(r"密钥：\s*([A-Z2-7]{16,})", page.text)[1]
    assert "验证码不对" in read(client.post("/accounts/2fa/totp/activate/", {"code": "1"})).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return secret


def test_it_is_asked_for_at_the_next_sign_in(client, secret):
    client.logout()
    assert sign_in(client).url == "/accounts/2fa/authenticate/"
    assert "/login/" in client.get("/me/").url
    page = read(client.get("/accounts/2fa/authenticate/"))
    assert (page.inline, page.unclosed) == ([], [])
    assert "验证码不对" in read(client.post("/accounts/2fa/authenticate/", {"code": "123456"})).text
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)}).url == "/me/"
    assert Entry.objects.filter(action="account.second_factor_on").exists()


def test_a_recovery_code_works_once(client, secret):
    page = read(client.get("/accounts/2fa/recovery-codes/"))
    code = re.search(r"\b\d{8}\b", page.text)[0]
    for works in (True, False):
        client.logout()
        sign_in(client)
        answer = client.post("/accounts/2fa/authenticate/", {"code": code})
        assert (answer.status_code == 302) is works


def test_secrets_are_sealed_at_rest(client, secret):
    kept = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert len(kept) > 100


def test_guessing_is_stopped(client, secret):
    client.logout()
    sign_in(client)
    texts = [
        read(client.post("/accounts/2fa/authenticate/", {"code": f"{guess:06d}"})).text
        for guess in range(35)
    ]
    assert "验证码不对" in texts[0]
    assert "试得太多了" in texts[-1]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "webauthn/",
        "webauthn/add/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "totp/deactivate/",
    ],
)
def test_pages(client, secret, path):
    page = read(client.get(f"/accounts/2fa/{path}"))
    assert (page.inline, page.unclosed) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    assert len(page.headings) >= 1


def test_switched_off_again(client, secret):
    assert client.post("/accounts/2fa/totp/deactivate/").url == "/accounts/2fa/"
    client.logout()
    assert sign_in(client).url == "/me/"
