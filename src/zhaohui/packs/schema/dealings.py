"""What a register's record has to do with others: handed on 转办, kept account of 记账, tied to another record 对接."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, Word

AccountUnit = Literal["fen", "piece", "minute"]


class ReferralRow(Row):
    """A kind of 转办: something that another office does about a record and answers for.

    `department` is a contact of the pack. `days`: working days until the answer is due; left out: the
    county has set none. `by`: the posts that hand on; none: everybody who writes in the register.
    """

    id: Slug
    name: Word
    department: Word
    days: int | None = Field(default=None, ge=1, le=250)
    by: tuple[Slug, ...] = ()


class PotRow(Row):
    """One balance of an account: what is there, what is owed, what was done."""

    id: Slug
    name: Word


class EntryRow(Row):
    """A kind of entry 记账: so much from one pot to another; no `source` or `target`: from or to outside.

    `asks` words that say what for; `by`: the posts that post it; none: everybody who writes in the register.
    """

    id: Slug
    name: Word
    source: str = ""
    target: str = ""
    asks: bool = False
    by: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.source == self.target:
            raise ValueError("an entry has a `source` or a `target`, and they differ")
        return self


class AccountRow(Row):
    """An account 账 of a record: append-only, no pot below zero, a mistake is reversed.

    `unit`: fen (written in 元), piece, or minute (written in 小时). `ceiling` names a field of the
    register that all pots together may not exceed.
    """

    id: Slug
    name: Word
    unit: AccountUnit
    pots: tuple[PotRow, ...] = Field(min_length=1)
    entries: tuple[EntryRow, ...] = Field(min_length=1)
    ceiling: str = ""

    @model_validator(mode="after")
    def _pots_are_there(self) -> Self:
        known = {"", *(pot.id for pot in self.pots)}
        for entry in self.entries:
            if not {entry.source, entry.target} <= known:
                raise ValueError(f"the entry {entry.id} names a pot that is not there")
        for ids in ([pot.id for pot in self.pots], [entry.id for entry in self.entries]):
            if len(set(ids)) != len(ids):
                raise ValueError("an account names one id twice")
        return self

    def entry(self, entry_id: str) -> EntryRow | None:
        """The kind of entry of that id."""
        return next((each for each in self.entries if each.id == entry_id), None)


class FitRow(Row):
    """A condition 条件 under which two records suit one another, in words that explain an exclusion.

    `own` is a field of this register, `other` of the register it is tied with. `same`: the two texts are
    equal. `offers`: where `own` says 是, `other` must say 是. `at_most`, `at_least`: own ≤ or ≥ other.
    `near`: both lie in one town, and no field is named. Where `own` is not filled in, it asks for nothing.
    """

    name: Word
    holds: Literal["same", "offers", "at_most", "at_least", "near"]
    own: str = ""
    other: str = ""

    @model_validator(mode="after")
    def _names_fields(self) -> Self:
        if (self.holds == "near") == bool(self.own or self.other) or bool(self.own) != bool(
            self.other
        ):
            raise ValueError("`own` and `other` name a field each; `near` names none")
        return self


class MatchRow(Row):
    """A kind of 对接: records of another register that suit this one, each exclusion explained.

    `to` is the other register; `states` those of its records that may be tied (none: all).
    """

    id: Slug
    name: Word
    to: Slug
    states: tuple[Slug, ...] = ()
    conditions: tuple[FitRow, ...] = ()
