import pytest

from tests.doors.portal.pages import read
from zhaohui.doors.portal.search import search


def first(pack, query):
    return search(pack, query).services[0].id


@pytest.fixture(scope="module")
def allowance(pack):
    """The service that the old-age allowance serves, by the pack's own rule."""
    return next(rule.service for rule in pack.rules if rule.name == "高龄津贴")


@pytest.mark.parametrize(
    "query", ["高龄", "gljt", "gaoling", "gaolingjintie", "GLJT", "ｇｌｊｔ", "高龄津贴"]
)
def test_finds_by_two_characters_initials_and_pinyin(client, allowance, query):
    page = read(client.get("/services/", {"q": query}))
    assert f"/services/{allowance}/" in page.links
    assert "高龄津贴" in page.text.split("找到")[1]


def test_a_name_comes_before_a_mention(pack):
    found = search(pack, "最低生活保障").services
    assert "最低生活保障" in found[0].name


def test_every_word_must_fit(pack):
    both = search(pack, "残疾 护理").services
    assert both
    assert {s.id for s in both} <= {s.id for s in search(pack, "残疾").services}


def test_finds_each_named_service_by_its_name(pack):
    for service in pack.services:
        if service.name:
            assert service in search(pack, service.name).services, service.id


def test_a_sentence_gives_what_is_near(pack):
    found = search(pack, "家里有残疾人怎么办")
    assert found.is_guess
    assert any("残疾" in service.name for service in found.services)


def test_says_so_when_nothing_fits(client):
    page = read(client.get("/services/", {"q": "xqzw"}))
    assert "换一个说法试试" in page.text


def test_finds_rules_outside_the_list(client, pack):
    rule = next(rule for rule in pack.rules if not rule.service)
    page = read(client.get("/services/", {"q": rule.name}))
    assert f"/rules/{rule.id}/" in page.links


def test_query_is_shown_escaped(client):
    html = client.get("/services/", {"q": "<script>x</script>"}).content.decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
