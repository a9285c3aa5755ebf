"""The two sides' findings joined subject by subject in DuckDB, with bounds for what is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.parameters import DAY, resolve
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.simulate.shadows import SHADOW
from zhaohui.engines.rules.simulate.study import ONCE, Study
from zhaohui.engines.rules.tree import TEXT

Database = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of the machine a simulation may take."""

    threads: int = 2
    memory: str = "2GB"


# One side: a row for every yes and unknown, with the amount that is (or would be) paid in a year.
SIDE = """CREATE OR REPLACE TABLE {side} AS
SELECT r.id AS rule, real.subject_id, real.person_id, real.town, real.status,
  CASE WHEN r.has_amount THEN may.amount_fen::HUGEINT * r.times ELSE 0 END AS may
FROM (SELECT *, {subject} FROM {file} f JOIN rules r ON f.rule = r.id) real
JOIN (SELECT *, {subject} FROM {file} f JOIN rules r ON f.rule = '{shadow}' || r.id) may
  ON may.id = real.id AND may.subject_id = real.subject_id
JOIN rules r ON r.id = real.id"""
SUBJECT = "CASE WHEN r.subject = 'person' THEN f.person_id ELSE f.household_id END AS subject_id"

# `b`, `a`: the amount where it is known; `b_may`, `a_may`: the most that it can be, NULL: no bound.
PAIRS = """CREATE OR REPLACE TABLE pairs AS
SELECT *,
  CASE WHEN is_same THEN 0 WHEN b IS NOT NULL AND a IS NOT NULL THEN a - b
       WHEN is_alike AND b_may = a_may THEN 0 END AS difference,
  CASE WHEN is_same THEN 0 WHEN is_alike THEN least(0, a_may - b_may)
       ELSE coalesce(a, 0) - b_may END AS low,
  CASE WHEN is_same THEN 0 WHEN is_alike THEN greatest(0, a_may - b_may)
       ELSE a_may - coalesce(b, 0) END AS high
FROM (SELECT *,
    CASE b_status WHEN 'no' THEN 0 WHEN 'yes' THEN b_may END AS b,
    CASE a_status WHEN 'no' THEN 0 WHEN 'yes' THEN a_may END AS a,
    has_same_conditions AND b_status = 'unknown' AND a_status = 'unknown' AS is_alike
  FROM (SELECT rule, subject_id, coalesce(b.person_id, a.person_id) AS person_id,
      coalesce(b.town, a.town) AS town,
      coalesce(b.status, 'no') AS b_status, coalesce(a.status, 'no') AS a_status,
      CASE WHEN b.status IS NULL THEN 0 ELSE b.may END AS b_may,
      CASE WHEN a.status IS NULL THEN 0 ELSE a.may END AS a_may
    FROM before b FULL JOIN after a USING (rule, subject_id)) both_sides
  JOIN rules r ON r.id = both_sides.rule)"""


@contextmanager
def comparison(study: Study, snapshot: Path, scratch: Path, sizes: Sizes) -> Iterator[Database]:
    """A DuckDB with `persons` and `rules`, closed at the end."""
    db = duckdb.connect(
        config={
            "threads": sizes.threads,
            "memory_limit": sizes.memory,
            "temp_directory": str(scratch / "spill"),
        }
    )
    try:
        persons = literal(str(snapshot / "persons.parquet"), TEXT)
        db.execute(
            "CREATE TABLE persons AS SELECT person_id, living_id, registered_id, town "
            f"FROM read_parquet({persons})"
        )
        db.execute(
            "CREATE TABLE rules (id TEXT, subject TEXT, kind TEXT, times INT, is_once BOOL, "
            "has_amount BOOL, has_same_conditions BOOL, is_same BOOL)"
        )
        db.executemany("INSERT INTO rules VALUES (?,?,?,?,?,?,?,?)", list(_rules(study)))
        yield db
    finally:
        db.close()


def _rules(study: Study) -> Iterator[tuple[object, ...]]:
    times = study.times()
    for name in study.rules:
        one, other = study.before.rule(name), study.after.rule(name)
        rule = other.rule
        conditions = has_same_conditions(study, one, other)
        is_same = conditions and _has_same_amount(study, one, other)
        yield (
            name, rule.subject, rule.group, times[name], rule.unit == ONCE,
            other.amount is not None, conditions, is_same,
        )  # fmt: skip


def has_same_conditions(study: Study, one: CompiledRule, other: CompiledRule) -> bool:
    """Whether the two versions of a rule decide alike: same expressions, no parameter that changed."""
    written = [[each.condition.when for each in side.conditions] for side in (one, other)]
    used = {name for each in one.conditions for name in each.parameters}
    return written[0] == written[1] and not used & changed_parameters(study.before, study.after)


def _has_same_amount(study: Study, one: CompiledRule, other: CompiledRule) -> bool:
    used = set(one.amount_parameters) & changed_parameters(study.before, study.after)
    return one.rule.amount == other.rule.amount and not used


def changed_parameters(before: Rulebook, after: Rulebook) -> set[str]:
    """The parameters whose value differs on any day; another way of writing the same does not count."""
    return {
        name
        for name, each in after.parameters.items()
        if before.parameters[name] != each and _differs(before, after, name)
    }


def _differs(before: Rulebook, after: Rulebook, name: str) -> bool:
    one, other = before.parameters[name], after.parameters[name]
    versions = (*one.versions, *other.versions)
    turns = {version.start for version in versions}
    turns |= {each.end + DAY for each in versions if each.end and each.end < date.max}
    return any(
        resolve(one, before.areas, day).value != resolve(other, after.areas, day).value
        for day in turns
    )


def join_sides(db: Database, before: Path, after: Path) -> None:
    """Make the table `pairs` of two folders of findings; rows of two plain "no" are not in it."""
    for side, folder in (("before", before), ("after", after)):
        file = f"read_parquet({literal(str(folder / 'findings.parquet'), TEXT)})"
        db.execute(SIDE.format(side=side, file=file, subject=SUBJECT, shadow=SHADOW))
    db.execute(PAIRS)
