"""A scenario's result as its page shows it: figures with words, bars, and nobody's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.engines.rules.simulate.study import ONCE
from zhaohui.packs import Pack
from zhaohui.packs.book import engine_parameter
from zhaohui.packs.overlay import value_from_json
from zhaohui.packs.schema.rules import RuleRow

Answer = dict[str, Any]
WIDTH = 100  # of a bar, in the units of its drawing
TIMES = {
    "月": gettext_lazy("月标准×12"),
    "年": gettext_lazy("按年"),
    "学年": gettext_lazy("按学年"),
    ONCE: gettext_lazy("一次性，每人（户）一次"),
}


@dataclass(frozen=True)
class Bar:
    """A cost as a bar: what is decided, and what the open answers may add (both of WIDTH)."""

    decided: int
    may: int


@dataclass(frozen=True)
class RuleLine:
    """One rule's line with its words and bars."""

    rule: RuleRow | None
    name: str
    how: str
    line: Answer
    bars: tuple[Bar, Bar]

    @property
    def is_money(self) -> bool:
        """Whether the rule gives money."""
        return bool(self.rule is None or self.rule.amount)


@dataclass(frozen=True)
class Shown:
    """All that the page shows of a finished scenario."""

    result: Answer
    as_of: dt.date
    changed: list[Answer]
    lines: list[RuleLine]
    total: Answer | None
    years: list[tuple[dt.date, Answer]]
    towns: list[tuple[str, Answer]]
    groups: list[tuple[str, list[tuple[str, Answer]]]]
    losers: list[tuple[str, str, str, Answer]]
    owed: list[tuple[str, dt.date, Answer]]
    without_list: list[str]
    budget: list[tuple[dt.date, str]]


def shown(pack: Pack, scenario: ReformScenario) -> Shown:
    """Return the page's content; a rule that the pack no longer has is named by its id."""
    result = scenario.result or {}
    lines = [*rule_lines(pack, result["years"][0]["lines"])]
    names = {line.line["rule"]: line.name for line in lines}
    owed = result["arrears"] or {"lines": [], "rules_without_list": []}
    return Shown(
        result=result,
        as_of=dt.date.fromisoformat(result["as_of"]),
        changed=[_changed(pack, each) for each in result["changed"]],
        lines=lines,
        total=next((line for line in result["totals"] if line["rule"] == "all"), None),
        years=[
            (dt.date.fromisoformat(year["as_of"]), _yearly(result, year["lines"]))
            for year in result["years"]
        ],
        towns=_towns(pack, result),
        groups=_groups(result),
        losers=_losers(result, names),
        owed=[
            (names.get(each["rule"], each["rule"]), dt.date.fromisoformat(each["month"]), each)
            for each in owed["lines"]
        ],
        budget=[
            (dt.date.fromisoformat(year["as_of"]), year["answer"])
            for year in (result["budget"] or {"years": ()})["years"]
        ],
        without_list=[names.get(rule, rule) for rule in owed["rules_without_list"]],
    )


def rule_lines(pack: Pack, lines: list[Answer]) -> Iterator[RuleLine]:
    """Yield each rule's line with bars on one scale."""
    rules = {rule.id: rule for rule in pack.rules}
    top = max(
        (line[side]["upper_fen"] for line in lines for side in ("before", "after")), default=0
    )
    for line in lines:
        rule = rules.get(line["rule"])
        unit = rule.unit if rule else ""
        yield RuleLine(
            rule=rule,
            name=rule.name if rule else line["rule"],
            how=str(TIMES.get(unit, unit)),
            line=line,
            bars=(_bar(line["before"], top), _bar(line["after"], top)),
        )


def _bar(side: Answer, top: int) -> Bar:
    decided = round(side["decided_fen"] * WIDTH / top) if top else 0
    upper = round(side["upper_fen"] * WIDTH / top) if top else 0
    return Bar(decided, upper - decided)


def _changed(pack: Pack, each: Answer) -> Answer:
    row = next((row for row in pack.parameters if row.name == each["parameter"]), None)
    told: Answer = {**each, "area_name": area_names(pack).get(each["area"], each["area"])}
    told["from"] = dt.date.fromisoformat(each["from"])
    if row is None:
        return {**told, "before": [], "after": []}
    parameter = engine_parameter(row)
    for side in ("before", "after"):
        told[side] = figures(parameter, value_from_json(row, each[side]))
    return told


def _sum(lines: list[Answer]) -> Answer:
    """The sum of lines that are paid by the year; open answers stay open in the sum."""
    total: Answer = {}
    for side in ("before", "after", "change"):
        names = lines[0][side] if lines else {}
        total[side] = {name: sum(line[side][name] for line in lines) for name in names}
    return total


def _yearly(result: Answer, lines: list[Answer]) -> Answer:
    return _sum([line for line in lines if line["rule"] not in result["once"]])


def _towns(pack: Pack, result: Answer) -> list[tuple[str, Answer]]:
    places = [*((town.code, town.name) for town in pack.towns), (None, _("镇未知"))]
    found = []
    for code, name in places:
        lines = [line for line in result["towns"] if line["town"] == code]
        if lines:
            found.append((name, _yearly(result, lines)))
    return [each for each in found if each[1]["before"]]


def _groups(result: Answer) -> list[tuple[str, list[tuple[str, Answer]]]]:
    by_name: dict[str, dict[str, list[Answer]]] = {}
    for line in result["groups"]:
        if line["rule"] not in result["once"]:
            parts = by_name.setdefault(line["group"], {})
            parts.setdefault(line["part"], []).append(line)
    return [
        (name, [(part_name(part), _sum(lines)) for part, lines in parts.items()])
        for name, parts in by_name.items()
    ]


def part_name(part: str) -> str:
    """Return a part's words; "" is one that is not known, "-" none of the parts."""
    return {"": _("未知"), "-": _("其他")}.get(part, part)


def _losers(result: Answer, names: dict[str, str]) -> list[tuple[str, str, str, Answer]]:
    losing = [line for line in result["groups"] if line["change"]["lost"]]
    ordered = sorted(losing, key=lambda line: -line["change"]["lost_fen"])[:5]
    return [
        (
            names.get(line["rule"], line["rule"]),
            line["group"],
            part_name(line["part"]),
            line["change"],
        )
        for line in ordered
    ]


def beside(
    pack: Pack, one: ReformScenario, other: ReformScenario
) -> list[tuple[str, Answer | None, Answer | None]]:
    """Return both scenarios' first-year lines of each rule that gives money; None: left alone."""
    names = {rule.id: rule.name for rule in pack.rules}
    in_kind = {rule.id for rule in pack.rules if not rule.amount}
    sides = [
        {line["rule"]: line for line in (each.result or {})["years"][0]["lines"]}
        for each in (one, other)
    ]
    rules = dict.fromkeys([*sides[0], *sides[1]])
    return [
        (names.get(rule, rule), sides[0].get(rule), sides[1].get(rule))
        for rule in rules
        if rule not in in_kind
    ]


def is_comparable(one: ReformScenario, other: ReformScenario) -> bool:
    """Say whether both were reckoned on the same people, rules and day."""
    keys = ("as_of", "pack", "snapshot")
    return all((one.result or {})[key] == (other.result or {})[key] for key in keys)
