"""What was confirmed is granted 记为已办: of 免申即享 it is awarded here and goes into payment."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.actions.add_holding import add_holding
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.outreach.actions.take_step import Said, take_step
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.outreach.queries import line_visible_to


def award_line(actor: Actor, pk: int) -> ContactLine:
    """Close a confirmed line as awarded, so that the ledger turns to held.

    Of 免申即享 her yes is all that is asked: it is awarded here, once a line, and the next run pays it. What
    takes an application was decided elsewhere; it joins the rule's list where there is one.
    NotVisible out of reach, OutreachStateError where nobody confirmed.
    """
    with transaction.atomic():
        line = line_visible_to(actor, "outreach.award", pk, lock=True)
        change = take_step(line, "award", Said())
        is_held = _awarded(line) if line.is_award else _listed(line)
        record(
            actor,
            "outreach.award",
            subject=("person", line.person_id),
            purpose="服务找人",
            change={"line": line.pk, "holding": is_held} | change,
        )
    return line


def _awarded(line: ContactLine) -> bool:
    award(
        person=line.person_id,
        rule=line.rule,
        amount_fen=line.amount_fen,
        since=county_today(),
        source=f"line:{line.pk}",
    )
    return True


def _listed(line: ContactLine) -> bool:
    return add_holding(
        rule=line.rule,
        person=line.person_id,
        since=county_today(),
        amount_fen=line.amount_fen,
    )
