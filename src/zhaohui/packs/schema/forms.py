"""forms/<id>.yaml; the format is in docs/reference/forms.md."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.registers import FactRow, FactType, Identifier
from zhaohui.packs.schema.row import Row, Slug, Word

Use = Literal["check", "application", "register", "survey", "assessment"]
Pattern = Literal["phone", "identity_number", "postcode", "credit_code"]
MOST_PEOPLE = 30  # as many as `check_household` reads
LONGEST_TEXT = 2_000


class OwnFact(FactRow):
    """An own field of a form in the shape of a fact, so that one reader serves both."""

    max_length: int = Field(ge=1, le=LONGEST_TEXT)


class FieldRow(Row):
    """One field: a `fact` of the dictionary, or an own one with `name` and `type`."""

    fact: str = ""
    name: Identifier | None = None
    type: FactType | None = None
    values: tuple[Word, ...] = ()
    unit: str = ""
    privacy: Literal["normal", "sensitive"] = "normal"
    label: str = ""
    help: str = ""
    required: bool = False
    when: str = ""
    low: Any = None
    high: Any = None
    pattern: Pattern | None = None
    max_length: int | None = Field(default=None, ge=1, le=LONGEST_TEXT)

    @property
    def key(self) -> str:
        """The name that answers are kept under."""
        return self.fact or self.name or ""

    @model_validator(mode="after")
    def _fact_or_own(self) -> Self:
        if bool(self.fact) == (self.name is not None):
            raise ValueError("a field is either a `fact` or has a `name` of its own")
        own = [key for key in ("type", "values", "unit") if getattr(self, key)]
        if self.fact and own:
            raise ValueError(f"the fact {self.fact} brings its own `{own[0]}`; leave it out")
        if self.name and not (self.type and self.label):
            raise ValueError(f"the own field {self.name} needs `type` and `label`")
        if self.name and (self.type == "enum") != bool(self.values):
            raise ValueError("an enum needs `values`, and no other type may have them")
        if len(set(self.values)) != len(self.values):
            raise ValueError("`values` names one value twice")
        return self


class MembersRow(Row):
    """How a form asks how many people belong to the household."""

    question: Word
    help: str = ""
    most: int = Field(default=12, ge=1, le=MOST_PEOPLE)


class StepRow(Row):
    """A step: its own `fields`, or `needs`, what the rules named there still lack."""

    id: Slug
    title: str = ""
    hint: str = ""
    repeat: Literal["members"] | None = None
    when: str = ""
    uses: tuple[Use, ...] = ()  # empty: in every use of the form
    fields: tuple[FieldRow, ...] = ()
    needs: Literal["all"] | tuple[Slug, ...] | None = None

    @model_validator(mode="after")
    def _fields_or_needs(self) -> Self:
        if bool(self.fields) == bool(self.needs):
            raise ValueError("a step has either `fields` or `needs`")
        if self.fields and not self.title:
            raise ValueError("a step with fields needs a `title`")
        if self.needs and (self.repeat or self.when):
            raise ValueError("a `needs` step asks by itself of whom: no `repeat`, no `when`")
        return self


class DocumentRow(Row):
    """A document 材料 to bring; not needed where the registry knows one of `waived_by`."""

    id: Slug
    name: Word
    when: str = ""
    waived_by: tuple[Word, ...] = ()


class ItemRow(Row):
    """One item of a scale: a field and the score of each of its answers."""

    field: Word
    scores: dict[str, int]
    weight: int = Field(default=1, ge=1)


class BandRow(Row):
    """A named range of totals, both ends within."""

    name: Word
    low: int
    high: int


class ScaleRow(Row):
    """A scale 量表: items, how they add up, and what a total is called.

    `fact`: a fact of the person whose value is the band's name; an assessment enters it in the registry.
    """

    id: Slug
    name: Word
    method: Literal["sum", "weighted"] = "sum"
    items: tuple[ItemRow, ...] = Field(min_length=1)
    bands: tuple[BandRow, ...] = ()
    fact: str = ""


class FormRow(Row):
    """A form 表单: one declaration for check, application, register, survey and assessment."""

    id: Slug
    name: Word
    purpose: Word
    uses: tuple[Use, ...] = Field(min_length=1)
    subject: Literal["person", "household", "none"]
    layout: Literal["grouped", "single"] = "grouped"
    intro: tuple[Word, ...] = ()
    members: MembersRow | None = None
    steps: tuple[StepRow, ...] = Field(min_length=1)
    documents: tuple[DocumentRow, ...] = ()
    scales: tuple[ScaleRow, ...] = ()
    english: dict[str, Word] = Field(default_factory=dict)
    note: str = ""

    @model_validator(mode="after")
    def _people_fit_the_subject(self) -> Self:
        if (self.subject == "household") != (self.members is not None):
            raise ValueError("a form about a household, and no other, says how `members` are asked")
        if self.subject != "household" and any(step.repeat for step in self.steps):
            raise ValueError("`repeat: members` needs `subject: household`")
        if self.subject != "household" and any(step.needs for step in self.steps):
            raise ValueError("a `needs` step needs `subject: household`")
        return self

    def as_json(self) -> dict[str, Any]:
        """Return the form as plain JSON values, without file names and lines."""
        plain: dict[str, Any] = _without_places(self.model_dump(mode="json", exclude_defaults=True))
        return plain


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(each) for key, each in value.items() if key != "place"}
    return [_without_places(each) for each in value] if isinstance(value, list) else value
