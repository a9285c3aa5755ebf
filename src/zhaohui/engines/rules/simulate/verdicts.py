"""One side's verdict about people, with reasons: a simulation answers as every other entry does."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.engines.rules.backends.snapshot import read_findings
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.simulate.shadows import SHADOW, with_shadows
from zhaohui.engines.rules.simulate.study import Study


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A rule's answer about a person or (for its rules) her household; None: an unknown amount.

    `reasons` are the codes of the conditions that hold; of a no none are kept, as in a sweep.
    """

    status: str
    amount_fen: int | None
    reasons: tuple[str, ...]
    needs: tuple[str, ...]


NO = Verdict(status="no", amount_fen=0, reasons=(), needs=())


def verdicts(
    study: Study, snapshot: Path, people: Sequence[int], *, side: str = "after"
) -> dict[tuple[str, int], Verdict]:
    """What the simulation's rules say on its first day, by rule and person.

    `side` is `before` or `after` the reform. It is for checking and explaining a simulation; reports hold
    sums alone.
    """
    book = with_shadows(study.after if side == "after" else study.before, study.rules)
    with tempfile.TemporaryDirectory(prefix="verdicts-") as made:
        sweep(book, snapshot, study.as_of, Path(made))
        rows = read_findings(Path(made))
    answers = {
        (row["rule"], _subject(book, row)): _verdict(book, row)
        for row in rows
        if not row["rule"].startswith(SHADOW)
    }
    homes = _homes(snapshot, people)
    return {
        (rule, person): answers.get((rule, _key(book, rule, person, homes[person])), NO)
        for rule in study.rules
        for person in people
    }


def _subject(book: Rulebook, row: dict[str, object]) -> object:
    own = book.rule(str(row["rule"])).rule.subject == "person"
    return row["person_id"] if own else row["household_id"]


def _key(book: Rulebook, rule: str, person: int, homes: dict[str, int]) -> int:
    written = book.rule(rule).rule
    return person if written.subject == "person" else homes[f"{written.group}_id"]


def _verdict(book: Rulebook, row: dict[str, object]) -> Verdict:
    derived = book.derived(str(row["rule"]))
    amount = row["amount_fen"]
    return Verdict(
        status=str(row["status"]),
        amount_fen=amount if isinstance(amount, int) else None,
        reasons=derived.codes(_mask(row["reasons"])),
        needs=derived.named(_mask(row["needs"])),
    )


def _mask(value: object) -> int:
    return value if isinstance(value, int) else 0


def _homes(snapshot: Path, people: Sequence[int]) -> dict[int, dict[str, int]]:
    columns = ["person_id", "living_id", "registered_id"]
    table = pq.read_table(snapshot / "persons.parquet", columns=columns)
    chosen = table.filter(pc.is_in(table["person_id"], value_set=pa.array(people, pa.int64())))
    return {row["person_id"]: row for row in chosen.to_pylist()}
