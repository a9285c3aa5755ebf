"""Form fields for facts: what they show, and how a written answer is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from zhaohui.county.registry.fact_values import ValueFault, read_value
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import FactRow

UNKNOWN = "?"
OLDEST_AGE = 130
FEW_CHOICES = 3  # more than this, and a compact field is a list to choose from
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

    `kind` is choice, select, date, money, int or text; `raw` is UNKNOWN where 不知道 was chosen.
    A compact field stands among others and may be left empty; one that has a page of its own wants
    an answer, be it 不知道.
    """

    id: str
    fact: FactRow
    member: int | None
    label: str
    choices: Sequence[Choice] = ()
    raw: str = ""
    parts: Sequence[Part] = ()
    problem: str = ""
    is_compact: bool = False

    @property
    def kind(self) -> str:
        if self.fact.type == "enum" and self.is_compact and len(self.fact.values) > FEW_CHOICES:
            return "select"
        return KINDS.get(self.fact.type, self.fact.type)

    @property
    def unit(self) -> str:
        return self.fact.unit

    @property
    def is_unknown(self) -> bool:
        return self.raw == UNKNOWN

    @property
    def first_input(self) -> str:
        """The id that an error message leads to."""
        return self.parts[0].id if self.parts else self.id


def field_for(
    pack: Pack,
    fact: FactRow,
    member: int | None,
    *,
    label: str,
    raw: str = "",
    is_compact: bool = False,
) -> Field:
    """Return an empty field, or one filled with `raw`, the fact's value as text."""
    who = "home" if member is None else f"person{member + 1}"
    made = Field(
        id=f"{who}-{fact.column}",
        fact=fact,
        member=member,
        label=label,
        choices=choices_for(pack, fact),
        raw=raw,
        is_compact=is_compact,
    )
    if made.kind == "select" and fact.type == "enum":
        made = replace(made, choices=[Choice("", _("请选择")), *made.choices])
    return with_parts(made) if made.kind == "date" else made


def choices_for(pack: Pack, fact: FactRow) -> list[Choice]:
    """Return the options of a fact, 不知道 last; none for numbers, dates and text."""
    unknown = Choice(UNKNOWN, _("不知道"))
    if fact.type == "bool":
        return [Choice("是", _("是")), Choice("否", _("否")), unknown]
    if fact.type == "enum":
        return [*(Choice(value, value) for value in fact.values), unknown]
    if fact.type == "code":
        return [Choice("", _("请选择")), *division_choices(pack), unknown]
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


def read_field(made: Field, post: Mapping[str, str], today: date) -> Field:
    """Return the field with what was written in the form, and a sentence if that can't be used."""
    raw = written(made, post)
    read = replace(made, raw=raw)
    if made.kind == "date":
        read = with_parts(read, post)
    if raw == UNKNOWN:
        return read
    if not raw:
        return replace(read, problem=missing(made)) if not made.is_compact else read
    try:
        value = read_value(made.fact, raw)
    except ValueFault:
        return replace(read, problem=fault(made))
    if isinstance(value, date) and not 0 <= today.year - value.year <= OLDEST_AGE:
        return replace(
            read,
            problem=_("年份不对：请写 %(low)s 到 %(high)s 之间的年份")
            % {"low": today.year - OLDEST_AGE, "high": today.year},
        )
    if isinstance(value, date) and value > today:
        return replace(read, problem=_("日期在今天之后，请检查"))
    return read


def written(made: Field, post: Mapping[str, str]) -> str:
    """Return the text of a field in a posted form; UNKNOWN where 不知道 is ticked."""
    if post.get(f"{made.id}-unknown"):
        return UNKNOWN
    if made.kind != "date":
        return str(post.get(made.id, "")).strip()
    parts = [str(post.get(f"{made.id}-{part}", "")).strip() for part in DATE_PARTS]
    return "-".join(parts) if any(parts) else ""


def with_parts(made: Field, post: Mapping[str, str] | None = None) -> Field:
    """Return a date field with its three boxes filled."""
    known = made.raw.split("-") if made.raw.count("-") == 2 else ["", "", ""]
    labels = (_("年"), _("月"), _("日"))
    boxes = zip(DATE_PARTS, labels, (4, 2, 2), known, strict=True)
    parts = [
        Part(f"{made.id}-{part}", label, width, str((post or {}).get(f"{made.id}-{part}", raw)))
        for part, label, width, raw in boxes
    ]
    return replace(made, parts=parts)


def missing(made: Field) -> str:
    """Return what to do about an empty field."""
    if made.kind in ("choice", "select"):
        return _("请选一个答案；拿不准就选“不知道”")
    return _("请填写；拿不准就勾“不知道”")


def fault(made: Field) -> str:
    """Return what is wrong with a field's text, without repeating it: it may be personal."""
    sentences = {
        "date": _("请写日历上有的日期，如 1960 年 5 月 1 日"),
        "money": _("请只写金额数字，以元为单位，最多两位小数，如 1200.50"),
        "int": _("请只写 0 或更大的整数"),
        "text": _("请写得短一些"),
    }
    return sentences.get(made.fact.type, _("请从列出的答案里选一个"))
