"""Rows of payrolls/*.yaml: benefits of one department that are paid together, one line a person."""

from __future__ import annotations

from pydantic import Field

from zhaohui.packs.schema.row import Slug, Sourced, Word


class PayrollRow(Sourced):
    """应发清单: the rules that are paid together, each month or year (`unit`, the same of all)."""

    id: Slug
    name: Word
    owner: Word
    unit: Word
    rules: tuple[Slug, ...] = Field(min_length=1)
