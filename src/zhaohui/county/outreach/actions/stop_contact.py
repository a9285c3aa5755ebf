"""Nobody is to contact this person any more, or may again 停止联系、恢复联系."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.take_step import Said, take_step
from zhaohui.county.outreach.models import (
    Channel,
    ContactLine,
    ContactStop,
    LineState,
    Outbox,
    OutboxState,
    StopWhy,
)
from zhaohui.county.outreach.states import STEPS
from zhaohui.county.registry.queries import person_visible_to


def stop_contact(actor: Actor, person: int, *, why: str, action: str) -> ContactStop:
    """Put the person on no list any more and cancel what waits for her; NotVisible out of reach.

    What she has confirmed is still done for her.
    """
    with transaction.atomic():
        person_visible_to(actor, action, person)
        if why not in StopWhy.values:
            raise NotVisible
        found, _is_new = ContactStop.objects.update_or_create(
            person_id=person, defaults={"why": why, "set_by_id": actor.user_id}
        )
        waiting = Outbox.objects.filter(person_id=person, state=OutboxState.QUEUED, batch="")
        offers = waiting.filter(Q(line__isnull=False) | Q(channel=Channel.SMS))
        offers.update(state=OutboxState.CANCELLED)
        lines = _open_lines(person, "opt_out")
        for line in lines:
            take_step(line, "opt_out", Said())
        _note(actor, action, person, {"stopped": why, "lines": len(lines)})
    return found


def allow_contact(actor: Actor, person: int, *, action: str) -> int:
    """Let the person be contacted again; return how many lines are open again."""
    with transaction.atomic():
        person_visible_to(actor, action, person)
        ContactStop.objects.filter(person_id=person).delete()
        lines = _open_lines(person, "allow")
        for line in lines:
            take_step(line, "allow", Said())
        _note(actor, action, person, {"stopped": "", "lines": len(lines)})
    return len(lines)


def _open_lines(person: int, step: str) -> list[ContactLine]:
    states: list[str | LineState] = sorted(STEPS[step][0])
    rows = ContactLine.objects.select_for_update(of=("self",))
    return list(rows.filter(person_id=person, ended_on=None, state__in=states))


def _note(actor: Actor, action: str, person: int, change: dict[str, object]) -> None:
    record(actor, action, subject=("person", person), purpose="联系意愿", change=change)
