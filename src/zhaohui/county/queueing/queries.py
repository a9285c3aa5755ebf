"""Read the halls' numbers: who waits, what is called, how long it took."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Max, Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.one_time_codes import hashed
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import Case
from zhaohui.county.queueing.models import Kiosk, Ticket, TicketState
from zhaohui.county.queueing.states import OPEN, READ, SERVE
from zhaohui.packs.pack import Pack

S = TicketState
MOST_SHOWN = 6  # numbers on the board
KIOSK_KEY = "kiosk"


def hall_codes(pack: Pack) -> list[str]:
    """Return the areas that can have a hall: the district's, then each town's."""
    return [pack.code, *(town.code for town in pack.towns)]


def halls_of(actor: Actor, pack: Pack, action: str = SERVE) -> list[str]:
    """Return the halls that `action` reaches."""
    return [code for code in hall_codes(pack) if actor.may(action, code)]


def tickets_visible_to(actor: Actor, action: str = SERVE) -> QuerySet[Ticket]:
    """Return the numbers of the halls that `action` reaches."""
    here = in_scope(actor, action, village="queue__area", town="")
    return Ticket.objects.filter(here).select_related("queue")


def open_tickets(actor: Actor, area: str) -> list[Ticket]:
    """Return today's numbers of a hall that are not ended, in the order in which they are called."""
    rows = tickets_visible_to(actor, READ).filter(
        queue__area=area, queue__day=county_today(), state__in=OPEN
    )
    return list(rows.order_by("place", "number"))


def current_ticket(actor: Actor) -> Ticket | None:
    """Return the number that the officer has at her window now."""
    rows = tickets_visible_to(actor).filter(
        caller=actor.user_id, state=S.CALLED, queue__day=county_today()
    )
    return rows.order_by("-called_at").first()


def cases_of(actor: Actor, ticket: Ticket) -> list[Case]:
    """Return the cases taken in for a number, as far as the officer may see them."""
    here = in_scope(actor, "case.read", village="area", town="", person="subject")
    return list(Case.objects.filter(here, tickets=ticket).order_by("pk"))


@dataclass(frozen=True)
class Board:
    """What a hall shows to everybody: numbers, never names."""

    called: list[Ticket]
    missed: list[Ticket]
    waiting: int


def board_of(area: str) -> Board:
    """Return what is called now, the latest first, and how many wait."""
    rows = Ticket.objects.filter(queue__area=area, queue__day=county_today())
    called = rows.filter(state=S.CALLED).order_by("-called_at")
    missed = rows.filter(state=S.MISSED).order_by("-called_at")
    waiting = rows.filter(state=S.WAITING).count()
    return Board(list(called[:MOST_SHOWN]), list(missed[:MOST_SHOWN]), waiting)


def day_figures(actor: Actor, area: str, since: dt.date) -> list[dict[str, Any]]:
    """Return a row a day of a hall, the latest first: how many, how long they waited in seconds."""
    rows = tickets_visible_to(actor, READ).filter(queue__area=area, queue__day__gte=since)
    figures = rows.values("queue__day").annotate(
        taken=Count("pk"),
        priority=Count("pk", filter=~Q(priority="")),
        served=Count("pk", filter=Q(state=S.SERVED)),
        missed=Count("pk", filter=Q(state=S.MISSED)),
        left=Count("pk", filter=Q(state=S.LEFT)),
        mean_s=Avg("waited_s"),
        most_s=Max("waited_s"),
    )
    return [dict(row) for row in figures.order_by("-queue__day")]


def kiosks_of(actor: Actor, area: str) -> list[Kiosk]:
    """Return a hall's machines that are in use."""
    actor.require(SERVE, area)
    return list(Kiosk.objects.filter(area=area, revoked_at=None).order_by("pk"))


def kiosk_of(key: str) -> Kiosk | None:
    """Return the machine that a key belongs to; None for none, or one that is out of use."""
    found = Kiosk.objects.filter(key_hash=hashed(KIOSK_KEY, key), revoked_at=None)
    return found.first() if key else None


def kiosk_visible_to(actor: Actor, pk: int) -> Kiosk:
    """Return a machine of a hall in reach; NotVisible for any other."""
    here = in_scope(actor, SERVE, village="area", town="")
    found = Kiosk.objects.filter(here, pk=pk, revoked_at=None).first()
    if found is None:
        raise NotVisible
    return found
