"""What a 一件事 asks for and waits for on a day: its members, one form for all of them, one list of materials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhaohui.engines.rules.condition import Condition, compile_condition, vocabulary_with
from zhaohui.engines.rules.vocabulary import Vocabulary
from zhaohui.packs.applying import FRAME, CaseItem, case_items
from zhaohui.packs.book import words
from zhaohui.packs.items import standing
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.bundles import BundleMemberRow, BundleRow
from zhaohui.packs.schema.forms import DocumentRow, FormRow
from zhaohui.packs.sheet import Sheet
from zhaohui.packs.sheet_making import sheet

FORM = "bundle-"  # a bundle's form is called so, before the bundle's id


@dataclass(frozen=True, eq=False)
class Member:
    """An item of a bundle today; `item` None: it can't be applied for, being a draft or retired."""

    row: BundleMemberRow
    title: str
    english: str
    item: CaseItem | None
    about: Condition | None = None
    when: Condition | None = None

    @property
    def name(self) -> str:
        """The item's name in the pack."""
        return self.row.item


@dataclass(frozen=True, eq=False)
class Bundle:
    """A 一件事 as it stands on a day."""

    row: BundleRow
    members: tuple[Member, ...]
    minors: Condition | None = None

    @property
    def id(self) -> str:
        """Its name in the pack."""
        return self.row.id

    @property
    def form_id(self) -> str:
        """What its form is called."""
        return f"{FORM}{self.row.id}"

    @property
    def open_members(self) -> list[Member]:
        """The members that can be applied for."""
        return [member for member in self.members if member.item is not None]

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its own conditions read."""
        conditions = [self.minors, *(c for m in self.members for c in (m.about, m.when))]
        return frozenset().union(*(each.names for each in conditions if each))

    def member(self, item: str) -> Member | None:
        """Return the member that is this item."""
        return next((member for member in self.members if member.name == item), None)


@lru_cache(maxsize=8)
def bundles(pack: Pack, on: date) -> dict[str, Bundle]:
    """Return the bundles that stand on a day, by id, in the pack's order of life events."""
    order = {event.id: number for number, event in enumerate(pack.life_events)}
    rows = sorted(pack.bundles, key=lambda row: order.get(row.event, len(order)))
    facts, parameters = words(pack)
    vocabulary = vocabulary_with(facts, parameters, ())
    return {row.id: _bundle(pack, row, vocabulary, on) for row in rows}


def bundle_of_form(pack: Pack, form_id: str, on: date) -> Bundle | None:
    """Return the bundle whose form that is; None for any other form."""
    return bundles(pack, on).get(code_of(form_id))


def code_of(form_id: str) -> str:
    """Return the bundle's id in the name of its form, "" for another form.

    >>> code_of("bundle-birth")
    'birth'
    """
    return form_id.removeprefix(FORM) if form_id.startswith(FORM) else ""


def _bundle(pack: Pack, row: BundleRow, vocabulary: Vocabulary, on: date) -> Bundle:
    def condition(text: str, place: str, owner: str) -> Condition | None:
        if not text:
            return None
        return compile_condition(text, vocabulary, subject="person", place=place, owner=owner)

    items = case_items(pack, on)
    members = []
    for each in row.members:
        item = standing(pack, each.item, on)
        members.append(
            Member(
                row=each,
                title=item.title,
                english=item.english,
                item=items.get(each.item),
                about=condition(each.about, each.place, each.item),
                when=condition(each.when, each.place, each.item),
            )
        )
    return Bundle(row, tuple(members), condition(row.minors, row.place, row.id))


def rules_of(members: Iterable[Member]) -> tuple[str, ...]:
    """Return the rules that decide the members, each once."""
    found = (rule.id for member in members if member.item for rule in member.item.rules)
    return tuple(dict.fromkeys(found))


def documents_of(members: Sequence[Member]) -> tuple[DocumentRow, ...]:
    """Return the materials of all members, each once: needed where one of them needs it.

    The registry makes a material needless only by facts that do so for each member that asks it.
    """
    found: dict[str, DocumentRow] = {}
    for member in members:
        for material in member.item.materials if member.item else ():
            mine = DocumentRow(
                place=material.place,
                id=material.id,
                name=f"{material.name}（{material.condition}）"
                if material.condition
                else material.name,
                when=_of_anybody(member, material.when),
                waived_by=material.facts,
            )
            before = found.get(material.id)
            found[material.id] = _both(before, mine, material.name) if before else mine
    return tuple(found.values())


def _of_anybody(member: Member, when: str) -> str:
    """Return a material's condition as the applicant's form reads it: of whoever the item is about."""
    is_home = any(rule.subject == "household" for rule in member.item.rules) if member.item else 0
    return f"any_of({when})" if when and member.about and not is_home else when


def _both(one: DocumentRow, other: DocumentRow, name: str) -> DocumentRow:
    if one.when == other.when:
        when, called = one.when, one.name
    elif one.when and other.when:
        when, called = f"({one.when}) or ({other.when})", name
    else:
        when, called = "", name
    waived = tuple(fact for fact in one.waived_by if fact in other.waived_by)
    return one.model_copy(update={"when": when, "name": called, "waived_by": waived})


@lru_cache(maxsize=64)
def bundle_sheet(pack: Pack, form_id: str, on: date) -> Sheet | None:
    """Return the compiled form of a bundle on a day; None where there is none, or nothing to ask."""
    bundle = bundle_of_form(pack, form_id, on)
    frame = next((form for form in pack.forms if form.id == FRAME), None)
    if bundle is None or frame is None or not bundle.open_members:
        return None
    members = bundle.open_members
    about_home = any(member.about for member in members) or any(
        rule.subject == "household" for m in members if m.item for rule in m.item.rules
    )
    return sheet(pack, _form(frame, bundle), papers_of="home" if about_home else "applicant")


def _form(frame: FormRow, bundle: Bundle) -> FormRow:
    rules = rules_of(bundle.members)
    changes = {
        "id": bundle.form_id,
        "name": bundle.row.name,
        "steps": tuple(
            step.model_copy(update={"needs": rules}) if step.needs else step
            for step in frame.steps
            if rules or not step.needs
        ),
        "documents": documents_of(bundle.open_members),
        "english": {**frame.english, bundle.row.name: bundle.row.name_en},
    }
    return frame.model_copy(update=changes)
