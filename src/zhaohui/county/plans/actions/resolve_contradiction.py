"""Record how a contradiction of the plan is to be read, citing both places."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.plans.errors import (
    DecidedMeanwhileError,
    DecisionError,
    NoSuchContradictionError,
)
from zhaohui.county.plans.models import Choice, Resolution
from zhaohui.county.plans.queries import history
from zhaohui.county.plans.text import stands_near, stored_text
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.plan import InconsistencyRow

LONGEST_QUOTE = 60
LONGEST = {"reading": 500, "reason": 1000, "basis": 200}
LONGEST_POST = 200
SHORTEST_REASON = 4


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the officer wrote: the choice, what is done, why, and the words of both places."""

    choice: str
    reading: str
    reason: str
    first_quote: str
    second_quote: str
    basis: str = ""


def resolve_contradiction(
    actor: Actor, *, pack: Pack, plan_id: str, contradiction: str, decision: Decision
) -> Resolution:
    """Store the decision; an earlier one about the same contradiction is superseded, not changed.

    Both places must be cited: where the plan's text is stored, by words that stand there. Raises
    NotVisible, NoSuchContradictionError, DecisionError (which names the field), or
    DecidedMeanwhileError where two decide at once.
    """
    actor.require("plan.resolve")
    if actor.user_id is None:
        raise NotVisible  # a decision is somebody's
    row = find(pack, plan_id, contradiction)
    if faults := check(decision, row, stored_text(settings.DATA_DIR, plan_id)):
        raise DecisionError(faults)
    try:
        return store(actor, plan_id, row, decision)
    except IntegrityError:
        raise DecidedMeanwhileError from None


@transaction.atomic
def store(actor: Actor, plan_id: str, row: InconsistencyRow, decision: Decision) -> Resolution:
    """Write the decision and its entry; IntegrityError where another came between."""
    assert actor.user_id is not None  # a decision is somebody's
    before = history(plan_id, row.id).select_for_update().first()
    made = Resolution.objects.create(
        plan=plan_id,
        contradiction=row.id,
        choice=decision.choice,
        reading=decision.reading,
        reason=decision.reason,
        basis=decision.basis,
        first_line=row.line_a or 0,
        first_quote=decision.first_quote,
        second_line=row.line_b or 0,
        second_quote=decision.second_quote,
        decided_by_id=actor.user_id,
        post=actor.label[:LONGEST_POST],
        supersedes=before,
    )
    record(
        actor,
        "plan.resolve",
        subject=("contradiction", f"{plan_id}/{row.id}"),
        purpose=decision.reason[:200],
        change={"choice": decision.choice, "resolution": made.pk},
    )
    return made


def find(pack: Pack, plan_id: str, contradiction: str) -> InconsistencyRow:
    """Return the contradiction of a plan, if both of its places have a line."""
    for plan in pack.all_plans:
        for row in plan.inconsistencies:
            if (plan.id, row.id) == (plan_id, contradiction) and row.line_a and row.line_b:
                return row
    raise NoSuchContradictionError(
        f"规划“{plan_id}”没有编号为“{contradiction}”的矛盾。", hint="请从矛盾清单里选。"
    )


def check(decision: Decision, row: InconsistencyRow, lines: list[str]) -> dict[str, str]:
    """Return a sentence for each field that can't be kept."""
    faults: dict[str, str] = {}
    if decision.choice not in Choice.values:
        faults["choice"] = "请选取用哪一处"
    for field, longest in LONGEST.items():
        if len(getattr(decision, field)) > longest:
            faults[field] = f"请不超过 {longest} 个字"
    if not decision.reading:
        faults["reading"] = "请写明怎样执行"
    if len(decision.reason) < SHORTEST_REASON:
        faults["reason"] = "请写明理由"
    quotes = (("first_quote", "第一处", row.line_a), ("second_quote", "第二处", row.line_b))
    for field, place, line in quotes:
        quote = getattr(decision, field)
        if not quote:
            faults[field] = f"请抄录{place}原文中有关的几个字（第 {line} 行）"
        elif len(quote) > LONGEST_QUOTE:
            faults[field] = f"{place}原文请不超过 {LONGEST_QUOTE} 个字"
        elif lines and not stands_near(lines, line or 0, quote):
            faults[field] = f"规划第 {line} 行附近没有这几个字，请照原文抄录"
    return faults
