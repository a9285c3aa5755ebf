"""Call the next number 叫号, call it again, let it pass 过号, end it 办完."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.queueing.actions.take_number import locked_queue
from zhaohui.county.queueing.errors import QueueAnswerError, QueueStateError
from zhaohui.county.queueing.models import Queue, Ticket, TicketState
from zhaohui.county.queueing.queries import current_ticket, tickets_visible_to
from zhaohui.county.queueing.states import ENDS, SERVE, STEPS, step_for

LONGEST_WINDOW = 8


def call_next(actor: Actor, area: str, *, window: str = "", domain: str = "") -> Ticket | None:
    """Call who is next in the hall, of one domain where it is given; None where nobody waits.

    QueueStateError where the officer still has a number at her window.
    """
    actor.require(SERVE, area)
    with transaction.atomic():
        queue = locked_queue(area)
        _require_free(actor)
        rows = queue.tickets.filter(state=TicketState.WAITING)
        if domain:
            rows = rows.filter(domain=domain)
        ticket = rows.order_by("place", "number").first()
        if ticket is not None:
            _gone_on(actor, ticket, "call", window)
    return ticket


def take_ticket_step(actor: Actor, pk: int, name: str, *, window: str = "") -> Ticket:
    """Take another step of a number than its first call; NotVisible where it is out of reach."""
    with transaction.atomic():
        found = tickets_visible_to(actor).filter(pk=pk).first()
        if found is None:
            raise NotVisible
        if name not in STEPS or name == "call":
            raise QueueAnswerError(_("没有这一步。"))
        Queue.objects.select_for_update().get(pk=found.queue_id)
        ticket = tickets_visible_to(actor).get(pk=pk)  # as it is now that nobody else moves it
        if ticket.queue.day != county_today():
            raise QueueStateError(
                _("%(number)s 号不是今天的，已经作废。") % {"number": ticket.shown}
            )
        if STEPS[name].is_call:
            _require_free(actor, besides=ticket.pk)
        _gone_on(actor, ticket, name, window)
    return ticket


def _require_free(actor: Actor, *, besides: int = 0) -> None:
    before = current_ticket(actor)
    if before is not None and before.pk != besides:
        raise QueueStateError(
            _("您窗口上还是 %(number)s 号，先办完、过号或者不办。") % {"number": before.shown}
        )


def _gone_on(actor: Actor, ticket: Ticket, name: str, window: str) -> None:
    step, before, now = step_for(ticket, name), ticket.state, timezone.now()
    ticket.state = step.after
    if step.is_call:
        ticket.caller_id, ticket.called_at, ticket.calls = actor.user_id, now, ticket.calls + 1
        ticket.window = window.strip()[:LONGEST_WINDOW] or ticket.window
        if ticket.waited_s is None:
            ticket.waited_s = int((now - ticket.taken_at).total_seconds())
    if step.after in ENDS:
        ticket.ended_at = now
    ticket.save()
    record(
        actor,
        SERVE,
        subject=("ticket", ticket.pk),
        purpose=STEP_WORDS[name],
        change={"step": name, "from": before, "to": ticket.state},
    )


# The audit log is kept in Chinese whatever the page's language.
STEP_WORDS = {"call": "叫号", "recall": "重叫", "miss": "过号", "serve": "办完", "leave": "不办了"}
