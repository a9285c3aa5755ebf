"""Arrears 补差: what holders are owed for the months between a new standard's first day and now."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.simulate.pairs import Sizes, comparison, join_sides
from zhaohui.engines.rules.simulate.shadows import with_shadows
from zhaohui.engines.rules.simulate.study import Study
from zhaohui.engines.rules.tree import TEXT

MONTHLY = "月"

OWED = """SELECT rule, count(*),
  count(*) FILTER (b_status = 'yes' AND a_status = 'yes' AND difference IS NOT NULL),
  coalesce(sum(difference) FILTER (counts AND difference > 0), 0) // 12,
  -coalesce(sum(difference) FILTER (counts AND difference < 0), 0) // 12
FROM (SELECT held.rule, b_status, a_status, difference,
    b_status = 'yes' AND a_status = 'yes' AS counts
  FROM (SELECT DISTINCT h.rule, CASE r.subject WHEN 'person' THEN p.person_id ELSE
      CASE r.kind WHEN 'living' THEN p.living_id ELSE p.registered_id END END AS subject_id
    FROM {holdings} h JOIN rules r ON r.id = h.rule JOIN persons p ON p.person_id = h.person_id
    WHERE (h.since IS NULL OR h.since <= {day}) AND (h.until IS NULL OR h.until >= {day})) held
  LEFT JOIN pairs ON pairs.rule = held.rule AND pairs.subject_id = held.subject_id)
GROUP BY rule ORDER BY rule"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrearsLine:
    """One rule in one month: holders, of how many both amounts are known, and what is owed.

    `owed_fen` is to be paid to them; `over_fen` was paid beyond a lower standard (nothing is taken back
    by itself). The other holders' difference is not known, or a side does not say yes: look into them.
    """

    rule: str
    month: date
    holders: int
    reckoned: int
    owed_fen: int
    over_fen: int


def months_of(first: date, until: date) -> list[date]:
    """The first days of the months from that of `first` up to (without) that of `until`."""
    numbers = range(first.year * 12 + first.month - 1, until.year * 12 + until.month - 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def arrears(
    study: Study,
    snapshot: Path,
    holdings: Path,
    months: Sequence[date],
    *,
    sizes: Sizes | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> list[ArrearsLine]:
    """For each month and monthly rule: the difference of the two standards for those who held it.

    `holdings` is a Parquet file: rule, person_id, since, until (inclusive; NULL: open). A person who
    held a household's benefit stands for the household. Each month is reckoned at its first day, with
    the standards of that day and the facts of the snapshot.
    """
    sizes = sizes or Sizes()
    tell = progress or (lambda *_: None)
    monthly = [n for n in study.rules if study.after.rule(n).rule.unit == MONTHLY]
    found: list[ArrearsLine] = []
    if not monthly:
        return found
    file = f"read_parquet({literal(str(holdings), TEXT)})"
    with tempfile.TemporaryDirectory(prefix="arrears-") as made:
        folders = [Path(made) / "before", Path(made) / "after"]
        sides = [with_shadows(book, monthly) for book in (study.before, study.after)]
        with comparison(study, snapshot, Path(made), sizes) as db:
            for number, month in enumerate(months):
                tell("arrears", number / len(months))
                for book, folder in zip(sides, folders, strict=True):
                    sweep(book, snapshot, month, folder, threads=sizes.threads,
                          memory=sizes.memory, explained=False)  # fmt: skip
                join_sides(db, *folders)
                query = OWED.format(holdings=file, day=f"DATE '{month.isoformat()}'")
                found += [
                    ArrearsLine(
                        rule=row[0], month=month, holders=int(row[1]), reckoned=int(row[2]),
                        owed_fen=int(row[3]), over_fen=int(row[4]),
                    )
                    for row in db.execute(query).fetchall()
                    if row[0] in monthly
                ]  # fmt: skip
    return found
