"""Items, cases and findings in the shapes of the interface. Nothing that names a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.clock import county_day
from zhaohui.county.cases.letter import code_of
from zhaohui.county.cases.models import Case, CaseStep, Decision
from zhaohui.county.cases.models import CaseState as State
from zhaohui.county.cases.models import Material as Row
from zhaohui.county.cases.states import STEPS
from zhaohui.county.cases.story import what_next
from zhaohui.county.forms.needs import fact_entry
from zhaohui.county.forms.queries import facts_of
from zhaohui.county.forms.sitting import Sitting
from zhaohui.doors.api.v1 import shapes
from zhaohui.packs.applying import CaseItem
from zhaohui.packs.pack import Pack
from zhaohui.packs.sheet import Entry


def item_line(item: CaseItem) -> dict[str, Any]:
    """Return an item's own values."""
    return {
        "id": item.id,
        "name": item.name,
        "department": item.department,
        "domain": item.item.domain,
        "is_online": item.is_online,
        "gives_money": item.gives_money,
        "promised_days": item.promised_days,
    }


def item_full(item: CaseItem, sitting: Sitting) -> shapes.ItemFull:
    """Return an item with its materials and what its application may ask."""
    return shapes.ItemFull(
        **item_line(item),
        statutory_days=item.statutory_days,
        materials=[
            shapes.Document(
                id=row.id, name=row.name, condition=row.condition, is_required=row.required
            )
            for row in item.materials
        ],
        asks=list(asks(sitting)),
    )


def asks(sitting: Sitting) -> Iterator[shapes.Asked]:
    """Yield what the application's rules and pages may ask."""
    for name in sorted(facts_of(sitting.sheet, sitting.book)):
        yield asked(fact_entry(sitting.pack, name))
    for entry in sitting.sheet.entries.values():
        if entry.is_own:
            yield asked(entry)


def asked(entry: Entry) -> shapes.Asked:
    """Return one of them."""
    fact = entry.fact
    is_hers = fact.entity == "person" and not entry.is_own
    return shapes.Asked(
        name=entry.key,
        member="applicant" if is_hers else "household",
        label=entry.label,
        type=fact.type,
        values=list(fact.values),
        unit=fact.unit,
        is_required=entry.row.required,
    )


def case_state(case: Case, reference: str, pack: Pack) -> shapes.CaseState:
    """Return how a case stands."""
    after = what_next(case, pack)
    return shapes.CaseState(
        number=case.number,
        reference=reference,
        item=case.item,
        item_name=case.item_name,
        state=case.state,
        state_name=str(State(case.state).label),
        since=case.state_since,
        submitted_on=case.submitted_on,
        accept_by=case.accept_by,
        due_on=case.due_on,
        round=case.round,
        happens=str(after.happens),
        to_do=str(after.to_do),
    )


def change(step: CaseStep, reference: str, pack: Pack) -> shapes.Change:
    """Return one step; what officers wrote to the applicant is hers and not told."""
    reasons = {row.code: row.words for row in pack.case_reasons}
    return shapes.Change(
        id=step.pk,
        number=step.case.number,
        reference=reference,
        step=step.name,
        step_name=str(STEPS[step.name].words if step.name in STEPS else _("督办")),
        before=step.before,
        after=step.after,
        at=step.at,
        round=step.round,
        reason=reasons.get(step.reason, ""),
        lacks=[each.get("name", "") for each in step.lacks],
    )


def material(row: Row) -> shapes.Material:
    """Return a file that was taken in."""
    return shapes.Material(
        id=row.pk, document=row.document, kind=row.kind, size=row.size, scan=row.scan
    )


def decided(case: Case, row: Decision, pack: Pack) -> shapes.Decided:
    """Return the decision that holds."""
    assert row.decided_at
    reasons = {each.code: each.words for each in pack.case_reasons}
    return shapes.Decided(
        number=case.number,
        outcome="grant" if row.outcome == "grant" else "refuse",
        rule=row.rule,
        amount_fen=row.amount_fen,
        unit=row.unit,
        since=row.since,
        reason=reasons.get(row.reason, ""),
        decided_at=row.decided_at,
        letter_number=row.letter_number or "",
        letter_code=code_of(row),
    )


def letter_said(row: Decision | None, holds: bool) -> shapes.LetterSaid:
    """Return whether a letter is ours."""
    if row is None or row.decided_at is None:
        return shapes.LetterSaid(is_ours=False, decided_on=None, holds=None)
    return shapes.LetterSaid(is_ours=True, decided_on=county_day(row.decided_at), holds=holds)


def checked(report: dict[str, Any], told: dict[Any, list[dict[str, str]]]) -> shapes.Checked:
    """Return what a household may have; `told` by rule and member."""
    return shapes.Checked(
        as_of=report["as_of"],
        findings=[
            shapes.Finding(
                rule=row["id"],
                told=[
                    shapes.Sentence(kind=each["kind"], text=each["text"])
                    for each in told.get((row["id"], row["member"]), ())
                ],
                **{name: row[name] for name in FINDING},
            )
            for row in report["services"]
        ],
        questions=[
            shapes.Question(fact=row["fact"], member=row["member"], question=row["question"])
            for row in report["questions_left"]
        ],
    )


FINDING = ("name", "member", "status", "amount_fen", "unit", "reasons", "sentences", "needs")
