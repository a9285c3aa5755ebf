"""What holds on every page: policy, structure, frame, words."""

from __future__ import annotations

import pytest

from tests.doors.portal.pages import read

pytestmark = pytest.mark.django_db  # the plan's decisions

PLAIN = [
    "/",
    "/services/",
    "/services/?q=高龄",
    "/check/",
    "/plan/",
    "/plan/?part=promises",
    "/plan/?part=projects",
    "/plan/?part=conflicts",
    "/about/",
    "/nothing-here/",
]


@pytest.fixture(params=["zh-hans", "en"])
def language(request, client):
    client.cookies["django_language"] = request.param
    return request.param


def every_address(pack):
    services = [f"/services/{service.id}/" for service in pack.services]
    rules = [f"/rules/{rule.id}/" for rule in pack.rules if not rule.service]
    return [*PLAIN, *services, *rules, *(f"/plan/{plan.id}/" for plan in pack.all_plans)]


def test_no_inline_script_or_style_anywhere(client, pack):
    for address in every_address(pack):
        page = read(client.get(address))
        assert page.inline == [], address


@pytest.mark.parametrize("address", PLAIN)
def test_policy_header_is_strict(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", PLAIN)
def test_pages_are_well_formed(client, language, address):
    page = read(client.get(address))
    assert page.unclosed == []
    assert len(page.ids) == len(set(page.ids))
    assert page.html.count("<h1") == 1
    assert "main" in page.ids
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page.html


def test_own_links_lead_somewhere(client, pack):
    seen = set()
    for address in PLAIN[:-1]:
        seen |= {link for link in read(client.get(address)).links if link.startswith("/")}
    seen.discard("/county/")
    for link in sorted(seen):
        answer = client.get(link)
        asks_who = answer.status_code == 302 and link in answer.url  # signs in first, then goes on
        assert answer.status_code == 200 or asks_who, link


def test_the_browser_s_language_does_not_decide(client):
    page = read(client.get("/", headers={"accept-language": "en"}))
    assert "想办什么" in page.text


def test_language_and_elder_mode_are_kept_in_cookies(client):
    response = client.post("/preferences/", {"language": "en", "next": "/about/"})
    assert response.url == "/about/"
    assert "Four levels" in read(client.get("/about/")).text
    client.post("/preferences/", {"elder": "on", "next": "/"})
    html = client.get("/").content.decode()
    assert 'class="govuk-template elder"' in html
    assert "What do you need?" in html
    client.post("/preferences/", {"elder": "off", "next": "/"})
    assert 'class="govuk-template"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_preferences_lead_to_no_other_site(client, target):
    assert client.post("/preferences/", {"elder": "on", "next": target}).url == "/"


def test_preferences_refuse_get(client):
    assert client.get("/preferences/").status_code == 405


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_say_what_to_do(status):
    """400 and 500 are rendered without a request: the page must stand on its own."""
    from django.template.loader import render_to_string

    html = render_to_string(f"{status}.html")
    assert "请" in html
    assert "{%" not in html


def test_without_third_party_files_the_page_keeps_its_own_stylesheet(client, monkeypatch):
    from zhaohui.doors.portal import context

    monkeypatch.setattr(context, "has_static", lambda name: False)
    html = client.get("/").content.decode()
    assert "vendor/" not in html
    assert "css/base.css" in html
