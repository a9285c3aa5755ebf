"""What the attacks share: signing in, counting entries, a record made without its form."""

from __future__ import annotations

from django.test import Client

from tests.county.small_county import the_pack
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.queries import about_person
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person


def signed_in(account: User, **options: object) -> Client:
    """Return a client that is signed in."""
    client = Client(**options)
    client.force_login(account)
    return client


def entries_about(person_id: int) -> int:
    """Return how many audit entries concern a person."""
    return Entry.objects.filter(about_person(person_id)).count()


def entered(person: Person, register_id: str = "left-behind-elders") -> Record:
    """Store a record about a person, where she lives now."""
    return Record.objects.create(
        register=register_id,
        person=person,
        area=person.village,
        state=the_pack().register(register_id).states[0].id,
        values={"members": [], "living": {}, "registered": {}, "own": {}},
        sealed=b"",
        pack_version="0",
    )
