"""What was seen of people: the values of the facts that a signal asks, read from the same snapshot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from zhaohui.county.registry.person_facts import fact_text
from zhaohui.county.signals.looks import Evidence
from zhaohui.engines.rules import Rulebook, tree
from zhaohui.engines.rules.calendar import years_between
from zhaohui.engines.rules.vocabulary import AGE, BIRTH
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.schema.signals import SignalRow

UNKNOWN = "不知道"
LETTER = {"persons": "p", "households": "h"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class PeopleEvidence:
    """Reads, of a signal's subjects, each fact that it asks; those of a household's members one by one."""

    pack: Pack
    book: Rulebook
    row: SignalRow
    snapshot: Path
    today: dt.date

    def __call__(self, subjects: Collection[str]) -> dict[str, Evidence]:
        """Return by subject each fact with its value."""
        facts = facts_asked(self.pack, self.book, self.row)
        ids = [int(each.partition(":")[2]) for each in subjects]
        with duckdb.connect() as db:
            for table in ("persons", "households"):
                db.read_parquet(str(self.snapshot / f"{table}.parquet")).create_view(table)
            db.register("wanted", pa.table({"id": pa.array(ids, pa.int64())}))
            people = _rows(db, _people(self.row, facts))
            homes = {each["id"]: each for each in _rows(db, _homes(self.row, facts))}
        members: dict[int, list[Row]] = {}
        for person in people:
            members.setdefault(person["subject"], []).append(person)
        return {
            f"{LETTER[self.row.watch.kind]}:{number}": self._lines(facts, own, homes)
            for number, own in members.items()
        }

    def _lines(
        self, facts: Sequence[FactRow], own: list[Row], homes: Mapping[int, Row]
    ) -> Evidence:
        home = homes.get(own[0]["home"], {})
        theirs = [fact for fact in facts if fact.entity != "person"]
        persons = [fact for fact in facts if fact.entity == "person"]
        lines = [self._line(fact, home, "") for fact in theirs]
        for at, person in enumerate(own, 1):
            who = f"成员{at}·" if self.row.watch.kind == "households" else ""
            lines += [self._line(fact, person, who) for fact in persons]
        return lines

    def _line(self, fact: FactRow, row: Row, who: str) -> tuple[str, str]:
        value = row.get(fact.column)
        if fact.name == BIRTH:
            age = None if value is None else years_between(value, self.today)
            return f"{who}{AGE}", UNKNOWN if age is None else f"{age}岁"
        return f"{who}{fact.name}", fact_text(self.pack, fact, value) or UNKNOWN


def facts_asked(pack: Pack, book: Rulebook, row: SignalRow) -> list[FactRow]:
    """Return the facts that any level of a signal asks, in the dictionary's order."""
    names = set()
    for compiled in book.rules.values():
        if compiled.rule.id.rsplit(".", 2)[0] != row.id:
            continue
        for condition in compiled.conditions:
            names |= set(_names(condition.code.node))
    return [fact for fact in pack.facts if fact.name in names]


def _names(node: tree.Node) -> Iterator[str]:
    for each in tree.walk(node):
        if isinstance(each, tree.FactRef):
            yield each.name
        elif isinstance(each, tree.Age):
            yield BIRTH


def _people(row: SignalRow, facts: Sequence[FactRow]) -> str:
    """The people wanted, or everybody of the households wanted; their facts beside them."""
    home = f"{row.watch.group}_id"
    subject = "person_id" if row.watch.kind == "persons" else home
    own = [f'p."{fact.column}"' for fact in facts if fact.entity == "person"]
    chosen = ", ".join([f"p.{subject} AS subject", f"p.{home} AS home", *own])
    return (
        f"SELECT {chosen} FROM persons p JOIN wanted w ON p.{subject} = w.id ORDER BY p.person_id"  # noqa: S608
    )


def _homes(row: SignalRow, facts: Sequence[FactRow]) -> str:
    home = f"{row.watch.group}_id"
    subject = "person_id" if row.watch.kind == "persons" else home
    own = [f'h."{fact.column}"' for fact in facts if fact.entity != "person"]
    inside = f"SELECT p.{home} FROM persons p JOIN wanted w ON p.{subject} = w.id"  # noqa: S608
    chosen = ", ".join(["h.household_id AS id", *own])
    return f"SELECT {chosen} FROM households h WHERE h.household_id IN ({inside})"  # noqa: S608


def _rows(db: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = db.sql(query).to_arrow_table().to_pylist()
    return rows
