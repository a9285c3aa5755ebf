"""Give a worker today's list; whom and what she reads with it is recorded 看走访名单."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.oversight.actions.read_task import FIELDS as TASK_FIELDS
from zhaohui.county.oversight.states import READ
from zhaohui.county.visits.models import About
from zhaohui.county.visits.queries import NOTE
from zhaohui.county.visits.stops import Stop, stops_for
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

FIELDS = ("姓名", "村（社区）", "户号", "走访事由")
PURPOSE = "看走访名单"


def list_stops(actor: Actor, pack: Pack, book: Rulebook) -> list[Stop]:
    """Return where the actor is to go today; one entry for the people, one for each task's words."""
    actor.require(NOTE)
    with transaction.atomic():
        stops = stops_for(actor, pack, book)
        events = [_read(stop) for stop in stops if stop.about == About.TASK]
        people = sorted({stop.person for stop in stops if stop.person})
        if people:
            events.append(
                Event(
                    NOTE,
                    subject=("people", len(people)),
                    purpose=PURPOSE,
                    fields=FIELDS,
                    change={"list": "visits"},
                    people=people,
                )
            )
        if events:
            record_many(actor, events)
    return stops


def _read(stop: Stop) -> Event:
    return Event(
        READ,
        subject=("person", stop.person) if stop.person else ("task", stop.pk),
        purpose=PURPOSE,
        fields=TASK_FIELDS,
        change={"task": stop.pk},
    )
