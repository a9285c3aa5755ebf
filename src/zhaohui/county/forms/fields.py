"""Fields as a page shows them: what is asked of whom, the choices, what was written and its fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import UNKNOWN, Place
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.sheet import Entry

FEW_CHOICES = 3  # more than this, and a compact field is a list to choose from
LONG_TEXT = 64  # more than this, and a text has several lines
KINDS = {"bool": "choice", "enum": "choice", "code": "select", "date": "date"}
DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class Choice:
    """One option of a choice or a list."""

    value: str
    label: str


@dataclass(frozen=True)
class Part:
    """One box of a date."""

    id: str
    label: str
    width: int
    raw: str


@dataclass(frozen=True)
class Field:
    """A question to one member (or the household) with what was written and what is wrong with it.

    `kind` is choice, select, date, money, int, text or long; `raw` is UNKNOWN where 不知道 was
    chosen. A compact field stands among others and may be left empty unless it is required; one
    that has a page of its own wants an answer, be it 不知道. `required` offers no 不知道.
    """

    id: str
    entry: Entry
    member: Place
    label: str
    choices: Sequence[Choice] = ()
    raw: str = ""
    parts: Sequence[Part] = ()
    problem: str = ""
    is_compact: bool = False
    required: bool = False
    hint: str = ""

    @property
    def fact(self) -> FactRow:
        """The fact behind the field."""
        return self.entry.fact

    @property
    def kind(self) -> str:
        fact = self.entry.fact
        if fact.type == "enum" and self.is_compact and len(fact.values) > FEW_CHOICES:
            return "select"
        if fact.type == "text" and self.longest > LONG_TEXT:
            return "long"
        return KINDS.get(fact.type, fact.type)

    @property
    def longest(self) -> int:
        """The most characters that may be written."""
        return getattr(self.entry.fact, "max_length", 40)

    @property
    def unit(self) -> str:
        return self.entry.fact.unit

    @property
    def is_unknown(self) -> bool:
        return self.raw == UNKNOWN

    @property
    def offers_unknown(self) -> bool:
        """Whether a box for 不知道 stands beside a number, date or text."""
        return not self.is_compact and not self.required

    @property
    def first_input(self) -> str:
        """The id that an error message leads to."""
        return self.parts[0].id if self.parts else self.id


@dataclass(frozen=True)
class Question:
    """An entry asked of one member (or the household), and whether it must be known."""

    entry: Entry
    member: Place
    required: bool = False


def field_for(
    pack: Pack,
    question: Question,
    *,
    say: Callable[[str], str] = str,
    label: str = "",
    raw: str = "",
    is_compact: bool = False,
) -> Field:
    """Return an empty field, or one filled with `raw`, the value as text.

    `say` gives the form's words in the page's language; `label` stands in for the entry's own.
    """
    entry, member = question.entry, question.member
    made = Field(
        id=field_id(entry, member),
        entry=entry,
        member=member,
        label=label or say(entry.label),
        choices=choices_for(pack, question, say),
        raw=raw,
        is_compact=is_compact,
        required=question.required,
        hint=say(entry.help) if is_compact and entry.row.help else "",
    )
    if made.kind == "select" and entry.fact.type == "enum":
        made = replace(made, choices=[Choice("", _("请选择")), *made.choices])
    return with_parts(made) if made.kind == "date" else made


def field_id(entry: Entry, member: Place) -> str:
    """Return the name of a field's input: whose it is, then the fact's column."""
    who = "home" if member is None else f"person{member + 1}"
    return f"{who}-{entry.fact.column}"


def choices_for(pack: Pack, question: Question, say: Callable[[str], str]) -> list[Choice]:
    """Return the options, 不知道 last unless it must be known; none for numbers, dates and text."""
    fact = question.entry.fact
    unknown = [] if question.required else [Choice(UNKNOWN, _("不知道"))]
    if fact.type == "bool":
        return [Choice("是", _("是")), Choice("否", _("否")), *unknown]
    if fact.type == "enum":
        return [*(Choice(value, say(value)) for value in fact.values), *unknown]
    if fact.type == "code":
        return [Choice("", _("请选择")), *division_choices(pack), *unknown]
    return []


def division_choices(pack: Pack) -> list[Choice]:
    """Return the county's towns, then each wider area for those who belong elsewhere."""
    towns = [Choice(town.code, town.name) for town in pack.towns]
    names = {
        6: _("%(name)s（不清楚哪个镇）") % {"name": pack.short_name},
        4: _("%(name)s其他县区") % {"name": pack.manifest.city},
        2: _("%(name)s其他市州") % {"name": pack.manifest.province},
    }
    wider = [
        Choice(code, _("其他省份") if code == "00" else names.get(len(code), code))
        for code in pack.areas_chain
    ]
    return [*towns, *wider]


def with_parts(made: Field, post: Mapping[str, str] | None = None) -> Field:
    """Return a date field with its three boxes filled."""
    known = made.raw.split("-") if made.raw.count("-") == 2 else ["", "", ""]
    known = [part.lstrip("0") or part for part in known]
    labels = (_("年"), _("月"), _("日"))
    boxes = zip(DATE_PARTS, labels, (4, 2, 2), known, strict=True)
    parts = [
        Part(f"{made.id}-{part}", label, width, str((post or {}).get(f"{made.id}-{part}", raw)))
        for part, label, width, raw in boxes
    ]
    return replace(made, parts=parts)
