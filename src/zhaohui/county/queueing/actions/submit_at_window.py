"""Submit an application taken in at a window; the number that is being served remembers the case."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.models import Case, Channel
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.queueing.models import TicketCase
from zhaohui.county.queueing.queries import current_ticket


def submit_at_window(
    actor: Actor, draft_id: int, sitting: Sitting, *, version: int, channel: Channel
) -> Case:
    """Make the draft a case, as `submit_case` does; it raises the same."""
    with transaction.atomic():
        case = submit_case(actor, draft_id, sitting, version=version, channel=channel)
        ticket = current_ticket(actor)
        if ticket is not None:
            TicketCase.objects.get_or_create(ticket=ticket, case=case)
    return case
