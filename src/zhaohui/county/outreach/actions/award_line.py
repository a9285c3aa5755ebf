"""What was confirmed has been granted: until cases are handled here, it becomes a holding 记为已办."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.actions.add_holding import add_holding
from zhaohui.county.outreach.actions.take_step import Said, take_step
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.outreach.queries import line_visible_to


def award_line(actor: Actor, pk: int) -> ContactLine:
    """Close a confirmed line as awarded and add the holding, so that the ledger turns to held.

    NotVisible out of reach, OutreachStateError where nobody confirmed.
    """
    with transaction.atomic():
        line = line_visible_to(actor, "outreach.award", pk, lock=True)
        change = take_step(line, "award", Said())
        is_listed = add_holding(
            rule=line.rule,
            person=line.person_id,
            since=county_today(),
            amount_fen=line.amount_fen,
        )
        record(
            actor,
            "outreach.award",
            subject=("person", line.person_id),
            purpose="服务找人",
            change={"line": line.pk, "holding": is_listed} | change,
        )
    return line
