"""simulation.yaml and reforms/*.yaml: how to look at a reform, and what it changes."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.registers import Identifier
from zhaohui.packs.schema.row import DivisionCode, Number, Row, Slug, Sourced, Word

MOST_YEARS = 20


class PartRow(Row):
    """One part of a group; parts are to exclude one another."""

    name: Word
    when: Word


class GroupRow(Row):
    """A way to group people: `of` is person, or living for whole living households."""

    name: Word
    of: Literal["person", "living"]
    parts: tuple[PartRow, ...] = Field(min_length=1)


class PovertyRow(Row):
    """The line a head and the household's whole income, a month: expressions over a household."""

    line: Word
    income: Word


class FollowRow(Sourced):
    """A standard that must follow another one: `times` is in basis points, `round_to` in 元."""

    parameter: Identifier
    of: Identifier
    times: int = Field(ge=1)
    round_to: Number | None = None


class SimulationRow(Row):
    """simulation.yaml: the groups, the poverty line and the standards that follow others."""

    groups: tuple[GroupRow, ...] = ()
    poverty: PovertyRow | None = None
    follows: tuple[FollowRow, ...] = ()


class ChangedParameterRow(Row):
    """A parameter's new value from a day: `value`, or `add` to what holds on that day.

    Bands of a table that `value` does not name stay as they are.
    """

    name: Identifier
    area: DivisionCode | None = None
    start: dt.date = Field(alias="from")
    end: dt.date | None = Field(default=None, alias="to")
    value: Any = None
    add: Number | None = None
    citation: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _one_way_of_changing(self) -> Self:
        if (self.value is None) == (self.add is None):
            raise ValueError("write either `value` (the new figure) or `add` (what is added)")
        return self


class ChangedConditionRow(Row):
    """A condition of a rule with another expression."""

    code: Slug
    when: Word


class ChangedRuleRow(Row):
    """A rule with another amount or other conditions."""

    id: Slug
    amount: Word | None = None
    conditions: tuple[ChangedConditionRow, ...] = ()

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.amount is None and not self.conditions:
            raise ValueError("write `amount` or `conditions`: nothing of the rule changes")
        return self


class ReformRow(Row):
    """A reform that is tried on a copy; `example` marks one that nobody proposed."""

    name: Word
    note: str = ""
    example: bool = False
    as_of: dt.date | None = None
    years: int = Field(default=1, ge=1, le=MOST_YEARS)
    parameters: tuple[ChangedParameterRow, ...] = ()
    rules: tuple[ChangedRuleRow, ...] = ()
    groups: tuple[GroupRow, ...] | None = None
    poverty: PovertyRow | None = None
    paid_from: dt.date | None = None
    budget: Number | None = Field(default=None, ge=0)  # 元 a year for all that the reform touches

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.parameters and not self.rules:
            raise ValueError("write `parameters` or `rules`: nothing changes")
        return self
