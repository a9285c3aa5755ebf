"""What can be applied for: an item with the rules that decide it, its materials, its terms, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhaohui.packs.items import all_standing
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import DocumentRow, FormRow
from zhaohui.packs.schema.items import Item, MaterialRow
from zhaohui.packs.schema.rules import RuleRow
from zhaohui.packs.sheet import Sheet
from zhaohui.packs.sheet_making import sheet

FRAME = "application"  # the form that every item's application is made from


@dataclass(frozen=True, kw_only=True)
class CaseItem:
    """An item 事项 as cases handle it. Days are working days; None: nobody has set them.

    `shared`: names of materials that come by data sharing, so nobody brings them.
    """

    item: Item
    rules: tuple[RuleRow, ...]
    materials: tuple[MaterialRow, ...]
    shared: tuple[str, ...]
    promised_days: int | None = None
    statutory_days: int | None = None

    @property
    def id(self) -> str:
        """Its name in the pack."""
        return self.item.name

    @property
    def name(self) -> str:
        """What people call it."""
        return self.item.title

    @property
    def department(self) -> str:
        """Who answers for it."""
        return self.item.department

    @property
    def gives_money(self) -> bool:
        """Whether a yes grants money, which takes two officers."""
        return self.item.two_person or any(rule.amount for rule in self.rules)

    @property
    def is_online(self) -> bool:
        """Whether it can be applied for in the portal."""
        return "online" in self.item.channels

    def material(self, document: str) -> MaterialRow | None:
        """Return the material of that id."""
        return next((row for row in self.materials if row.id == document), None)


@lru_cache(maxsize=8)
def case_items(pack: Pack, on: date) -> Mapping[str, CaseItem]:
    """Return the items that stand on a day and can be applied for, by name, in the pack's order."""
    return {
        item.name: _case_item(pack, item)
        for item in all_standing(pack, on)
        if item.state == "published"
    }


def _case_item(pack: Pack, item: Item) -> CaseItem:
    promised, statutory = (
        own if own is not None else term_days(pack, term)
        for term, own in (("promised", item.promised_days), ("statutory", item.statutory_days))
    )
    return CaseItem(
        item=item,
        rules=tuple(pack.rule(rule) for rule in item.rules),
        materials=tuple(row for row in item.materials if not row.shared),
        shared=tuple(row.name for row in item.materials if row.shared),
        promised_days=promised,
        statutory_days=statutory,
    )


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
    english = {**frame.english, **({item.name: item.item.english} if item.item.english else {})}
    changes = {
        "id": item.id,
        "name": item.name,
        "steps": steps,
        "documents": _documents(item.materials),
        "english": english,
    }
    return frame.model_copy(update=changes)


def _documents(materials: Sequence[MaterialRow]) -> tuple[DocumentRow, ...]:
    return tuple(
        DocumentRow(
            place=row.place,
            id=row.id,
            name=f"{row.name}（{row.condition}）" if row.condition else row.name,
            when=row.when,
            waived_by=row.facts,
        )
        for row in materials
    )


def application_of(pack: Pack, item: CaseItem) -> FormRow | None:
    """Return the application form of an item; None where the pack has no frame."""
    frame = next((form for form in pack.forms if form.id == FRAME), None)
    return None if frame is None else application_form(frame, item)


@lru_cache(maxsize=256)
def application_sheet(pack: Pack, item_id: str, on: date) -> Sheet | None:
    """Return the compiled application of an item as it stands on a day; None where there is none.

    Its documents are the applicant's; where a rule looks at the household, those of everybody in it.
    """
    item = case_items(pack, on).get(item_id)
    form = application_of(pack, item) if item else None
    if item is None or form is None:
        return None
    about_home = any(rule.subject == "household" for rule in item.rules)
    return sheet(pack, form, papers_of="home" if about_home else "applicant")
