"""Whom of a synthetic county 模拟数据 the registers of a pack are about, as rules of the engine."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.rules import Condition, Rule, Rulebook, RuleError
from zhaohui.packs.book import own_book, own_faults
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow

AMONG = "among"


def synthetic_book(pack: Pack) -> Rulebook:
    """Return a rulebook with one rule for each register that says whom it is about, by the register's id.

    RuleError names the file and line of the first fault.
    """
    return own_book(pack, [_rule(row) for row in pack.registers if row.synthetic])


def synthetic_faults(pack: Pack, rows: Sequence[RegisterRow]) -> list[RuleError]:
    """Return what the engine would refuse of these registers' conditions."""
    return own_faults(pack, [_rule(row) for row in rows if row.synthetic])


def _rule(row: RegisterRow) -> Rule:
    assert row.synthetic
    return Rule(
        id=row.id,
        name=row.name,
        service="",
        subject="person",
        group="living",
        conditions=(Condition(code=AMONG, when=row.synthetic.among, yes=row.name, no=row.name),),
        place=row.place,
    )
