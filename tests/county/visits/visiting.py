"""Visits for tests: a worker with a contact line in her village, and what her phone would send."""

from __future__ import annotations

import uuid

from tests.county.outreach.standing import adults, line_of
from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.catalog.queries import current_rulebook
from zhaohui.county.registry.models import Person
from zhaohui.county.visits.actions.list_stops import list_stops
from zhaohui.county.visits.actions.receive_entry import Sent, receive_entry
from zhaohui.county.visits.models import VisitEntry
from zhaohui.county.visits.stops import Stop

JPEG = b"\xff\xd8\xff" + b"photo" * 9


def somebody() -> Person:
    """Return somebody of a village who misses a benefit."""
    person = adults()[0]
    line_of(person)
    return person


def worker_of(person: Person, name: str = "worker") -> User:
    return officer("village-worker", person.village, name=name)


def elsewhere(person: Person) -> str:
    """Return a village of another town in which somebody lives."""
    return next(p.village for p in adults() if p.village[:9] != person.village[:9])


def stops(who: Actor) -> list[Stop]:
    return list_stops(who, the_pack(), current_rulebook())


def stop(who: Actor) -> Stop:
    """Return the actor's only stop."""
    (found,) = stops(who)
    return found


def report(where: Stop, button: str = "away", **words) -> Sent:
    values = {"key": uuid.uuid4(), "ticket": where.ticket, "button": button}
    return Sent(**values | words)


def receive(who: Actor, sent: Sent) -> VisitEntry:
    return receive_entry(who, the_pack(), sent)


def cast() -> tuple[Person, User, Actor]:
    """Return somebody to be visited, the worker's account and her actor."""
    person = somebody()
    account = worker_of(person)
    return person, account, actor(account)
