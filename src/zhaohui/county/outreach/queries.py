"""Read contact lines and messages, scoped in SQL by where each person lives today."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.outreach.models import (
    ContactLine,
    ContactStop,
    ContactWish,
    LineState,
    Outbox,
    OutboxState,
    Sending,
)
from zhaohui.county.registry.queries import people_visible_to

# A letter may be read by whoever opens it; an inbox message is there as soon as it is sent.
IN_INBOX = (OutboxState.SENT, OutboxState.DELIVERED)
ON_THE_WAY = (OutboxState.QUEUED, OutboxState.SENT)


def visible_to(actor: Actor, action: str = "outreach.read") -> QuerySet[ContactLine]:
    """Return the lines of the people whom `action` reaches, by where they live today."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return ContactLine.objects.filter(Exists(reached))


def line_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> ContactLine:
    """Return one line; NotVisible where there is none or it is out of reach, which look the same."""
    rows = visible_to(actor, action).filter(pk=pk)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def messages_visible_to(actor: Actor, action: str = "outreach.read") -> QuerySet[Outbox]:
    """Return the messages to the people whom `action` reaches."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return Outbox.objects.filter(Exists(reached))


def messages_to(actor: Actor, person: int, *, action: str) -> list[Outbox]:
    """Return the messages to one person whom `action` reaches, newest first."""
    rows = messages_visible_to(actor, action).filter(person_id=person)
    return list(rows.select_related("line").order_by("-pk")[:100])


def sendings_visible_to(actor: Actor) -> QuerySet[Sending]:
    """Return the sendings: everybody's for who may send in the whole county, else one's own."""
    rows = Sending.objects.order_by("-pk")
    if actor.everywhere("outreach.send"):
        return rows
    return rows.filter(made_by=actor.user_id) if actor.user_id else rows.none()


def inbox_of(person_id: int) -> list[Outbox]:
    """Return a person's inbox, newest first, with the line of each message."""
    rows = Outbox.objects.filter(
        person_id=person_id, channel="inbox", state__in=IN_INBOX
    ).select_related("line")
    return list(rows.order_by("-pk")[:100])


def unread(person_id: int) -> int:
    """Return how many messages of the inbox have not been opened."""
    return Outbox.objects.filter(
        person_id=person_id, channel="inbox", state=OutboxState.SENT
    ).count()


def wishes_of(person_id: int) -> dict[str, bool]:
    """Return a person's yes or no by channel; a channel that she was not asked about is absent."""
    rows = ContactWish.objects.filter(person_id=person_id)
    return dict(rows.values_list("channel", "is_wanted"))


def stop_of(person_id: int) -> ContactStop | None:
    """Return why nobody is to contact this person, None where she may be contacted."""
    return ContactStop.objects.filter(person_id=person_id).first()


def waiting_in_reach(actor: Actor) -> int:
    """Return how many lines in reach wait for somebody to go there or to finish them."""
    states = (LineState.FOUND, LineState.UNREACHABLE, LineState.CONFIRMED)
    return visible_to(actor).filter(state__in=states, ended_on=None).count()
