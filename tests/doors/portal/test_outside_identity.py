"""Signing in by OpenID Connect, against an issuer that runs in a thread of this test."""

import json
import threading
import time
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache

from zhaohui.county.accounts.models import User
from zhaohui.county.settings.access import ACCESS_BY_URL_NAME, WITH_OUTSIDE_IDENTITY
from zhaohui.county.settings.environment import SettingError
from zhaohui.county.settings.sign_in import oidc_provider

NUMBER = "1f0d-of-the-issuer"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


class Issuer:
    """Answers discovery, keys, token and userinfo; `asked` is what came in."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked = []
        self.server = make_server("127.0.0.1", 0, self.answer, handler_class=Quiet)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, environ, start):
        path = environ["PATH_INFO"]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        self.asked.append((path, environ["wsgi.input"].read(length).decode()))
        body = {
            "/.well-known/openid-configuration": self.discovery,
            "/token": self.token,
            "/userinfo": lambda: {"sub": NUMBER, "name": "模拟人员", "phone_number": "10000000000"},
            "/keys": self.keys,
        }[path]()
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    def discovery(self):
        at = self.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/keys",
        }

    def keys(self):
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [jwk | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self):
        now = int(time.time())
        claims = {"iss": self.address, "aud": "county", "sub": NUMBER, "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def issuer(settings, monkeypatch, db):
    cache.clear()
    found = Issuer()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    settings.OIDC_NAME = "测试身份服务"
    settings.SOCIALACCOUNT_PROVIDERS = oidc_provider(
        found.address, name="测试身份服务", client_id="county", secret="s"
    )
    for name, action in WITH_OUTSIDE_IDENTITY.items():
        monkeypatch.setitem(ACCESS_BY_URL_NAME, name, action)
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


def go_there_and_back(client, process=""):
    target = client.post(f"/accounts/oidc/county/login/{process}").url
    query = parse_qs(urlsplit(target).query)
    assert query["scope"] == ["openid"]
    assert query["code_challenge_method"] == ["S256"]
    back = {"code": "c", "state": query["state"][0]}
    return client.get("/accounts/oidc/county/login/callback/", back)


def test_first_and_second_sign_in_are_one_account(client, issuer):
    assert "测试身份服务" in client.get("/accounts/login/").content.decode()
    for _ in range(2):
        assert go_there_and_back(client).url == "/me/"
        client.logout()
    user = User.objects.get()
    assert user.username.startswith("id-")
    assert not user.has_usable_password()


def test_only_the_number_is_kept(client, issuer):
    go_there_and_back(client)
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == (NUMBER, {})
    assert not SocialToken.objects.exists()
    go_there_and_back(client)
    assert SocialAccount.objects.get().extra_data == {}


def test_a_foreign_answer_signs_nobody_in(client, issuer):
    answer = client.get("/accounts/oidc/county/login/callback/", {"code": "c", "state": "made-up"})
    assert "没有登录成功" in answer.content.decode()
    assert not User.objects.exists()


def test_connect_and_disconnect(client, issuer):
    user = User.objects.create_user("someone", "a long enough sentence")
    client.post("/accounts/login/", {"login": "someone", "password": "a long enough sentence"})
    go_there_and_back(client, "?process=connect")
    account = SocialAccount.objects.get()
    assert account.user == user
    assert "解除关联" in client.get("/accounts/3rdparty/").content.decode()
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_without_a_setting_there_is_no_such_page(client, db):
    for path in ("oidc/county/login/", "oidc/county/login/callback/", "3rdparty/"):
        assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    ("issuer_address", "client_id"),
    [("http://sso.example.gov.cn", "c"), ("sso", "c"), ("https://sso.example.gov.cn", "")],
)
def test_a_wrong_setting_stops_the_start(issuer_address, client_id):
    with pytest.raises(SettingError, match="ZHAOHUI_OIDC"):
        oidc_provider(issuer_address, name="x", client_id=client_id, secret="s")
