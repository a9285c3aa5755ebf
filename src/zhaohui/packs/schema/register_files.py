"""registers/<id>.yaml: a register 台账, its own fields or its form; the format is in docs/reference/registers.md."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.dealings import AccountRow, MatchRow, ReferralRow
from zhaohui.packs.schema.registers import Identifier
from zhaohui.packs.schema.row import Row, Slug, Sourced, Word

FieldType = Literal[
    "text",
    "int",
    "money",
    "date",
    "bool",
    "enum",
    "area",
    "person",
    "organisation",
    "place",
    "phone",
]
Subject = Literal["person", "household", "place", "organisation", "thing", "none"]
ABOUT_SOMEBODY = ("person", "household")
LONGEST_TEXT = 2_000
LONGEST_LINE = 64
# The columns of a record by which its list is filtered: how many fields of each kind may be.
SLOTS = {"text": 4, "number": 2, "day": 2}
SLOT_OF = {
    "text": "text",
    "bool": "text",
    "enum": "text",
    "area": "text",
    "organisation": "text",
    "int": "number",
    "money": "number",
    "date": "day",
}


class RegisterField(Row):
    """One field of a register's record: its type, who may see it, and what is asked of it.

    `privacy`: `public` may stand in the register's public view, `office` is for officers, `sealed`
    is kept sealed and shown on the record's own page only. `required_in` names states in which it
    must be known. `filter` gives it a column by which the list is filtered. `refers` names a register
    of whose records the text is the key; `adds` shows sums of a number by town and by what it refers to.
    """

    name: Identifier
    type: FieldType
    values: tuple[Word, ...] = ()
    unit: str = ""
    help: str = ""
    required: bool = False
    required_in: tuple[Slug, ...] = ()
    privacy: Literal["public", "office", "sealed"] = "office"
    filter: bool = False
    unique: bool = False
    low: Any = None
    high: Any = None
    max_length: int | None = Field(default=None, ge=1, le=LONGEST_TEXT)
    refers: Slug | None = None
    adds: bool = False

    @property
    def longest(self) -> int:
        """The most characters of a text."""
        return self.max_length or LONGEST_LINE

    @property
    def slot(self) -> str:
        """The kind of column its filter takes: text, number or day; "" where it has none."""
        return SLOT_OF.get(self.type, "") if self.filter else ""

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if (self.type == "enum") != bool(self.values):
            raise ValueError("an enum needs `values`, and no other type may have them")
        if len(set(self.values)) != len(self.values):
            raise ValueError("`values` names one value twice")
        if self.filter and (self.type not in SLOT_OF or self.privacy == "sealed"):
            raise ValueError("a list is not filtered by what is sealed, a person, place or phone")
        if self.filter and self.longest > LONGEST_LINE:
            raise ValueError(f"a list is filtered by texts of at most {LONGEST_LINE} characters")
        if self.max_length is not None and self.type != "text":
            raise ValueError("`max_length` is for texts")
        if self.refers and not (self.type == "text" and self.filter):
            raise ValueError("what `refers` to another register is a text with `filter: true`")
        if self.adds and not (self.type in ("int", "money") and self.filter):
            raise ValueError("what `adds` up is an int or money with `filter: true`")
        if self.type == "person" and self.privacy != "sealed":
            raise ValueError("a field that names a person is `privacy: sealed`")
        return self


class StateRow(Row):
    """A state of a register's record, those that may follow it, and which posts may lead to it.

    Without `by` everybody may who writes in the register. `ends`: no review falls due in it.
    `another`: nobody who wrote in the record since it was last there may lead it there.
    """

    id: Slug
    name: Word
    next: tuple[Slug, ...] = ()
    by: tuple[Slug, ...] = ()
    ends: bool = False
    another: bool = False


class QualityRow(Row):
    """A quality rule: `holds`, an expression over the register's fields that a good record meets."""

    id: Slug
    name: Word
    holds: Word


class ReckonedRow(Row):
    """What follows from a record 核算: `equals`, an expression over its fields and the pack's parameters.

    `hundredths`: the expression gives hundredths of the unit. What is not known is not reckoned, and the
    page says which field or parameter nobody has filled in.
    """

    name: Word
    equals: Word
    unit: str = ""
    hundredths: bool = False


class PublicRow(Row):
    """What anybody may see 公示: rows with these columns, or counts by town of which `k` is the least.

    `texts` shows each row as a text of its own, newest first. `states` are those that are shown;
    none: all. `upcoming` is a date that is a filter: only rows from today on, in its order.
    """

    show: Literal["rows", "texts", "counts"]
    columns: tuple[Word, ...] = ()
    states: tuple[Slug, ...] = ()
    k: int = Field(default=5, ge=1)
    upcoming: str = ""

    @property
    def has_rows(self) -> bool:
        """Whether single records are shown, not only how many there are."""
        return self.show != "counts"

    @model_validator(mode="after")
    def _rows_have_columns(self) -> Self:
        if self.has_rows != bool(self.columns):
            raise ValueError(
                f"`show: {self.show}` {'names' if self.has_rows else 'has no'} `columns`"
            )
        if self.upcoming and self.show != "rows":
            raise ValueError("`upcoming` is for `show: rows`")
        return self


class SyntheticRow(Row):
    """Who of a synthetic county 模拟数据 stands in a register: so many of a hundred of whom `among` holds.

    `among` is a condition over a person's facts; of a register about households, over one member's.
    """

    among: Word
    per_hundred: int = Field(default=100, ge=1, le=100)


class RegisterRow(Sourced):
    """A register 台账: who keeps it, its own `fields` or the `form` that fills it, its states.

    `keeper` and `keepers` are posts; `level` says how far down the area of a record reaches.
    `title` is the field that names a record about nobody; `key` the fields that no two records
    share. `delegation_batch` is the field that names a batch of delegations, which then shows the
    records of its areas. `reckoned` is what follows from a record. `items`: the service items whose
    applicants are assessed here; their cases lead to the record.
    `requirements` are the rows of the plan that it answers. `referrals`, `accounts` and `matches` say
    what a record has to do with other offices, amounts and records.
    """

    id: Slug
    name: Word
    purpose: Word
    keeper: Slug
    keepers: tuple[Slug, ...] = ()
    domain: str = ""
    level: Literal["district", "town", "village"] = "village"
    subject: Subject
    form: str = ""
    fields: tuple[RegisterField, ...] = ()
    title: str = ""
    key: tuple[Word, ...] = ()
    states: tuple[StateRow, ...] = Field(min_length=1)
    columns: tuple[Word, ...] = ()
    review_months: int | None = Field(default=None, ge=1, le=120)
    quality: tuple[QualityRow, ...] = ()
    reckoned: tuple[ReckonedRow, ...] = ()
    public: PublicRow | None = None
    assessments: tuple[Slug, ...] = ()
    items: tuple[Slug, ...] = ()
    delegation_batch: str = ""
    referrals: tuple[ReferralRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    matches: tuple[MatchRow, ...] = ()
    synthetic: SyntheticRow | None = None
    requirements: tuple[str, ...] = ()
    gaps: tuple[Word, ...] = ()
    english: dict[str, Word] = Field(default_factory=dict)

    @property
    def is_about_somebody(self) -> bool:
        """Whether each record is about a person of the registry, or a household found by one."""
        return self.subject in ABOUT_SOMEBODY

    def field(self, name: str) -> RegisterField | None:
        """The field of that name."""
        return next((each for each in self.fields if each.name == name), None)

    def state(self, state_id: str) -> StateRow | None:
        """The state of that id."""
        return next((each for each in self.states if each.id == state_id), None)

    def referral(self, kind: str) -> ReferralRow | None:
        """The kind of 转办 of that id."""
        return next((each for each in self.referrals if each.id == kind), None)

    def account(self, account_id: str) -> AccountRow | None:
        """The account of that id."""
        return next((each for each in self.accounts if each.id == account_id), None)

    def match(self, kind: str) -> MatchRow | None:
        """The kind of 对接 of that id."""
        return next((each for each in self.matches if each.id == kind), None)

    @model_validator(mode="after")
    def _form_or_fields(self) -> Self:
        if bool(self.form) == bool(self.fields):
            raise ValueError("a register has either its own `fields` or a `form`")
        if self.form and (self.title or self.key or self.quality or self.reckoned or self.public):
            raise ValueError(
                "`title`, `key`, `quality`, `reckoned` and `public` are for own `fields`"
            )
        if self.form and (self.referrals or self.accounts or self.matches):
            raise ValueError("`referrals`, `accounts` and `matches` are for own `fields`")
        if self.form and self.subject not in (*ABOUT_SOMEBODY, "none"):
            raise ValueError("a register with a `form` is about a person, a household or none")
        if self.synthetic and not self.is_about_somebody:
            raise ValueError("`synthetic` is for a register about a person or a household")
        if self.fields and not self.is_about_somebody and not self.title:
            raise ValueError("a register that is about no person names its `title` field")
        return self
