"""Read letters between places 协查函: what was asked of the actor's areas, and what her cases ask."""

from __future__ import annotations

from django.db.models import QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import Case, Inquiry
from zhaohui.county.cases.queries import READ
from zhaohui.county.cases.states import HANDLE


def inquiries_visible_to(actor: Actor, action: str = READ) -> QuerySet[Inquiry]:
    """Return the letters to a place in reach, and those of a case in reach."""
    to_here = in_scope(actor, action, village="area", town="")
    from_here = in_scope(actor, action, village="case__area", town="")
    return Inquiry.objects.filter(to_here | from_here)


def inquiry_visible_to(actor: Actor, pk: int) -> Inquiry:
    """Return one letter; NotVisible where there is none or it is out of reach."""
    found = inquiries_visible_to(actor).filter(pk=pk).select_related("case__subject").first()
    if found is None:
        raise NotVisible
    return found


def to_answer(actor: Actor) -> QuerySet[Inquiry]:
    """Return the letters that wait for an answer from the actor's areas."""
    here = in_scope(actor, HANDLE, village="area", town="")
    return Inquiry.objects.filter(here, answered_at=None)


def inquiries_of(case: Case) -> list[Inquiry]:
    """Return the letters of a case, oldest first."""
    return list(case.inquiries.order_by("pk"))
