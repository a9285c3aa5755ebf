import pytest

from tests.doors.portal.pages import read

pytestmark = pytest.mark.django_db  # marks of cases are counted


@pytest.mark.requirement("R026")
def test_all_slots_have_a_page(client, pack):
    declared = pack.plan().manifest.services_declared
    assert len(pack.services) == declared
    for service in pack.services:
        response = client.get(f"/services/{service.id}/")
        assert response.status_code == 200, service.id
        text = read(response).text
        for words in (service.service_object, service.content, service.standard, service.agency):
            assert words in text, service.id


def test_unnamed_slots_are_shown_as_gaps(client, pack):
    unnamed = [service for service in pack.services if not service.name]
    for service in unnamed:
        text = read(client.get(f"/services/{service.id}/")).text
        assert "原文未列名" in text
        assert service.gap in text


@pytest.mark.requirement("R010")
def test_service_page_shows_each_dated_figure_with_area_source_and_mark(client, pack):
    rule = next(rule for rule in pack.rules if rule.name == "高龄津贴")
    text = read(client.get(f"/services/{rule.service}/")).text
    parameter = pack.parameter("高龄津贴标准")
    assert len({version.area for version in parameter.versions}) > 1
    for version in parameter.versions:
        assert f"{version.start.year}年{version.start.month}月{version.start.day}日" in text
        assert pack.source(version.source).title in text
        for fen in (version.value or {}).values():
            assert f"¥{fen / 100:,.2f}" in text
        assert version.gap in text
    for condition in rule.conditions:
        assert condition.yes in text


def test_stale_figures_carry_the_mark(client, pack, book):
    from django.utils import timezone

    stale = book.day(timezone.localdate()).stale
    assert stale
    for rule in pack.rules:
        used = stale & set((rule.amount or "").replace("(", " ").replace(",", " ").split())
        if used and rule.service:
            assert "可能已更新" in read(client.get(f"/services/{rule.service}/")).text


def test_filter_by_domain(client, pack):
    domain = pack.domains[4]
    page = read(client.get("/services/", {"domain": domain.code}))
    shown = {
        link
        for link in page.links
        if link.startswith("/services/") and link != "/services/" and "?" not in link
    }
    assert shown == {f"/services/{s.id}/" for s in pack.services if s.domain == domain.domain}


def test_pages_reach_every_service(client, pack):
    seen = set()
    for number in range(1, 5):
        seen |= set(read(client.get("/services/", {"page": number})).links)
    assert {f"/services/{s.id}/" for s in pack.services} <= seen


def test_elder_mode_shows_three_at_a_time(client):
    client.cookies["elder"] = "on"
    html = client.get("/services/").content.decode()
    assert html.count('class="service-name"') == 3
    assert "elder" in html.split(">", 2)[1]


def test_rules_outside_the_list_have_a_page_and_others_lead_to_their_service(client, pack):
    for rule in pack.rules:
        response = client.get(f"/rules/{rule.id}/")
        if rule.service:
            assert response.url == f"/services/{rule.service}/"
        else:
            assert rule.name in read(response).text


@pytest.mark.parametrize("address", ["/services/nothing-99/", "/rules/nothing/", "/plan/nothing/"])
def test_unknown_things_get_the_page_that_says_what_to_do(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "用搜索框找" in read(response).text
