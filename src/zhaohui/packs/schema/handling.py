"""Rows of handling/: cases, delegations 赋权, voices 诉求, tasks 工单, visits 走访, windows: reasons, terms."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zhaohui.packs.schema.row import Row, Slug, Sourced, Word

ReasonUse = Literal[
    "correction", "not_accepted", "pause", "grant", "refuse", "send_back", "reopen", "relief"
]


class CaseReasonRow(Row):
    """A reason 理由 of a step of a case, by its code; `words` are read by the applicant."""

    code: Slug
    use: ReasonUse
    words: Word
    note: str = ""


class CaseTermRow(Sourced):
    """A term 期限 of a case in working days; `days` empty: the county has not set it."""

    term: Literal["accept", "promised", "statutory", "publicity", "appeal", "near", "relief"]
    days: int | None = Field(default=None, ge=0)
    words: Word


class VoiceKindRow(Sourced):
    """A kind of voice 诉求、投诉、建议: who handles it, in how many working days, whether it has a place.

    `days` empty: the term "answer" holds. `level`: the lowest that handles it; a complaint about a
    town's officers is the district's. `is_public`: such voices are counted and listed outside.
    """

    code: Slug
    type: Literal["request", "complaint", "suggestion"]
    name: Word
    asks: Word
    department: str = ""
    level: Literal["town", "district"]
    days: int | None = Field(default=None, ge=1)
    two_step: bool
    location: Literal["required", "optional", "none"]
    is_public: bool


class VoiceQuestionRow(Row):
    """What is asked beside the words: an attribute of Open311. `values`: "key:words|key:words"."""

    kind: Slug
    code: Slug
    words: Word
    datatype: Literal["string", "text", "number", "datetime", "singlevaluelist", "multivaluelist"]
    required: bool
    values: str = Field(default="", pattern=r"^([a-z0-9-]+:[^|:]+(\|[a-z0-9-]+:[^|:]+)*)?$")
    note: str = ""

    @property
    def choices(self) -> dict[str, str]:
        """The answers to choose from, by their keys."""
        pairs = (each.partition(":") for each in self.values.split("|") if each)
        return {key: words for key, _, words in pairs}


class TaskOutcomeRow(Row):
    """What came of a task; `words` are read by whoever asked."""

    code: Slug
    use: Literal["done", "explained", "refused"]
    words: Word
    note: str = ""


class TaskTermRow(Sourced):
    """A term of tasks in working days; `days` empty: the county has not set it."""

    term: Literal["answer", "confirm", "reopen", "follow_up", "near"]
    days: int | None = Field(default=None, ge=0)
    words: Word


class DelegationTermRow(Sourced):
    """A term of delegations 赋权: `reassess` in months, `near` in days; empty: the county has not set it."""

    term: Literal["reassess", "near"]
    count: int | None = Field(default=None, ge=1)
    words: Word


class IdentityDocumentRow(Sourced):
    """A document 证件 that proves at a window who somebody is; `number`: what is typed from it.

    `identity`: the number printed on it is the identity number. Empty: a gap, the registry does not hold
    its number, so nobody is found by it.
    """

    code: Slug
    name: Word
    number: Literal["identity", ""] = ""
    asks: Word


class QueuePriorityRow(Sourced):
    """Who is called earlier at a window 优先叫号; `ahead`: before so many others at most.

    Empty: the county has not set it, then before everybody who waits without priority.
    """

    code: Slug
    words: Word
    ahead: int | None = Field(default=None, ge=1)


VisitAbout = Literal["line", "task", "case", "duty"]
VisitButton = Literal["visited", "away", "help"]
VisitStep = Literal[
    "",
    "tell",
    "confirm",
    "know",
    "miss",
    "refuse",
    "opt_out",
    "answer",
    "take_supplement",
    "voice",
    "excuse",
]


class VisitResultRow(Row):
    """What a village worker found 走访情况: about a contact line, a task, a case or a duty, under which button.

    `step`: the step that follows ("" : noted only); `detail`: how she agreed (confirm), why not (refuse, excuse),
    the outcome (answer), the kind of voice (voice). A button's first row stands where none is chosen.
    """

    code: Slug
    about: VisitAbout
    button: VisitButton
    step: VisitStep = ""
    detail: str = ""
    words: Word
    note: str = ""
