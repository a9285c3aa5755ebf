"""Rows of lists/*.yaml: benefits that a department publishes as one list, with its versions."""

from __future__ import annotations

from pydantic import Field

from zhaohui.packs.schema.row import Slug, Sourced, Word


class BenefitListRow(Sourced):
    """待遇清单: the rules that make up a department's list; its versions are the days on which a figure turns."""

    id: Slug
    name: Word
    owner: Word
    rules: tuple[Slug, ...] = Field(min_length=1)
