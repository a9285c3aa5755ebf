"""The signals 预警 of a pack made ready: people's conditions as rules of a book, the others compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhaohui.engines.rules import Condition as RuleCondition
from zhaohui.engines.rules import Fact, Rule, Rulebook, RuleError
from zhaohui.engines.rules.condition import Condition, compile_condition, vocabulary_with
from zhaohui.packs.book import own_book, words
from zhaohui.packs.pack import Pack
from zhaohui.packs.register_making import facts_of
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.signals import PEOPLE, SignalRow

RAISES, STAYS = "raises", "stays"


@dataclass(frozen=True, eq=False)
class ReadySignal:
    """A signal; over records, its conditions compiled: `when`, `stays` by level and `where`."""

    row: SignalRow
    when: tuple[Condition | None, ...] = ()
    stays: tuple[Condition | None, ...] = ()
    where: Condition | None = None

    @property
    def id(self) -> str:
        """Its name in the pack."""
        return self.row.id


def rule_id(signal_id: str, level: int, which: str) -> str:
    """Return the name of the rule that stands for one question of a signal's level."""
    return f"{signal_id}.{level}.{which}"


def signal_rules(rows: Sequence[SignalRow]) -> list[Rule]:
    """Return signals over people as rules: what raises each level and, where it differs, what keeps it."""
    return [
        Rule(
            id=rule_id(row.id, number, which),
            name=row.name,
            service="",
            subject="person" if row.watch.kind == "persons" else "household",
            group=row.watch.group,
            conditions=(RuleCondition(code=which, when=text, yes="是", no="否"),),
            in_kind=row.name,
            verification=level.verification,
            place=level.place,
        )
        for row in rows
        if row.watch.kind in PEOPLE
        for number, level in enumerate(row.levels, 1)
        for which, text in ((RAISES, level.when), (STAYS, level.stays))
        if text
    ]


def signal_book(pack: Pack, rows: Sequence[SignalRow] | None = None) -> Rulebook:
    """Return the rulebook of the pack's signals over people. RuleError for the first fault."""
    return own_book(pack, signal_rules(pack.signals if rows is None else rows))


@lru_cache(maxsize=4)
def kept_book(pack: Pack) -> Rulebook:
    """Return the same of a pack as it stands, compiled once."""
    return signal_book(pack)


@lru_cache(maxsize=4)
def ready_signals(pack: Pack) -> dict[str, ReadySignal]:
    """Return the pack's signals by id, in the order of its departments and files."""
    registers = {row.id: row for row in pack.registers}
    return {row.id: ready(pack, row, registers.get(row.watch.roster)) for row in pack.signals}


def ready(pack: Pack, row: SignalRow, register: RegisterRow | None) -> ReadySignal:
    """Return one signal made ready. RuleError for an expression that is no question of its records."""
    if register is None:
        return ReadySignal(row)
    _facts, parameters = words(pack)
    vocabulary = vocabulary_with((), parameters, engine_facts(register))

    def compiled(text: str, place: str) -> Condition | None:
        if not text:
            return None
        return compile_condition(
            text, vocabulary, subject="household", place=place, owner=f"signal {row.id}"
        )

    return ReadySignal(
        row,
        tuple(compiled(level.when, level.place) for level in row.levels),
        tuple(compiled(level.stays, level.place) for level in row.levels),
        compiled(row.watch.where, row.watch.place),
    )


def engine_facts(register: RegisterRow) -> list[Fact]:
    """Return a register's own fields as the engine has facts."""
    return [
        Fact(
            name=each.name, column=each.column, entity="living", type=each.type, values=each.values
        )
        for each in facts_of(register)
    ]


def faults_of(pack: Pack, row: SignalRow, register: RegisterRow | None) -> list[RuleError]:
    """Return what is wrong with a signal's expressions."""
    if row.watch.kind in PEOPLE:
        facts, parameters = words(pack)
        return Rulebook.problems(
            facts=facts,
            parameters=parameters,
            rules=signal_rules([row]),
            areas=pack.areas_chain,
        )
    try:
        ready(pack, row, register)
    except RuleError as fault:
        return [fault]
    return []


def expressions_of(row: SignalRow) -> list[str]:
    """Return every expression and parameter name that a signal has."""
    texts = [row.watch.where]
    for level in row.levels:
        texts += [level.when, level.stays, level.parameter, level.clear_parameter]
    return [text for text in texts if text]
