"""One rule's findings as a list of people, read from the published Parquet: filtered, scoped, paged there.

The file is sorted by rule, town and person, so a page reads the few row groups that can hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.engines.rules.backends.snapshot import stored_as
from zhaohui.errors import ZhaohuiError

PAGE_ROWS = 50
TOWN_DIGITS, VILLAGE_DIGITS = 9, 12
LISTED = ("yes", "unknown")  # a "no" is not written: it is everybody else
Key = tuple[str, int, int]
FIRST: Key = ("", 0, 0)


class FindingsGoneError(ZhaohuiError):
    """The files of the published sweep are not in the data folder."""

    code = "findings-gone"
    status = 503


@dataclass(frozen=True)
class ListedFinding:
    """A person (or her household, whose head she is) with one rule's answer; money in fen."""

    person: int
    household: int
    town: str
    village: str
    amount_fen: int | None


@dataclass(frozen=True)
class FindingsPage:
    """Some findings, and the key after which the next page starts (None: there is no more)."""

    rows: Sequence[ListedFinding]
    following: Key | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which findings: of a rule, of a status, in a town or village (both empty: anywhere)."""

    rule: str
    status: str
    area: str = ""
    after: Key = FIRST


def findings_page(actor: Actor, run: SweepRun, wanted: Wanted) -> FindingsPage:
    """Return a page of findings within the actor's `person.list`; FindingsGoneError."""
    path = settings.DATA_DIR / "findings" / run.findings_hash / "findings.parquet"
    if not path.is_file():
        raise FindingsGoneError(
            "比对结果的文件不在数据目录里，名单暂时打不开。", hint="请管理员再运行一次全员比对。"
        )
    stored = stored_as(path.parent).get(wanted.rule, wanted.rule)
    query, values = _query(actor, replace(wanted, rule=stored))
    rows = [ListedFinding(*row) for row in _read(path, query, values)]
    more = rows[PAGE_ROWS:]
    rows = rows[:PAGE_ROWS]
    last = rows[-1] if more else None
    return FindingsPage(rows, (last.town, last.person, last.household) if last else None)


def _query(actor: Actor, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"rule": wanted.rule, "status": wanted.status}
    conditions = ["rule = $rule", "status = $status"]
    if wanted.area:
        column = "town" if len(wanted.area) < VILLAGE_DIGITS else "village"
        conditions.append(f"{column} = $area")
        values["area"] = wanted.area
        if column == "village":  # the file is sorted by town: this skips the others
            conditions.append("town = $town")
            values["town"] = wanted.area[:TOWN_DIGITS]
    if wanted.after != FIRST:
        conditions.append("(coalesce(town, ''), person_id, household_id) > ($t, $p, $h)")
        values |= dict(zip("tph", wanted.after, strict=True))
    if not actor.everywhere("person.list"):
        conditions.append(_in_reach(actor, values))
    order = "coalesce(town, ''), person_id, household_id"
    query = (
        "SELECT person_id, household_id, coalesce(town, ''), coalesce(village, ''), amount_fen"  # noqa: S608 - fixed text, values bound
        f" FROM read_parquet($path) WHERE {' AND '.join(conditions)}"
        f" ORDER BY {order} LIMIT {PAGE_ROWS + 1}"
    )
    return query, values


def _in_reach(actor: Actor, values: dict[str, Any]) -> str:
    """The meaning of `in_scope`: the village decides, the town where that is unknown."""
    parts = ["false"]
    for number, (low, high) in enumerate(actor.ranges("person.list")):
        values[f"low{number}"], values[f"high{number}"] = low, high
        place = "coalesce(village, town)"
        parts.append(f"({place} >= $low{number} AND {place} < $high{number})")
    return f"({' OR '.join(parts)})"


def _read(path: Path, query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with duckdb.connect(config={"threads": 1}) as db:
        return db.execute(query, {**values, "path": str(path)}).fetchall()
