"""Rows of handling/: the reasons and terms of cases; kinds of voices 诉求, outcomes and terms of tasks 工单."""

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
