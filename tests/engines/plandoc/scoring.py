"""Truth of a plan as comparable keys, and precision and recall of a reading against it.

Keys: section (level, title, line); indicator (all fields); service (domain, declared, closing 等,
line); item (domain, item); project (box, title, line); quantity (line, number, unit), 万 and 亿
multiplied out, the unit without its denominator.

The given plan's truth lists values, not every number of the text, so a quantity is judged only on
lines that the truth speaks of; there it must be listed to be right. A truth row counts where its
quantity is a number: ranges by their lower end, 12/16/210 as three values. Rows in words (文字,
一批), ratios, sums such as 3+6+3+3 and periods of years do not count.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.engines.plandoc.invented import Invented
from zhaohui.engines.plandoc import Plan

GIVEN = Path(__file__).resolve().parents[4] / "shared" / "plan"
GIVEN_TEXT = GIVEN / "000_79ca57d96ee39970.txt"
SIGNS = {">=": "≥", "<=": "≤"}
FACTORS = {"": 1, "万": 10_000, "亿": 100_000_000}
Keys = dict[str, list[Hashable]]


@dataclass(frozen=True)
class Score:
    """How many keys are right, and how many there were on each side."""

    right: int
    found: int
    truth: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.truth)

    @property
    def recall(self) -> float:
        return self.right / self.truth if self.truth else 1.0


def score(found: Iterable[Hashable], truth: Iterable[Hashable]) -> Score:
    """Compare two bags of keys."""
    mine, theirs = Counter(found), Counter(truth)
    return Score((mine & theirs).total(), mine.total(), theirs.total())


def quantity_key(line: int, number: float, unit: str) -> Hashable:
    """(line, number, unit) with 万 and 亿 multiplied out: 1.5 万人 is 15000 人."""
    scale = re.fullmatch(r"([万亿]?)(.*)", unit)
    assert scale
    if not scale[2]:
        return line, round(float(number), 4), unit
    return line, round(float(number) * FACTORS[scale[1]], 4), scale[2]


def keys_of(plan: Plan) -> Keys:
    """The keys of a reading."""
    return {
        "sections": [(s.level, s.title, s.line) for s in plan.sections],
        "indicators": [
            (i.domain, i.name, i.unit, *_value(i.baseline), *_value(i.target), i.nature, i.line)
            for i in plan.indicators
        ],
        "services": [(s.domain, s.declared, s.open_ended, s.line) for s in plan.services],
        "items": [(s.domain, item) for s in plan.services for item in s.items],
        "projects": [(p.box, p.title, p.line) for p in plan.projects],
        "quantities": [quantity_key(q.line, q.number, q.unit) for q in plan.quantities],
    }


def _value(value) -> tuple:
    return value.raw, value.operator, value.value


def keys_of_invented(plan: Invented) -> Keys:
    """The keys of an invented plan's truth."""
    return {
        "sections": list(plan.sections),
        "indicators": [
            (
                i["domain"],
                i["name"].translate({40: "（", 41: "）"}),
                i["unit"],
                *i["baseline"].values(),
                *i["target"].values(),
                i["nature"],
                i["line"],
            )
            for i in plan.indicators
        ],
        "services": [
            (s["domain"], s["declared"], s["open_ended"], s["line"]) for s in plan.services
        ],
        "items": [(s["domain"], item) for s in plan.services for item in s["items"]],
        "projects": list(plan.projects),
        "quantities": [
            quantity_key(line, number, unit) for line, _, number, _, unit in plan.quantities
        ],
    }


def rows_of(name: str) -> list[dict[str, str]]:
    """A table of the hand-checked truth."""
    with (GIVEN / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def line_of(row: dict[str, str]) -> int:
    return int(row["source_addr"].partition("#L")[2])


def keys_of_given() -> Keys:
    """The keys of the hand-checked truth; `sections` are titles only, for it gives no lines."""
    return {
        "indicators": [_indicator(row) for row in rows_of("indicators.csv")],
        "services": [
            (r["domain"], int(r["declared_count"]), r["has_deng"] == "True", line_of(r))
            for r in rows_of("service_domains.csv")
        ],
        "projects": [(r["box"], r["title"], line_of(r)) for r in rows_of("projects.csv")],
        "quantities": [key for row in quantity_rows() for key in values_of(row)],
    }


def _indicator(row: dict[str, str]) -> tuple:
    def number(text: str) -> float | None:
        return float(text) if text else None

    sign = row["target_operator"]
    return (
        row["domain"], row["name"], row["unit_as_printed"], row["baseline_2020_as_printed"],
        number(row["baseline_value"]), row["target_2025_as_printed"], SIGNS.get(sign, sign),
        number(row["target_value"]), row["nature"], line_of(row),
    )  # fmt: skip


def quantity_rows() -> list[dict[str, str]]:
    return rows_of("project_targets.csv") + rows_of("commitments.csv")


def values_of(row: dict[str, str]) -> list[Hashable]:
    """The keys of one truth row; none where it states no number."""
    quantity = row["quantity"]
    unit = re.sub(r"（[^）]*）", "", row["unit"])
    if re.fullmatch(r"[\d.]+(?:-[\d.]+)?", quantity):
        return [quantity_key(line_of(row), float(quantity.split("-")[0]), unit.split("/")[0])]
    if "/" not in quantity:
        return []
    parts, units = quantity.split("/"), unit.split("/")
    keys = []
    for i, part in enumerate(parts):
        found = re.match(r"([\d.]+)([^（]*)", part)
        if found:
            own = units[i] if len(units) == len(parts) else units[-1]
            keys.append(quantity_key(line_of(row), float(found[1]), found[2] or own))
    return keys


def is_printed(row: dict[str, str]) -> bool:
    """The quotation, dates and titles aside, holds a figure or a Chinese numeral with a counter."""
    bare = re.sub(r"\d{4}年|《[^》]*》", "", row["quote"])
    return bool(re.search(r"\d|[一两三](?=[所个套级])", bare))


def section_titles() -> set[str]:
    """Chapters and sections that the truth's rows quote from."""
    tables = ("requirements.csv", "commitments.csv", "projects.csv")
    rows = [row for table in tables for row in rows_of(table)]
    return {row[level] for row in rows for level in ("chapter", "section") if row[level]}


def score_given(plan: Plan) -> dict[str, Score]:
    """Precision and recall of every kind on the given plan."""
    mine, theirs = keys_of(plan), keys_of_given()
    named = [(s.domain, item) for s in plan.services for item in s.named]
    listed = [(r["domain"], r["named_item"]) for r in rows_of("service_items_named.csv")]
    without_base_sign = [(*key[:4], *key[5:]) for key in mine["indicators"]]
    return {
        "sections": score([s.title for s in plan.sections], section_titles()),
        "indicators": score(without_base_sign, theirs["indicators"]),
        "services": score(mine["services"], theirs["services"]),
        "items": score(named, listed),
        "projects": score(mine["projects"], theirs["projects"]),
    } | _score_quantities(plan)


def _score_quantities(plan: Plan) -> dict[str, Score]:
    rows = quantity_rows()
    covered = {line_of(row) for row in rows}
    all_read = [q for q in plan.quantities if q.line in covered]
    printed = [q for q in all_read if q.basis == "printed"]
    return {
        "quantities": score(
            (quantity_key(q.line, q.number, q.unit) for q in all_read),
            (key for row in rows for key in values_of(row)),
        ),
        "quantities printed": score(
            (quantity_key(q.line, q.number, q.unit) for q in printed),
            (key for row in rows if is_printed(row) for key in values_of(row)),
        ),
    }
