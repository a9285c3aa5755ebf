"""Accounts in Chromium: a resident from registering to a revoked helper, second factors, lock-out."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import hotp_value

from tests.browser.test_access import scrolls_sideways, violations
from zhaohui.clock import county_today
from zhaohui.county.settings.sign_in import AXES_FAILURE_LIMIT
from zhaohui.engines.seals import KeyRing, Sealer

pytestmark = pytest.mark.browser

PASSWORD = "a long enough sentence"
NAMES = (f"resident{number}" for number in itertools.count(1))
STEP_S = 30


def register(page, name=""):
    name = name or next(NAMES)
    page.goto("/accounts/signup/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍密码").fill(PASSWORD)
    page.get_by_role("button", name="注册").click()
    return name


def sign_in(page, name, password=PASSWORD):
    page.goto("/accounts/login/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def confirm(page):
    """Type the password once more where the page asks for it."""
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="确认").click()


@pytest.fixture
def someone(site, site_env):
    """A person of the demonstration clerk's town without an account: (name, identity number)."""
    data = Path(site_env["ZHAOHUI_DATA"])
    ring = KeyRing.from_text((data / "keys.json").read_text("utf-8"))
    with closing(sqlite3.connect(data / "zhaohui.sqlite3")) as base:
        area = base.execute(
            "select a.area from accounts_appointment a where a.post = 'window-clerk'"
        ).fetchone()[0]
        row = base.execute(
            "select name, identity_sealed from registry_person where village like ? and"
            " identity_sealed is not null and id not in"
            " (select person_id from accounts_user where person_id is not null) limit 1",
            (f"{area}%",),
        ).fetchone()
    return row[0], Sealer(ring, field="identity_number").open(row[1])


def code_from_the_window(page, password, number):
    """The clerk finds the person by her card and gives a code."""
    sign_in(page, "demo-window-clerk", password)
    page.goto("/office/binding/")
    page.get_by_label("身份证号").fill(number)
    page.get_by_role("button", name="查找").click()
    page.get_by_label("已当面核对本人和身份证").check()
    page.get_by_role("button", name="给绑定代码").click()
    return page.locator(".one-time-code").inner_text()


def test_from_registering_to_a_revoked_helper(open_page, demonstration_password, someone):
    person, number = someone
    clerk, resident, kin = open_page(), open_page(width=320), open_page()
    register(resident)
    code = code_from_the_window(clerk, demonstration_password, number)

    resident.get_by_role("link", name=re.compile("绑定本人")).click()
    resident.get_by_label("窗口给的代码").fill(code)
    resident.get_by_role("button", name="绑定").click()
    assert person in resident.get_by_role("main").inner_text()

    resident.goto("/me/mandates/")
    until = county_today() + dt.timedelta(days=30)
    resident.get_by_label("委托到哪一天").fill(until.isoformat())
    resident.get_by_role("button", name="生成委托代码").click()
    confirm(resident)
    mandate = resident.locator(".one-time-code").inner_text()

    register(kin)
    kin.goto("/me/mandates/")
    kin.get_by_label("委托人告诉您的代码").fill(mandate)
    kin.get_by_role("button", name="接受委托").click()
    kin.get_by_role("link", name=person).click()
    theirs = kin.url
    assert person in kin.get_by_role("heading", level=1).inner_text()
    assert kin.get_by_role("term").filter(has_text="出生日期").is_visible()

    resident.goto("/me/mandates/")
    resident.get_by_role("button", name="收回").click()
    assert "已经结束" in resident.get_by_role("status").inner_text()
    assert kin.goto(theirs).status == 404
    for page in (clerk, resident, kin):
        assert [each for each in page.complaints if "404" not in each] == []


def totp(secret, ahead=0):
    return f"{hotp_value(secret, int(time.time()) // STEP_S + ahead):06d}"


def test_a_time_based_code_is_set_up_and_asked_for(open_page, axe):
    page = open_page()
    name = register(page)
    page.goto("/accounts/2fa/totp/activate/")
    confirm(page)
    assert violations(page, axe) == []
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("验证器上的 6 位数字").fill(totp(secret))
    page.get_by_role("button", name="启用").click()
    assert page.locator("ul.codes li").count() == 10
    assert violations(page, axe) == []
    page.get_by_role("button", name="退出").click()
    sign_in(page, name)
    assert violations(page, axe) == []
    page.get_by_label("验证器上的 6 位数字").fill(totp(secret, 1))
    page.get_by_role("button", name="继续").click()
    page.wait_for_url("**/me/")
    assert page.complaints == []


@pytest.fixture
def authenticator():
    """Give a page a virtual authenticator that always agrees."""

    def added(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session

    return added


def test_a_passkey_signs_in_without_a_password(open_page, authenticator, site, axe):
    named = site.replace("127.0.0.1", "localhost")  # a browser keeps no passkey for a bare address
    page = open_page(named + "/")
    session = authenticator(page)
    page.goto(f"{named}/accounts/signup/")
    name = next(NAMES)
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍密码").fill(PASSWORD)
    page.get_by_role("button", name="注册").click()
    page.goto(f"{named}/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("以后登录只用它").check()
    assert violations(page, axe) == []
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/recovery-codes/")
    page.get_by_role("button", name="退出").click()
    page.goto(f"{named}/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/me/")
    page.goto(f"{named}/accounts/2fa/webauthn/")
    assert page.get_by_role("row").count() == 2
    assert violations(page, axe) == []
    session.send("WebAuthn.disable")
    assert page.complaints == []


def test_a_second_key_beside_the_password(open_page, authenticator, site):
    named = site.replace("127.0.0.1", "localhost")
    page = open_page(named + "/")
    authenticator(page)
    page.goto(f"{named}/accounts/signup/")
    name = next(NAMES)
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍密码").fill(PASSWORD)
    page.get_by_role("button", name="注册").click()
    page.goto(f"{named}/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/recovery-codes/")
    page.get_by_role("button", name="退出").click()
    page.goto(f"{named}/accounts/login/")
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name="用通行密钥或安全钥匙").click()
    page.wait_for_url("**/me/")


def test_a_bare_address_says_why_there_is_no_passkey(open_page):
    page = open_page("/accounts/login/")
    assert page.get_by_role("button", name="用通行密钥登录").count() == 0
    assert "localhost" in page.locator("[data-passkey-absent]").inner_text()


def test_lock_out_says_how_long_and_whom_to_ask(open_page, axe):
    page = open_page(width=320)
    name = register(page)
    page.get_by_role("button", name="退出").click()
    for _ in range(AXES_FAILURE_LIMIT):
        sign_in(page, name, "wrong password here")
    assert "分钟再试" in page.get_by_role("main").inner_text()
    assert "服务窗口" in page.get_by_role("main").inner_text()
    assert violations(page, axe) == []
    sign_in(page, name)
    assert "先停一停" in page.get_by_role("heading", level=1).inner_text()


LOOKS = {
    "desk": {"width": 1280},
    "phone": {"width": 320},
    "large type on a phone": {"width": 320, "elder": True},
    "English": {"width": 1280, "language": "en"},
}
ENTRANCE = ["/accounts/login/", "/accounts/signup/"]
OF_RESIDENTS = [
    "/me/",
    "/me/facts/",
    "/me/bind/",
    "/me/mandates/",
    "/me/delete/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
]
OF_OFFICERS = {
    "demo-window-clerk": ["/office/binding/", "/office/second-factor/", "/accounts/2fa/"],
    "demo-account-admin": ["/office/invitations/"],
}


@pytest.mark.parametrize("look", LOOKS)
def test_pages(open_page, axe, demonstration_password, look):
    page = open_page(**LOOKS[look])
    check(page, axe, ENTRANCE)
    enter = {"demo-resident": OF_RESIDENTS, **OF_OFFICERS}
    for name, addresses in enter.items():
        page.context.clear_cookies(name="sessionid")
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(name)
        page.locator("#id_password").fill(demonstration_password)
        page.locator("form.question button").click()
        check(page, axe, addresses)


def check(page, axe, addresses):
    for address in addresses:
        assert page.goto(address).status == 200, address
        assert violations(page, axe) == [], address
        assert not scrolls_sideways(page), address
