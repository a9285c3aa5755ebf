"""What can be applied for: an item with the rules that decide it, its materials, its terms, its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.packs.schema.forms import DocumentRow, FormRow

if TYPE_CHECKING:
    from zhaohui.packs.pack import Pack
    from zhaohui.packs.schema.rules import RuleRow

FRAME = "application"  # the form that every item's application is made from


@dataclass(frozen=True, kw_only=True)
class CaseItem:
    """An item 事项 as cases handle it. Days are working days; None: nobody has set them."""

    id: str
    name: str
    rules: tuple[RuleRow, ...]
    materials: tuple[DocumentRow, ...] = ()
    department: str = ""
    promised_days: int | None = None
    statutory_days: int | None = None

    @property
    def gives_money(self) -> bool:
        """Whether a yes grants money, which takes two officers."""
        return any(rule.amount for rule in self.rules)


def case_items(pack: Pack) -> list[CaseItem]:
    """Return the items that can be applied for, in the catalog's order: those whose rules are written."""
    made = []
    for service in pack.services:
        rules = tuple(pack.rules_of(service.id))
        if not rules:
            continue
        made.append(
            CaseItem(
                id=service.id,
                name=service.name or service.local_name,
                rules=rules,
                materials=tuple(materials_of(rules)),
                department=pack.domain(service.domain).department,
                promised_days=term_days(pack, "promised"),
                statutory_days=term_days(pack, "statutory"),
            )
        )
    return made


def materials_of(rules: Sequence[RuleRow]) -> list[DocumentRow]:
    """Return what the rules say to bring, each once."""
    names = dict.fromkeys((name, rule.place) for rule in rules for name in rule.bring)
    return [
        DocumentRow(place=place, id=f"bring-{number}", name=name)
        for number, (name, place) in enumerate(names, 1)
    ]


def term_days(pack: Pack, term: str) -> int | None:
    """Return a term of the county in working days; None where it has not been set."""
    return next((row.days for row in pack.case_terms if row.term == term), None)


def application_form(frame: FormRow, item: CaseItem) -> FormRow:
    """Return the frame as the form of an item: its `needs` step asks what the item's rules still lack.

    An item without rules asks only the frame's other steps.
    """
    rules = tuple(rule.id for rule in item.rules)
    steps = tuple(
        step.model_copy(update={"needs": rules}) if step.needs else step
        for step in frame.steps
        if rules or not step.needs
    )
    changes = {"id": item.id, "name": item.name, "steps": steps, "documents": item.materials}
    return frame.model_copy(update=changes)


def applications(pack: Pack) -> dict[str, FormRow]:
    """Return the application form of every item by its id; none where the pack has no frame."""
    frame = next((form for form in pack.forms if form.id == FRAME), None)
    if frame is None:
        return {}
    return {item.id: application_form(frame, item) for item in pack.case_items.values()}
