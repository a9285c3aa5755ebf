"""Tell whoever is concerned of the steps that were taken 告知: after the step, in sets, each once.

A step is stored with a mark that nobody was told of it yet. Here the notices of many steps and the
end of their marks are one transaction: a process that dies before, between or after loses nothing and
tells nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import CaseStep, Party, Role
from zhaohui.county.cases.notices import helpers_in, notices_of
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.actions.send_notices import send_notices
from zhaohui.county.registry.queries import people_visible_to

AT_ONCE = 200
logger = logging.getLogger(__name__)


@dataclass
class Told:
    """Of how many steps was told, and of how many it could not be: those are tried again the next time."""

    told: int = 0
    untold: int = 0


def tell_steps(*, person: int | None = None) -> Told:
    """Put the notices of all steps that nobody was told of into the outbox; of this `person`'s only where named.

    Called by the worker every few seconds, by the night, before messages are sent, and before a person's
    messages are read, so that nobody looks at an inbox in which something is still missing. One that can't be
    told stops no other: it is logged by number and stays marked.
    """
    done, last = Told(), 0
    waiting = untold_steps(person)
    while steps := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        last = steps[-1]
        if _tried(steps, done):
            continue
        for step in steps:  # which of them it was
            if not _tried([step], done):
                done.untold += 1
                logger.warning("step %s could not be told", step)
    return done


def tell_person(actor: Actor, person: int) -> None:
    """Tell a person of the steps that concern her, before the actor is shown her messages; nothing out of reach."""
    if person == actor.person_id or people_visible_to(actor, "person.read").filter(pk=person):
        tell_steps(person=person)


def untold_steps(person: int | None = None) -> QuerySet[CaseStep]:
    """Return the steps that somebody is still to be told of, oldest first: all, or those that concern a person."""
    found = CaseStep.objects.filter(untold=True).order_by("pk")
    if person is None:
        return found
    helps = Party.objects.filter(case=OuterRef("case"), role=Role.HELPER, account__person=person)
    return found.filter(Q(case__subject=person) | Q(Exists(helps)))


def _tried(steps: Sequence[int], done: Told) -> bool:
    try:
        done.told += _told(steps)
    except OperationalError:
        raise  # the database, not the notice
    except Exception as error:  # noqa: BLE001 - a notice's boundary: the others must have their turn
        logger.warning("notices: %s", type(error).__name__)
        return False
    return True


def _told(pks: Sequence[int]) -> int:
    """Tell of these steps and take their marks off; return of how many nobody else told meanwhile."""
    with transaction.atomic():
        mine = CaseStep.objects.select_for_update(of=("self",), skip_locked=True)
        steps = list(mine.filter(pk__in=pks, untold=True).select_related("case").order_by("pk"))
        helpers, pack = helpers_in([step.case for step in steps]), current_pack()
        found = (notices_of(pack, step, helpers[step.case_id]) for step in steps)
        send_notices(pack, list(chain.from_iterable(found)))
        CaseStep.objects.filter(pk__in=[step.pk for step in steps]).update(untold=False)
    return len(steps)
