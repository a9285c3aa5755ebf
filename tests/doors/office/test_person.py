"""A person's page: asked why first, 404 outside the area, facts with source and age, numbers masked."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import Person, SourceBatch
from zhaohui.county.registry.seals import registry_seals

pytestmark = pytest.mark.django_db
TABS = ["", "household/", "findings/", "ledger/", "cases/", "letters/", "visits/"]


@pytest.fixture
def towns(county):
    return list(Person.objects.order_by("town").values_list("town", flat=True).distinct())


@pytest.fixture
def person(towns):
    """Somebody of the first town who has every number."""
    return Person.objects.filter(town=towns[0], identity_sealed__isnull=False).first()


@pytest.fixture
def asked(client, towns):
    """A village worker's colleague in the town who has not said why."""
    client.force_login(officer("town-officer", towns[0]))
    return client


@pytest.fixture
def clerk(asked):
    asked.post("/office/purpose/", {"purpose": "window", "next": "/office/people/"})
    return asked


def address(person, tab=""):
    return f"/office/people/{person.pk}/{tab}"


def number_of(person):
    return registry_seals().identity.open(person.identity_sealed)


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_opens(clerk, person, tab):
    page = clerk.get(address(person, tab))
    assert page.status_code == 200
    assert person.name in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("tab", TABS)
def test_the_neighbour_gets_404_before_any_question(client, towns, person, tab):
    client.force_login(officer("town-officer", towns[1]))
    assert client.get(address(person, tab)).status_code == 404


def test_nobody_has_that_number(clerk):
    for number in ("999999", "9" * 30):
        assert clerk.get(f"/office/people/{number}/").status_code == 404


def test_why_is_asked_once_and_recorded(asked, person):
    page = asked.get(address(person))
    assert "您为什么要看" in page.content.decode()
    assert person.name not in page.content.decode()
    assert not Entry.objects.filter(action="person.read").exists()
    answer = asked.post(
        "/office/purpose/", {"purpose": "other", "other": "核对去世登记", "next": address(person)}
    )
    assert answer.headers["Location"] == address(person)
    asked.get(address(person))
    entry = Entry.objects.get(action="person.read")
    assert (entry.subject_id, entry.purpose) == (str(person.pk), "核对去世登记")
    assert "身份证号（遮盖）" in entry.fields


@pytest.mark.parametrize("words", ["", "看", "   ", "长" * 101])
def test_other_needs_words(asked, words):
    page = asked.post("/office/purpose/", {"purpose": "other", "other": words, "next": "/office/"})
    assert page.status_code == 400
    assert "请说明为什么要看" in page.content.decode()


def test_a_number_in_the_purpose_is_refused(asked, person):
    words = f"核对 {number_of(person)[:6]}19800101{number_of(person)[14:]}"
    page = asked.post("/office/purpose/", {"purpose": "other", "other": words, "next": "/office/"})
    assert page.status_code == 400


def test_the_purpose_does_not_lead_elsewhere(asked):
    for where in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = asked.post("/office/purpose/", {"purpose": "visit", "next": where})
        assert answer.headers["Location"] == "/office/people/"


def test_the_purpose_can_be_changed(clerk, person):
    clerk.post("/office/purpose/drop/", {"next": address(person)})
    assert "您为什么要看" in clerk.get(address(person)).content.decode()


def test_facts_have_source_day_and_age(clerk, person):
    today = dt.date(2026, 1, 1)
    page = clerk.get(address(person)).content.decode()
    assert "2026年1月1日" in page
    SourceBatch.objects.update(as_of=today - dt.timedelta(days=4000))
    page = clerk.get(address(person)).content.decode()
    assert "过期" in page
    assert "项事实已经过期" in page


def test_numbers_are_masked_and_shown_once_for_a_reason(clerk, person):
    number = number_of(person)
    page = clerk.get(address(person)).content.decode()
    assert number not in page
    assert number[-4:] in page
    shown = clerk.post(
        address(person, "reveal/"), {"field": "identity", "reason": "当面核对身份证"}
    )
    assert number in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private, no-store"
    entry = Entry.objects.get(action="person.reveal")
    assert (entry.subject_id, entry.purpose) == (str(person.pk), "当面核对身份证")
    assert entry.fields == '["身份证号"]'
    assert number not in clerk.get(address(person)).content.decode()


@pytest.mark.parametrize(
    ("field", "reason", "sentence"),
    [
        ("identity", "", "写明为什么要看"),
        ("identity", "看", "写明为什么要看"),
        ("name", "当面核对身份", "没有这一项"),
    ],
)
def test_a_faulty_reveal_is_a_sentence(clerk, person, field, reason, sentence):
    page = clerk.post(address(person, "reveal/"), {"field": field, "reason": reason})
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert not Entry.objects.filter(action="person.reveal").exists()


def test_the_neighbour_reveals_nothing(client, towns, person):
    client.force_login(officer("town-officer", towns[1]))
    page = client.post(
        address(person, "reveal/"), {"field": "identity", "reason": "当面核对身份证"}
    )
    assert page.status_code == 404


def test_members_out_of_reach_have_no_name(clerk, person, towns):
    mate = Person.objects.exclude(pk=person.pk).filter(town=towns[1]).first()
    Person.objects.filter(pk=mate.pk).update(living=person.living, name="远方的人")
    page = clerk.get(address(person, "household/")).content.decode()
    assert "远方的人" not in page
    assert "住在您辖区以外" in page
    entry = Entry.objects.filter(action="person.read").order_by("-seq").first()
    assert mate.pk not in json.loads(entry.people or "[]")


def test_findings_name_their_reasons(clerk, person):
    found = clerk.get(address(person, "findings/")).context["found"]
    assert sum(map(len, found.values())) > 10
    assert all(row.sentences for row in found["yes"])


def test_a_page_asks_few_questions_of_the_database(clerk, person):
    clerk.get(address(person))
    with CaptureQueriesContext(connection) as queries:
        clerk.get(address(person))
    assert len(queries) <= 20


def test_english(clerk, person):
    clerk.cookies["django_language"] = "en"
    page = clerk.get(address(person)).content.decode()
    assert 'lang="en"' in page
