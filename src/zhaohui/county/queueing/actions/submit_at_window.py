"""Submit an application taken in at a window; the number that is being served remembers the case."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.submit_bundle import Sent, submit_bundle
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.models import BundleApplication, Case, Channel
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.queueing.models import TicketCase
from zhaohui.county.queueing.queries import current_ticket


def submit_at_window(
    actor: Actor, draft_id: int, sitting: Sitting, *, version: int, channel: Channel
) -> Case:
    """Make the draft a case, as `submit_case` does; it raises the same."""
    with transaction.atomic():
        case = submit_case(actor, draft_id, sitting, version=version, channel=channel)
        _remember(actor, [case.pk])
    return case


def submit_bundle_at_window(
    actor: Actor, draft_id: int, sitting: Sitting, sent: Sent
) -> BundleApplication:
    """Make the draft a 一件事 with its cases, as `submit_bundle` does; it raises the same."""
    with transaction.atomic():
        made = submit_bundle(actor, draft_id, sitting, sent)
        _remember(actor, made.parts.exclude(case=None).values_list("case", flat=True))
    return made


def _remember(actor: Actor, cases: Iterable[int]) -> None:
    """Note with the number that the officer serves, if any, what came of it."""
    if ticket := current_ticket(actor):
        rows = [TicketCase(ticket=ticket, case_id=pk) for pk in cases]
        TicketCase.objects.bulk_create(rows, ignore_conflicts=True)
