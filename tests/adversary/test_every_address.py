"""Every address with numbers and words that no page writes, by every method: never a crash."""

from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests.county.small_county import the_pack
from tests.people import LONG_AGO, officer, resident
from tests.walk.routes import routes
from zhaohui.county.accounts.models import Appointment

NUMBERS = ("0", str(2**63 - 1), str(2**63), "9" * 40)
WORDS = ("x", "..", quote("../../etc/passwd", safe=""), quote("一\t二"), "a" * 400, "%F0%9F%98%80")
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
ODD = {
    "after": "-²-1",
    "before": "９",
    "page": "1e9",
    "town": "x" * 300,
    "area": "\U0010ffff",
    "status": "[]",
    "which": "1",
    "plan": "..",
    "next": "//elsewhere.example/",
    "version": "９",
    "state": "x:y:z",
    "start": "9999-12-31",
    "end": "0001-01-01",
    "until": "9999-12-31",
    "number": "9" * 4000,
    "words": "１" * 11,
    "officer": "9" * 30,
    "resident": "-1",
    "person": "1e3",
    "action": "person.read",
    "name": "甲" * 3000,
    "username": "\u202e" * 70,
    "purpose": "other",
    "other": "\u2028" * 10,
    "key0": "x",
    "value0": "9" * 30,
    "value": "9" * 30,
    "choice": "first",
    "reading": "字" * 3000,
    "reason": "字" * 3000,
    "code": "１２３４５６７８９",
    "digest": "0",
    "bulk": "export",
    "pk": "9" * 18,
    "decision": "approve",
    "note": "字" * 3000,
    "answer": "字" * 3000,
    "why": "字" * 3000,
    "view_name": "字" * 30,
    "compared": "on",
    "checked": "on",
    "field": "identity_sealed",
}


@pytest.fixture(scope="module")
def everything():
    return [route for route in routes() if "static" not in route.template]


@pytest.fixture
def all_posts(county):
    """One account with every post at once: no view is closed to her."""
    code = the_pack().code
    account = officer("leader", code)
    for row in the_pack().posts:
        held = {"officer": account.officer, "post": row.post, "area": code, "start": LONG_AGO}
        Appointment.objects.get_or_create(**held)
    return account


@pytest.fixture(params=["anonymous", "resident", "officer"])
def client_of(request, county, all_posts, person):
    client = Client(raise_request_exception=False)
    if request.param != "anonymous":
        client.force_login(all_posts if request.param == "officer" else resident(person))
    return client


def addresses(route, person):
    """The route's address with each odd number and word in turn, and once with a person's number."""
    if not route.arguments:
        yield "/" + route.template
        return
    fits = {name: str(person.pk) for name in route.arguments}
    for odd in (None, *NUMBERS, *WORDS):
        filled = fits if odd is None else dict.fromkeys(route.arguments, odd)
        yield "/" + route.template.format(**filled)


def crashed(client, method, address, data=None):
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, data or {})
        transaction.set_rollback(True)
    return answer.status_code >= 500


@pytest.mark.slow
def test_no_address_crashes(client_of, everything, person):
    found = []
    for route in everything:
        for address in addresses(route, person):
            found += [
                (method, address, with_data)
                for method in ("GET", "POST")
                for with_data in (False, True)
                if crashed(client_of, method, address, ODD if with_data else None)
            ]
    assert found == []


@pytest.mark.slow
def test_no_method_crashes(client_of, everything, person):
    found = []
    for route in everything:
        address = next(addresses(route, person))
        for method in METHODS:
            with transaction.atomic():
                answer = client_of.generic(method, address)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                found.append((method, address))
    assert found == []
