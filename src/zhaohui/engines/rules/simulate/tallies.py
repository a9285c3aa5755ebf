"""Sums over the pairs: by rule, by town, by the parts of a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.simulate.outcome import Change, Line, Tally
from zhaohui.engines.rules.simulate.pairs import Database
from zhaohui.engines.rules.simulate.shadows import GROUP
from zhaohui.engines.rules.simulate.study import Group
from zhaohui.engines.rules.tree import TEXT

UNKNOWN, OTHER = -1, -2  # a part that is not known; none of the parts
SIDE = (
    "count(*) FILTER ({s}_status = 'yes')", "count(*) FILTER ({s}_status = 'unknown')",
    "count(*) FILTER ({s}_status = 'yes' AND {s} IS NULL)", "sum(coalesce({s}, 0))",
    "sum(coalesce({s}_may, 0))", "count(*) FILTER ({s}_may IS NULL)",
)  # fmt: skip
CHANGE = (
    "count(*) FILTER (difference > 0)", "sum(CASE WHEN difference > 0 THEN difference END)",
    "count(*) FILTER (difference < 0)", "-sum(CASE WHEN difference < 0 THEN difference END)",
    "count(*) FILTER (b IS NULL AND a IS NOT NULL)", "sum(CASE WHEN b IS NULL THEN a END)",
    "count(*) FILTER (a IS NULL AND b IS NOT NULL)", "sum(CASE WHEN a IS NULL THEN b END)",
    "count(*) FILTER (difference IS NULL)", "sum(low)", "sum(high)",
    "count(*) FILTER (low IS NULL OR high IS NULL)",
)  # fmt: skip
SUMS = ", ".join([each.format(s=side) for side in ("b", "a") for each in SIDE] + list(CHANGE))


def by_rule(db: Database, rules: Sequence[str]) -> tuple[Line, ...]:
    """A line for every rule, also where nobody gets it on either side."""
    found = {line.rule: line for line in _lines(db, "rule", "pairs")}
    return tuple(
        found.get(rule, Line(rule=rule, before=Tally(), after=Tally(), change=Change()))
        for rule in rules
    )


def by_town(db: Database) -> tuple[Line, ...]:
    """A line for each rule and town; town None where a subject's place is unknown."""
    return tuple(_lines(db, "rule, town", "pairs", of=("town",)))


def by_group(db: Database, groups: Sequence[Group]) -> Iterator[Line]:
    """A line for each rule and part of each group, by the table `members` (see `gather_members`)."""
    for number, group in enumerate(groups):
        key = "person_id" if group.of == "person" else "living_id"
        source = (
            f"pairs JOIN persons p USING (person_id) LEFT JOIN (SELECT id AS member, place "
            f"FROM members WHERE number = {number}) ON member = p.{key}"
        )
        chosen = f"(SELECT pairs.*, coalesce(place, {OTHER}) AS place FROM {source})"
        for line, place in _placed(db, chosen):
            name = {UNKNOWN: "", OTHER: "-"}.get(place) if place < 0 else group.parts[place].name
            yield Line(
                rule=line.rule, before=line.before, after=line.after, change=line.change,
                group=group.name, part=name or "",
            )  # fmt: skip


def gather_members(db: Database, file: str) -> None:
    """Make the table `members`: of each group's number the place of each subject's part."""
    prefix = literal(GROUP, TEXT)
    db.execute(
        "CREATE OR REPLACE TABLE members AS SELECT number, id, "
        f"coalesce(min(place) FILTER (status = 'yes'), {UNKNOWN}) AS place FROM ("
        "SELECT CAST(split_part(f.rule, ':', 2) AS INT) AS number, "
        "CAST(split_part(f.rule, ':', 3) AS INT) AS place, status, "
        "CASE WHEN g.of = 'person' THEN person_id ELSE household_id END AS id "
        f"FROM {file} f JOIN kinds g ON g.number = CAST(split_part(f.rule, ':', 2) AS INT) "
        f"WHERE starts_with(f.rule, {prefix})) GROUP BY ALL"
    )


def _lines(db: Database, keys: str, source: str, of: tuple[str, ...] = ()) -> Iterator[Line]:
    query = f"SELECT {keys}, {SUMS} FROM {source} GROUP BY {keys} ORDER BY {keys} NULLS LAST"
    for row in db.execute(query).fetchall():
        yield _line(row, **dict(zip(of, row[1 : 1 + len(of)], strict=True)))


def _placed(db: Database, source: str) -> Iterator[tuple[Line, int]]:
    query = f"SELECT rule, place, {SUMS} FROM {source} GROUP BY rule, place ORDER BY rule, place"
    for row in db.execute(query).fetchall():
        yield _line(row), row[1]


def _line(row: tuple[Any, ...], **where: Any) -> Line:
    numbers = [int(each or 0) for each in row[-len(SIDE) * 2 - len(CHANGE) :]]
    sides, change = numbers[: 2 * len(SIDE)], numbers[2 * len(SIDE) :]
    return Line(
        rule=row[0],
        before=_tally(sides[: len(SIDE)]),
        after=_tally(sides[len(SIDE) :]),
        change=Change(**dict(zip(Change.__dataclass_fields__, change, strict=True))),
        **where,
    )


def _tally(numbers: Sequence[int]) -> Tally:
    return Tally(**dict(zip(Tally.__dataclass_fields__, numbers, strict=True)))
