"""A reform applied to a copy of the pack; the pack itself is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhaohui.engines.rules.parse import near
from zhaohui.packs.book import parameter_faults
from zhaohui.packs.errors import PackError
from zhaohui.packs.overlay import with_version
from zhaohui.packs.pack import Pack
from zhaohui.packs.reforms.values import followed, new_value
from zhaohui.packs.schema.reform import ChangedParameterRow, ChangedRuleRow, FollowRow, ReformRow
from zhaohui.packs.schema.rules import ParameterRow, RuleRow, VersionRow


@dataclass(frozen=True)
class Changed:
    """A parameter's new version; `follows` is the standard that it had to follow, "" for none."""

    parameter: ParameterRow
    version: VersionRow
    follows: str = ""


@dataclass(frozen=True)
class Reformed:
    """The changed copy, and every parameter that changed, those that follow others included."""

    pack: Pack
    changed: Sequence[Changed]


def apply_reform(pack: Pack, reform: ReformRow) -> Reformed:
    """Return the pack as the reform would have it; PackError says what can't be, and where."""
    rows = {row.name: row for row in pack.parameters}
    changed: list[Changed] = []
    for change in reform.parameters:
        parameter = _known(rows, change)
        value = new_value(pack, parameter, change)
        new = _version(pack, change, value)
        _lay(pack, rows, changed, Changed(parameter, new), change.place)
    named = {change.name for change in reform.parameters}
    for each in tuple(changed):
        for follow in _followers(pack, each.parameter.name, named):
            parameter = rows[follow.parameter]
            cells = {"value": followed(follow, each.version.value), "place": follow.place}
            new = each.version.model_copy(update=cells)
            found = Changed(parameter, new, each.parameter.name)
            _lay(pack, rows, changed, found, each.version.place)
    rules = tuple(_rules(pack, reform.rules))
    copy = replace(pack, parameters=tuple(rows.values()), rules=rules)
    return Reformed(copy, changed)


def _known(rows: dict[str, ParameterRow], change: ChangedParameterRow) -> ParameterRow:
    if change.name not in rows:
        raise PackError(
            f"{change.place}: the pack has no parameter {change.name}.",
            hint=near(change.name, list(rows)) or "Their names are in params/.",
        )
    return rows[change.name]


def _version(pack: Pack, change: ChangedParameterRow, value: Any) -> VersionRow:
    area = change.area or pack.code
    if area not in pack.areas_chain:
        raise PackError(
            f"{change.place}: the area {area} is not one of {'、'.join(pack.areas_chain)}.",
            hint="Leave `area` out for the county itself.",
        )
    if change.end is not None and change.end < change.start:
        raise PackError(
            f"{change.place}: `to` {change.end} is before `from` {change.start}.",
            hint="Leave `to` out for a standard without an end.",
        )
    note = "。".join(filter(None, (change.citation, change.note)))
    cells = {
        "area": area, "from": change.start, "to": change.end, "value": value,
        "verification": "unverified", "note": note, "place": change.place,
        "gap": _holes(value),
    }  # fmt: skip
    return VersionRow.model_validate(cells)


def _holes(value: Any) -> str:
    """A table keeps the bands that nobody has read yet as gaps."""
    has_hole = isinstance(value, dict) and None in value.values()
    return "有的档次没有读到" if has_hole else ""


def _lay(
    pack: Pack,
    rows: dict[str, ParameterRow],
    changed: list[Changed],
    new: Changed,
    place: str,
) -> None:
    name = new.parameter.name
    row = with_version(rows[name], new.version)
    for fault in parameter_faults(row, pack.areas_chain):
        raise PackError(f"{place}: {fault.sentence}", hint=fault.hint)
    rows[name] = row
    changed.append(new)


def _followers(pack: Pack, name: str, named: set[str]) -> list[FollowRow]:
    rows = pack.simulation.follows if pack.simulation else ()
    return [row for row in rows if row.of == name and row.parameter not in named]


def _rules(pack: Pack, changes: Sequence[ChangedRuleRow]) -> list[RuleRow]:
    rows = {rule.id: rule for rule in pack.rules}
    for change in changes:
        if change.id not in rows:
            raise PackError(
                f"{change.place}: the pack has no rule {change.id}.",
                hint=near(change.id, list(rows)) or "Their ids are in rules/.",
            )
        rows[change.id] = _changed_rule(rows[change.id], change)
    return list(rows.values())


def _changed_rule(rule: RuleRow, change: ChangedRuleRow) -> RuleRow:
    codes = [condition.code for condition in rule.conditions]
    news = {each.code: each for each in change.conditions}
    for code, each in news.items():
        if code not in codes:
            raise PackError(
                f"{each.place}: the rule {rule.id} has no condition {code}.",
                hint=f"Its conditions: {'、'.join(codes)}.",
            )
    conditions = tuple(
        old.model_copy(update={"when": news[old.code].when}) if old.code in news else old
        for old in rule.conditions
    )
    update = {"conditions": conditions, "amount": change.amount or rule.amount}
    return rule.model_copy(update={**update, "place": change.place})
