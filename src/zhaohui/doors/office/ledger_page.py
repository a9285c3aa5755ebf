"""The standing ledger's counts as the office shows them: by rule, by town, by village."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.county.entitlements.ledger_queries import (
    WANTING,
    StateCounts,
    counts_by_rule,
    counts_by_town,
    counts_by_village,
    total,
)
from zhaohui.county.entitlements.outlook_queries import turns_by_place, turns_by_rule, window
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_words import (
    MEANINGS,
    NAMES,
    SLUGS,
    TURN_MEANINGS,
    TURN_NAMES,
    TURN_SLUGS,
)
from zhaohui.engines.ledger import State, Turn
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow

Turns = Mapping[Turn, int]


@dataclass(frozen=True)
class Cell:
    """A number in the table, with the name of its list."""

    slug: str
    name: str
    n: int
    is_wanting: bool = False


@dataclass(frozen=True)
class Line:
    """A rule, or a place of one, with its rows by state and those about to turn."""

    code: str
    name: str
    counts: StateCounts
    turns: Turns = field(default_factory=dict)
    rule: RuleRow | None = None
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Lines under the columns in which anything stands; what wants action comes first, with its money."""

    lines: list[Line]
    total: Line

    @property
    def has_money(self) -> bool:
        """Whether any money is missing or wrongly paid."""
        return bool(self.total.counts.missing_fen or self.total.counts.over_fen)


def rule_tables(pack: Pack, actor: Actor, *, area: str) -> tuple[Table, Table]:
    """Return the rules that want somebody's action, most of it first, and the others in reach."""
    counts, turns = counts_by_rule(actor, area=area), turns_by_rule(actor, area=area)
    lines = [
        Line(rule.id, rule.name, counts.get(rule.id, StateCounts(rule.id)), turns.get(rule.id, {}), rule)
        for rule in pack.rules
        if rule.id in counts or rule.id in turns
    ]  # fmt: skip
    wanting = sorted(lines, key=lambda line: (-line.counts.wanting, -sum(line.turns.values())))
    first = [line for line in wanting if line.counts.wanting or line.turns]
    return _table(first), _table(
        [line for line in lines if not line.counts.wanting and not line.turns]
    )


def place_table(pack: Pack, actor: Actor, rule: str, *, town: str = "") -> Table:
    """Return the towns in reach, or a town's villages, with one rule's rows; the unknown place last."""
    counts = counts_by_village(actor, rule, town) if town else counts_by_town(actor, rule)
    turns = turns_by_place(actor, rule, town=town)
    known = [row.code for row in (pack.villages if town else pack.towns)]
    codes = counts.keys() | turns.keys()
    others = sorted(codes - set(known))
    lines = [
        Line(code, area_word(pack, code), counts.get(code, StateCounts(code)), turns.get(code, {}))
        for code in [*known, *others]
        if code in codes
    ]
    return _table(lines)


def _table(lines: list[Line]) -> Table:
    """Leave out the columns in which nothing stands."""
    states = [state for state in NAMES if any(line.counts.rows.get(state) for line in lines)]
    turns = [turn for turn in TURN_NAMES if any(line.turns.get(turn) for line in lines)]
    summed = {turn: sum(line.turns.get(turn, 0) for line in lines) for turn in turns}
    all_of_it = Line("", "", total(line.counts for line in lines), summed)
    return Table(
        lines=[_filled(line, states, turns) for line in lines],
        total=_filled(all_of_it, states, turns),
    )


def _filled(line: Line, states: Iterable[State], turns: Iterable[Turn]) -> Line:
    cells = [
        Cell(SLUGS[each], str(NAMES[each]), line.counts.rows.get(each, 0), each in WANTING)
        for each in states
    ]
    cells += [
        Cell(TURN_SLUGS[each], str(TURN_NAMES[each]), line.turns.get(each, 0)) for each in turns
    ]
    return Line(line.code, line.name, line.counts, line.turns, line.rule, cells)


def legend() -> list[dict[str, Any]]:
    """Return each state's name and meaning, and each turn's."""
    states = [{"name": NAMES[state], "meaning": MEANINGS[state]} for state in NAMES]
    return states + [
        {"name": TURN_NAMES[turn], "meaning": TURN_MEANINGS[turn]} for turn in TURN_NAMES
    ]


def stands_on() -> dict[str, Any]:
    """Return the day on which the ledger stands, until when somebody looked ahead, whether synthetic."""
    day = last_day()
    return {
        "ledger_day": day,
        "window": window(),
        "is_synthetic": bool(day and day.is_synthetic),
    }
