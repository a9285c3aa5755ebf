"""Hold a sweep to the definition: evaluate random people again with the interpreter and compare."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from zhaohui.county.entitlements.household_view import household_view
from zhaohui.engines.rules import Finding, Rulebook
from zhaohui.engines.rules.backends.snapshot import stored_as
from zhaohui.packs.pack import Pack

Rows = list[dict[str, Any]]
Answer = tuple[str, int | None]
NO: Answer = ("no", 0)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One answer that the two ways disagree on: status and amount in fen of each."""

    rule: str
    person: int
    swept: Answer
    interpreted: Answer


@dataclass(kw_only=True)
class Verification:
    """How many people and answers were compared, and every difference."""

    people: int = 0
    answers: int = 0
    differences: list[Difference] = field(default_factory=list)


def verify(
    pack: Pack,
    book: Rulebook,
    *,
    snapshot: Path,
    findings: Path,
    as_of: dt.date,
    people: int,
    seed: int = 1,
    progress: Callable[[str, float], None] | None = None,
) -> Verification:
    """Compare the findings of up to `people` random people, and of their households' rules.

    Both read the same snapshot. A rule's answer without a row in the findings is "no".
    """
    with duckdb.connect() as db:
        sample = _Sample(db, snapshot=snapshot, findings=findings, people=people, seed=seed)
        result = Verification()
        for place, (person, rows, homes) in enumerate(sample.views(), 1):
            household = household_view(pack.facts, rows, homes)
            for finding in book.evaluate(household, as_of):
                rule = book.rules[finding.rule].rule
                if not _is_hers(finding, rule.subject, rule.group, rows[0]):
                    continue
                key = person if rule.subject == "person" else rows[0][f"{rule.group}_id"]
                stored = sample.stored_as.get(rule.id, rule.id)
                swept = sample.swept.get((stored, rule.subject, key), NO)
                ours = (finding.status, finding.amount_fen if finding.status != "no" else 0)
                result.answers += 1
                if swept != ours:
                    result.differences.append(
                        Difference(rule=rule.id, person=person, swept=swept, interpreted=ours)
                    )
            result.people += 1
            if progress:
                progress("verify", place / len(sample.people))
    return result


def _is_hers(finding: Finding, subject: str, group: str, person: dict[str, Any]) -> bool:
    if subject == "person":
        return finding.member == 0
    return bool(finding.household == person[f"{group}_id"])


class _Sample:
    """Random people of a snapshot, all who share a household with them, and their findings."""

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        *,
        snapshot: Path,
        findings: Path,
        people: int,
        seed: int,
    ) -> None:
        for name in ("persons", "households"):
            db.read_parquet(str(snapshot / f"{name}.parquet")).create_view(name)
        db.read_parquet(str(findings / "findings.parquet")).create_view("findings")
        self.stored_as = stored_as(findings)
        db.execute(
            "CREATE TEMP TABLE sample AS SELECT person_id, living_id, registered_id FROM persons"
            " ORDER BY hash(person_id, $seed), person_id LIMIT $people",
            {"seed": seed, "people": people},
        )
        db.execute(
            "CREATE TEMP TABLE around AS SELECT * FROM persons"
            " WHERE living_id IN (SELECT living_id FROM sample)"
            " OR registered_id IN (SELECT registered_id FROM sample)"
        )
        db.execute(
            "CREATE TEMP TABLE homes AS SELECT household_id AS id, * FROM households WHERE household_id"
            " IN (SELECT living_id FROM around UNION SELECT registered_id FROM around)"
        )
        self.people = _rows(db, "SELECT * FROM sample ORDER BY person_id")
        self.homes = {row["id"]: row for row in _rows(db, "SELECT * FROM homes")}
        self.by_home: dict[tuple[str, int], Rows] = defaultdict(list)
        for row in _rows(db, "SELECT * FROM around ORDER BY person_id"):
            for key in ("living_id", "registered_id"):
                self.by_home[key, row[key]].append(row)
        self.swept: dict[tuple[str, str, int], Answer] = {}
        # A person's finding names her household too; a household's names its head.
        chosen = "SELECT rule, person_id, household_id, status, amount_fen FROM findings"
        persons = "person_id IN (SELECT person_id FROM sample)"
        homes = "household_id IN (SELECT id FROM homes)"
        for row in _rows(db, f"{chosen} WHERE {persons} OR {homes}"):
            answer = (row["status"], row["amount_fen"])
            self.swept[row["rule"], "person", row["person_id"]] = answer
            self.swept[row["rule"], "household", row["household_id"]] = answer

    def views(self) -> Iterator[tuple[int, Rows, Rows]]:
        """Yield each person's id, everyone in her two households (she first), and their homes."""
        for own in self.people:
            around = {
                row["person_id"]: row
                for key in ("living_id", "registered_id")
                for row in self.by_home[key, own[key]]
            }
            rows = [around.pop(own["person_id"]), *around.values()]
            homes = {row[key] for row in rows for key in ("living_id", "registered_id")}
            yield own["person_id"], rows, [self.homes[home] for home in homes]


def _rows(db: duckdb.DuckDBPyConnection, query: str) -> Rows:
    rows: Rows = db.sql(query).to_arrow_table().to_pylist()
    return rows
