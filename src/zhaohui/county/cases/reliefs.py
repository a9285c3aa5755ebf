"""Help before the decision 先行救助: what was given, how much one officer may give, what is overdue."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import Case, Decision, Relief
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.cases.states import APPROVE, BEFORE_ANSWER, HANDLE
from zhaohui.engines.rules.parameters import resolve
from zhaohui.packs.applying import CaseItem
from zhaohui.packs.book import words
from zhaohui.packs.pack import Pack

RELIEF_FIRST = "relief-first"
ONCE = "次"


def relief_of(case: Case) -> Relief | None:
    """Return what was given, or waits for another officer's word; None where nothing was."""
    return case.reliefs.filter(is_dropped=False).first()


def given_fen(case: Case) -> int:
    """Return what was given before the decision, in fen."""
    found = relief_of(case)
    return found.amount_fen if found and found.is_given else 0


def left_to_pay(case: Case, row: Decision) -> int | None:
    """Return what is still to be paid, in fen: what was given before the decision is off it."""
    if row.amount_fen is None or row.unit != ONCE:
        return row.amount_fen
    return max(0, row.amount_fen - given_fen(case))


def allows_relief(case: Case, item: CaseItem) -> bool:
    """Say whether help may be given now, before the decision: by the item, in the first round, once."""
    return (
        RELIEF_FIRST in item.item.urgent
        and any(rule.unit == ONCE for rule in item.rules)
        and case.state in BEFORE_ANSWER
        and case.round == 1
        and relief_of(case) is None
    )


def relief_limit(pack: Pack, item: CaseItem, day: dt.date) -> int | None:
    """Return how much, in fen, one officer may give alone; None where nobody has set it."""
    name = item.item.relief_limit
    parameter = next((each for each in words(pack)[1] if each.name == name), None)
    value = resolve(parameter, pack.areas_chain, day).value if parameter else None
    return value if isinstance(value, int) else None


def of_state(state: str, today: dt.date) -> Q | None:
    """Return the condition on cases "help was given first and …": waiting, open or overdue."""
    given = Q(reliefs__is_dropped=False)
    waiting = given & Q(reliefs__needs_second=True, reliefs__confirmed_by=None)
    return {
        "waiting": waiting & ~Q(state__in=ENDED),
        "open": given & ~Q(state__in=ENDED),
        "overdue": given & Q(reliefs__papers_by__lt=today) & ~Q(state__in=ENDED),
    }.get(state)


def overdue_reliefs(actor: Actor, today: dt.date) -> int:
    """Return how many cases in reach got help first and should have been decided by now."""
    found = of_state("overdue", today)
    return visible_to(actor, HANDLE).filter(found).count() if found else 0


def waiting_reliefs(actor: Actor, today: dt.date) -> int:
    """Return how many gifts of help wait for the actor's word."""
    found = of_state("waiting", today)
    mine = Q(reliefs__given_by=actor.user_id)
    return visible_to(actor, APPROVE).filter(found).exclude(mine).count() if found else 0
