"""The officer's own desk in the hall: which hall, which window, the number that she serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.models import Ticket
from zhaohui.county.queueing.queries import cases_of, current_ticket, halls_of, open_tickets
from zhaohui.county.queueing.states import SERVE, STEPS
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.areas import area_word

HALL, WINDOW = "hall", "hall_window"  # in her session: where she sits
AT_WINDOW = (("recall", "F6"), ("miss", "F7"), ("serve", "F10"), ("leave", ""))


@dataclass(frozen=True)
class Hall:
    """A hall by its area's code."""

    code: str
    name: str


def halls(request: HttpRequest, action: str = SERVE) -> list[Hall]:
    """Return the halls that the officer reaches."""
    pack = current_pack()
    return [Hall(code, area_word(pack, code)) for code in halls_of(actor_of(request), pack, action)]


def own_hall(request: HttpRequest, action: str = SERVE) -> Hall | None:
    """Return the hall that she asked for or sat in last, else her first; None where she has none."""
    found = halls(request, action)
    wanted = request.GET.get("hall") or request.session.get(HALL, "")
    return next((hall for hall in found if hall.code == wanted), found[0] if found else None)


def sit_down(request: HttpRequest, hall: str, window: str) -> None:
    """Keep where she sits until she signs out."""
    request.session[HALL], request.session[WINDOW] = hall, window


def queue_bar(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the bar of numbers shows; None for who calls no numbers."""
    hall = own_hall(request)
    if hall is None:
        return None
    actor = actor_of(request)
    ticket = current_ticket(actor)
    rows = open_tickets(actor, hall.code)
    return {
        "hall": hall,
        "halls": halls(request),
        "window": request.session.get(WINDOW, ""),
        "ticket": ticket,
        "steps": [(name, STEPS[name].words, key) for name, key in AT_WINDOW],
        "cases": cases_of(actor, ticket) if ticket else [],
        "waiting": sum(each.state == "waiting" for each in rows),
        **wishes_of(ticket),
    }


def wishes_of(ticket: Ticket | None) -> dict[str, str]:
    """Return what the holder of a number comes for, in words."""
    if ticket is None:
        return {"domain": "", "priority": ""}
    pack = current_pack()
    domains = {row.code: row.domain for row in pack.domains}
    priorities = {row.code: row.words for row in pack.queue_priorities}
    return {
        "domain": domains.get(ticket.domain, ""),
        "priority": priorities.get(ticket.priority, ""),
    }
