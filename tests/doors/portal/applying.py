"""An item whose rule asks one thing that the registry does not know, for tests of applying."""

from __future__ import annotations

from django.test import Client

from tests.doors.portal.pages import Page, read
from zhaohui.county.registry.models import Household, Person

ITEM = "temporary-assistance"
QUESTION = "home-sudden_hardship"
PHONE = "home-own1"


def unknown_hardship(person: Person) -> Person:
    """Let the registry not know whether the person's home met with hardship."""
    Household.objects.filter(pk=person.living_id).update(sudden_hardship=None)
    return person


def send(client: Client, address: str, page: Page, **fields):
    return client.post(address, {"state": page.inputs["state"], **fields})


def to_the_end(client: Client, address: str) -> Page:
    """Answer the question, give a phone number; return the last page."""
    page = read(send(client, address, read(client.get(address)), **{QUESTION: "是"}))
    return read(send(client, address, page, **{PHONE: "0839-1234567"}))
