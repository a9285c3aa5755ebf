"""Rows of rules/*.yaml and params/*.yaml; the language is in docs/reference/rules-language.md."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from zhaohui.packs.schema.registers import Identifier
from zhaohui.packs.schema.row import DivisionCode, Row, Slug, SlugOrNone, Verification, Word
from zhaohui.packs.schema.values import ScalarType, typed_table, typed_value


class VersionRow(Row):
    """A parameter's value in one area from one date; None with a `gap` is a declared hole."""

    area: DivisionCode
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    value: Any
    gap: str = ""
    source: str = ""
    verification: Verification
    note: str = ""

    @model_validator(mode="after")
    def _value_or_gap(self) -> Self:
        if self.value is None and not self.gap:
            raise ValueError("`value` is empty and no `gap` says what is missing")
        holes = isinstance(self.value, dict) and None in self.value.values()
        if holes and not self.gap:
            raise ValueError("a cell of the table is empty and no `gap` says what is missing")
        if self.value is not None and self.gap and not holes:
            raise ValueError("a version with a value has no `gap`; put remarks into `note`")
        if self.end is not None and self.end < self.start:
            raise ValueError(f"`to` {self.end} is before `from` {self.start}")
        return self


class ParameterRow(Row):
    """A dated figure of the law; after loading, money values are int fen."""

    name: Identifier
    type: Literal["money", "int", "bp", "date", "text", "table"]
    key: Literal["band", "text", "int"] | None = None
    of: ScalarType | None = None
    unit: str = ""
    owner: str = ""
    review_months: int = Field(default=24, ge=1)
    note: str = ""
    versions: tuple[VersionRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _tables_say_of_what(self) -> Self:
        if (self.type == "table") != (self.key is not None and self.of is not None):
            raise ValueError("a table needs `key` and `of`; other types have neither")
        return self

    @field_validator("versions")
    @classmethod
    def _values_have_the_type(
        cls, versions: tuple[VersionRow, ...], info: ValidationInfo
    ) -> tuple[VersionRow, ...]:
        kind, key, of = (info.data.get(name) for name in ("type", "key", "of"))
        if kind is None or (kind == "table" and (key is None or of is None)):
            return versions  # that fault has its own sentence
        return tuple(_typed(version, kind=kind, key=key, of=of) for version in versions)


def _typed(version: VersionRow, *, kind: str, key: str | None, of: str | None) -> VersionRow:
    if version.value is None:
        return version
    try:
        if kind == "table":
            value = typed_table(version.value, key=key or "", of=of or "")
        else:
            value = typed_value(version.value, kind)
    except ValueError as error:
        context = {"place": version.place, "sentence": str(error)}
        raise PydanticCustomError("at_place", "{sentence}", context) from None
    return version.model_copy(update={"value": value})


class ConditionRow(Row):
    """One condition of a rule with the sentences for when it holds and when it fails."""

    code: Slug
    when: Word
    yes: Word
    no: Word


class CitationRow(Row):
    """The article of a document that a rule applies."""

    source: Word
    article: str = ""


class ExpectRow(Row):
    """What a law case must give."""

    status: Literal["yes", "no", "unknown"]
    amount_fen: int | None = None
    reasons: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    stale: tuple[str, ...] | None = None
    member: int | None = None


class CaseRow(Row):
    """A law case that a jurist can read: facts in, answer out."""

    name: Word
    as_of: date
    facts: dict[str, Any] | None = None
    members: tuple[dict[str, Any], ...] | None = None
    household: dict[str, Any] = Field(default_factory=dict)
    registered: dict[str, Any] = Field(default_factory=dict)
    expect: ExpectRow
    note: str = ""

    @model_validator(mode="after")
    def _one_way_of_naming_people(self) -> Self:
        if (self.facts is None) == (self.members is None):
            raise ValueError("write either `facts` (one person) or `members` (a list of people)")
        return self


class RuleRow(Row):
    """Who is entitled to what, and why.

    `outreach`: who is looked for: those whom the list of holders lacks (`missing`), besides those of
    whom no list says anything (`entitled`), or nobody.
    """

    id: Slug
    name: Word
    service: SlugOrNone  # empty: outside the county's list of services
    subject: Literal["person", "household"]
    group: Literal["living", "registered"] = "living"
    conditions: tuple[ConditionRow, ...] = Field(min_length=1)
    amount: str | None = None
    unit: str = ""
    in_kind: str = ""
    excludes: tuple[Slug, ...] = ()
    outreach: Literal["missing", "entitled", "never"] = "missing"
    bring: tuple[Word, ...] = ()  # what to bring; empty: nobody has said yet
    citations: tuple[CitationRow, ...] = ()
    verification: Verification
    note: str = ""
    cases: tuple[CaseRow, ...] = ()

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if not self.amount and not self.in_kind:
            raise ValueError("a rule gives an `amount` or something `in_kind`: both are empty")
        codes = [condition.code for condition in self.conditions]
        if len(set(codes)) != len(codes):
            raise ValueError("two conditions have the same `code`")
        return self
