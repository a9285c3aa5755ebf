"""Rows of handling/: the reasons that officers choose from, and the terms of a case."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zhaohui.packs.schema.row import Row, Slug, Sourced, Word

ReasonUse = Literal["correction", "not_accepted", "pause", "grant", "refuse", "send_back", "reopen"]


class CaseReasonRow(Row):
    """A reason 理由 of a step of a case, by its code; `words` are read by the applicant."""

    code: Slug
    use: ReasonUse
    words: Word
    note: str = ""


class CaseTermRow(Sourced):
    """A term 期限 of a case in working days; `days` empty: the county has not set it."""

    term: Literal["accept", "promised", "statutory", "publicity", "appeal", "near"]
    days: int | None = Field(default=None, ge=0)
    words: Word
