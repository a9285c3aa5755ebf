"""The list of people and the search: who is in it, what stands in addresses, what is recorded."""

import pytest
from django.db.models import Count

from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

pytestmark = pytest.mark.django_db
PAGE = "/office/people/"
FIND = "/office/people/find/"


@pytest.fixture
def towns(county):
    """Two towns with people: one's own and the neighbour's."""
    women = Person.objects.exclude(town=None).filter(sex="女").order_by()
    found = women.values("town").annotate(n=Count("pk")).order_by("-n", "town")
    return [each["town"] for each in found[:2]]


@pytest.fixture
def clerk(client, towns):
    client.force_login(officer("town-officer", towns[0]))
    return client


def shown(page):
    return {pk for pk, _cells in page.context["list"].rows}


def last_entry():
    return Entry.objects.order_by("-seq").first()


def test_it_works(clerk, towns):
    page = clerk.get(PAGE)
    assert page.status_code == 200
    own = set(Person.objects.filter(town=towns[0]).values_list("pk", flat=True))
    assert shown(page)
    assert shown(page) <= own


def test_a_page_leaves_one_entry_with_the_people_shown(clerk):
    before = Entry.objects.count()
    page = clerk.get(PAGE, {"sex": "女"})
    assert Entry.objects.count() == before + 1
    entry = last_entry()
    assert entry.action == "person.list"
    assert str(sorted(shown(page))) == entry.people.replace(",", ", ")
    assert '"sex":"女"' in entry.change


def test_a_number_finds_one_person_and_stands_in_no_address(clerk, towns, county):
    person = Person.objects.filter(town=towns[0]).exclude(identity_sealed=None).first()
    number = registry_seals().identity.open(person.identity_sealed)
    answer = clerk.post(FIND, {"words": number, "purpose": "window"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/office/people/{person.pk}/"
    entry = last_entry()
    assert (entry.subject_id, entry.purpose) == (str(person.pk), "窗口受理业务")
    assert number not in f"{entry.change}{entry.purpose}{entry.fields}"


def test_a_phone_finds_one_person(clerk, towns):
    person = Person.objects.filter(town=towns[0]).exclude(phone_sealed=None).first()
    phone = registry_seals().phone.open(person.phone_sealed)
    answer = clerk.post(FIND, {"words": phone, "purpose": "window"})
    assert answer.headers["Location"] == f"/office/people/{person.pk}/"


def test_the_beginning_of_a_name_lists_those_in_reach(clerk, towns):
    page = clerk.post(FIND, {"words": "模拟", "purpose": "visit"})
    own = set(Person.objects.filter(town=towns[0]).values_list("pk", flat=True))
    assert shown(page)
    assert shown(page) <= own
    assert "模拟" not in (last_entry().change or "")


def test_the_neighbour_is_not_found_and_the_search_is_recorded(clerk, towns):
    person = Person.objects.filter(town=towns[1]).exclude(identity_sealed=None).first()
    number = registry_seals().identity.open(person.identity_sealed)
    page = clerk.post(FIND, {"words": number, "purpose": "window"})
    assert page.status_code == 200
    assert "没有找到" in page.content.decode()
    entry = last_entry()
    assert (entry.subject_kind, entry.subject_id) == ("search", "people")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("王", "前两个字"), ("990000198001010013", "校验位"), ("12345", "应为 18 位")],
)
def test_a_wrong_word_is_answered_with_a_sentence(clerk, words, sentence):
    page = clerk.post(FIND, {"words": words, "purpose": "window"})
    assert page.status_code == 400
    text = page.content.decode()
    assert sentence in text
    assert words not in text


def test_a_search_without_a_purpose_is_refused(clerk):
    page = clerk.post(FIND, {"words": "模拟", "purpose": ""})
    assert page.status_code == 400
    assert "请说明为什么要看" in page.content.decode()
    page = clerk.post(FIND, {"words": "模拟"})
    assert page.status_code == 400


def test_a_wrong_filter_shows_a_sentence_and_nobody(clerk):
    page = clerk.get(PAGE, {"age_from": "9999"})
    assert page.status_code == 400
    assert shown(page) == set()
    assert "请写 0 到 130 的整数" in page.content.decode()


def test_the_leader_who_sees_sums_only_gets_404(client, county):
    client.force_login(officer("leader", "990000"))
    assert client.get(PAGE).status_code == 404
    assert client.post(FIND, {"words": "模拟"}).status_code == 404
