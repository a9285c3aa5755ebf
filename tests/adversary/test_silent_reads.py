"""Nobody's data are shown without an entry: the pages that showed a name and told nobody."""

import pytest

from tests.adversary.attacks import entered, entries_about, signed_in
from tests.people import officer
from zhaohui.county.audit.models import Entry

REGISTER = "left-behind-elders"


@pytest.fixture
def clerk(person):
    return signed_in(officer("window-clerk", person.village[:9]))


@pytest.mark.parametrize("tab", ["", "household/", "findings/", "cases/", "letters/", "visits/"])
def test_every_tab_of_a_person(clerk, person, tab):
    address = f"/office/people/{person.pk}/{tab}"
    clerk.post("/office/purpose/", {"purpose": "window", "next": address})
    before = entries_about(person.pk)
    assert person.name in clerk.get(address).content.decode()
    assert entries_about(person.pk) == before + 1


@pytest.mark.parametrize("deed", ["code", "password-link"])
def test_the_window_s_page_that_comes_back(clerk, person, deed):
    said = clerk.post(f"/office/binding/{person.pk}/{deed}/").content.decode()
    assert person.name in said
    assert entries_about(person.pk) == 1


def test_numbers_tried_at_the_window_leave_a_trace(clerk):
    clerk.post("/office/binding/person/", {"number": "990000198001010013"})
    entry = Entry.objects.get(action="account.bind")
    assert entry.subject_kind == "search"
    assert "9900" not in f"{entry.purpose}{entry.change}{entry.fields}"


def test_the_list_of_a_register(person):
    worker = officer("village-worker", person.village)
    entered(person, REGISTER)
    before = entries_about(person.pk)
    assert person.name in signed_in(worker).get(f"/office/registers/{REGISTER}/").content.decode()
    assert entries_about(person.pk) == before + 1
