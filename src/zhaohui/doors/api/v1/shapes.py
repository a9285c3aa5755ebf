"""What comes in and goes out, as the description of the interface tells it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

NUMBER = r"^[0-9]{10}$"
Line = Annotated[str, Field(pattern=r"^[^\u0000-\u001f]*$")]  # no control characters, so no NUL
Name = Annotated[Line, Field(min_length=1, max_length=64)]
Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


class Shape(BaseModel):
    """A JSON object with these members and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fault(Shape):
    """One thing to mend."""

    field: str
    sentence: str


class Problem(Shape):
    """What could not be done, as RFC 9457 has it; `code` is for programs."""

    type: str = "about:blank"
    code: str
    title: str
    detail: str = ""
    status: int
    problems: list[Fault] = []


class ItemLine(Shape):
    """A service item 事项 that can be applied for."""

    id: str
    name: str
    department: str
    domain: str
    is_online: bool
    gives_money: bool
    promised_days: int | None = Field(description="working days; null: nobody has set them")


class Items(Shape):
    """The items of today."""

    pack_version: str
    items: list[ItemLine]


class Document(Shape):
    """A material 申请材料."""

    id: str
    name: str
    condition: str
    is_required: bool


class Asked(Shape):
    """Something that an application may ask; `member`: of the applicant, or of the household or form."""

    name: str
    member: Literal["applicant", "household"]
    label: str
    type: str
    values: list[str]
    unit: str
    is_required: bool


class ItemFull(ItemLine):
    """An item with what it takes."""

    statutory_days: int | None
    materials: list[Document]
    asks: list[Asked]


class Stated(Shape):
    """An answer: money in 元, dates as 2026-01-31, 是 or 否."""

    name: Name
    member: Literal["applicant", "household"] = "household"
    value: Annotated[str, Field(max_length=500, pattern=r"^[^\u0000]*$")]


class Consent(Shape):
    """When the applicant agreed that this system applies for her, and where that is kept."""

    given_on: dt.date
    evidence: Annotated[Line, Field(min_length=4, max_length=200)]


class Application(Shape):
    """An application for somebody who agreed. `reference` is the sender's own number for it."""

    reference: Reference
    item: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,96}$")]
    identity_number: Annotated[str, Field(pattern=r"^[0-9]{17}[0-9X]$")]
    consent: Consent
    answers: Annotated[list[Stated], Field(max_length=300)] = []


class CaseState(Shape):
    """How a case stands. Days are null where no term is set."""

    number: str
    reference: str
    item: str
    item_name: str
    state: str
    state_name: str
    since: dt.datetime
    submitted_on: dt.date
    accept_by: dt.date | None
    due_on: dt.date | None
    round: int
    happens: str
    to_do: str


class Change(Shape):
    """One step of a case."""

    id: int
    number: str
    reference: str
    step: str
    step_name: str
    before: str
    after: str
    at: dt.datetime
    round: int
    reason: str
    lacks: list[str]


class Changes(Shape):
    """Steps in their order. Ask again with `after` = `next`; `more`: at once."""

    changes: list[Change]
    next: int
    more: bool


class ChangesAsked(Shape):
    """From where, and how many at once."""

    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class Upload(Shape):
    """What goes with a file: which material of the item it is; another word is 其他."""

    document: Name


class Material(Shape):
    """A file that was taken in."""

    id: int
    document: str
    kind: str
    size: int
    scan: str


class Decided(Shape):
    """The decision that holds. `letter_number` and `letter_code` prove the letter."""

    number: str
    outcome: Literal["grant", "refuse"]
    rule: str
    amount_fen: int | None
    unit: str
    since: dt.date | None
    reason: str
    decided_at: dt.datetime
    letter_number: str
    letter_code: str


class Letter(Shape):
    """Number and code as they stand on a letter."""

    number: Annotated[Line, Field(min_length=1, max_length=24)]
    code: Annotated[Line, Field(min_length=1, max_length=40)]


class LetterSaid(Shape):
    """Whether they belong together; then on which day it was decided, and whether it still holds."""

    is_ours: bool
    decided_on: dt.date | None
    holds: bool | None


Facts = Annotated[
    dict[Name, str | bool | int | None],
    Field(max_length=200, description="facts by name; money in 元, dates as 2026-01-31"),
]


class Household(Shape):
    """A household as somebody states it; nothing of it is kept."""

    members: Annotated[list[Facts], Field(min_length=1, max_length=30)]
    living: Facts = {}
    registered: Facts = {}
    explain: Annotated[list[Name], Field(max_length=20)] = []


class Sentence(Shape):
    """One sentence of an explanation."""

    kind: str
    text: str


class Finding(Shape):
    """What one rule says of one member, or of the household (null)."""

    rule: str
    name: str
    member: int | None
    status: Literal["yes", "no", "unknown"]
    amount_fen: int | None
    unit: str
    reasons: list[str]
    sentences: list[str]
    needs: list[str]
    told: list[Sentence]


class Question(Shape):
    """What to ask next; the first settles most."""

    fact: str
    member: int | None
    question: str


class Checked(Shape):
    """What the household may have."""

    as_of: dt.date
    findings: list[Finding]
    questions: list[Question]


Described = dict[str, Any]
