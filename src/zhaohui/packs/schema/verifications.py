"""verifications/<id>.yaml: facts checked with the offices that know them 核对; docs/reference/verifications.md."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.offers import Days, LackRow
from zhaohui.packs.schema.registers import Identifier
from zhaohui.packs.schema.row import Row, Slug, Sourced, Word


class AskedRow(Row):
    """An office that is asked, and for which facts; within `tolerance_fen` two amounts are the same."""

    id: Slug
    name: Word
    department: Word
    facts: tuple[Identifier, ...] = Field(min_length=1)
    tolerance_fen: int = Field(default=0, ge=0)


class VerificationRow(Sourced):
    """A kind of check of a household's facts 核对: whom it asks, and what an adult consents to.

    `answer_days`, `valid_days`, `consent_days`, `objection_days`: None where the county has not said;
    then nothing falls due or runs out by itself. `items` are the service items whose cases lead here.
    """

    id: Slug
    name: Word
    name_en: Word
    purpose: Word
    purpose_en: Word
    domain: Word
    department: Word
    consent: Word
    consent_en: Word
    items: tuple[Slug, ...] = ()
    asked: tuple[AskedRow, ...] = Field(min_length=1)
    answer_days: Days | None = None
    valid_days: Days | None = None
    consent_days: Days | None = None
    objection_days: Days | None = None
    requirements: tuple[str, ...] = ()
    lacks: tuple[LackRow, ...] = ()

    @model_validator(mode="after")
    def _asked_once(self) -> Self:
        names = [name for each in self.asked for name in each.facts]
        if len(set(names)) != len(names):
            raise ValueError("a fact is asked of one office only")
        if len({each.id for each in self.asked}) != len(self.asked):
            raise ValueError("two of `asked` have one id")
        return self

    def source_named(self, source: str) -> AskedRow | None:
        """Return the office of this id; None where it is asked no longer."""
        return next((each for each in self.asked if each.id == source), None)
