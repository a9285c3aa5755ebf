"""In production an officer's second factor stands before every page and deed about others."""

import pytest

from tests.adversary.attacks import signed_in
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.lists.models import ExportRequest

WHERE = "/office/second-factor/"


@pytest.fixture
def clerk(person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    return signed_in(officer("town-officer", person.village[:9]))


def test_an_identity_number_is_not_revealed_without_it(clerk, person):
    asked = {"field": "identity", "reason": "当面核对身份"}
    answer = clerk.post(f"/office/people/{person.pk}/reveal/", asked)
    assert (answer.status_code, answer.headers.get("Location")) == (302, WHERE)
    assert not Entry.objects.filter(action="person.reveal").exists()


@pytest.mark.parametrize("deed", ["preview", "do"])
def test_nor_are_people_counted_or_taken_out(clerk, deed):
    asked = {"bulk": "export", "chosen": "all", "column": "name", "format": "csv"}
    answer = clerk.post(f"/office/lists/people/{deed}/", asked | {"purpose": "走访名单核对"})
    assert answer.headers.get("Location") == WHERE
    assert not ExportRequest.objects.exists()


@pytest.mark.parametrize(
    ("post", "method", "address"),
    [
        ("reviewer", "post", "/office/proposals/1/approve/"),
        ("reviewer", "post", "/office/exports/1/decide/"),
        ("planner", "get", "/office/plan/"),
        ("account-admin", "get", "/office/access/"),
        ("account-admin", "get", "/office/officers/"),
        ("account-admin", "post", "/office/jobs/1/retry/"),
    ],
)
def test_deeds_of_the_county_s_officers(settings, county, post, method, address):
    settings.SECOND_FACTOR_REQUIRED = True
    client = signed_in(officer(post, "510811"))
    assert getattr(client, method)(address).headers.get("Location") == WHERE


def test_the_way_to_set_it_up_stays_open(clerk):
    for address in ("/office/", WHERE, "/accounts/2fa/", "/accounts/logout/", "/plan/"):
        assert clerk.get(address).status_code == 200
