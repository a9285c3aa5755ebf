"""On the given plan: what a careful reader rated 高 is found, with both places, and little else."""

import csv
import time

import pytest

from tests.engines.plandoc.scoring import GIVEN, GIVEN_TEXT
from zhaohui.engines.plandoc import read_plan
from zhaohui.engines.plandoc.lint import Finding, lint_file
from zhaohui.packs import load
from zhaohui.packs.census import census
from zhaohui.paths import project_root

pytestmark = pytest.mark.skipif(
    not GIVEN_TEXT.exists(), reason="the given plan is not on this machine"
)
PACK = project_root() / "packs" / "510811-zhaohua"


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return lint_file(GIVEN_TEXT, census=census(load(PACK)))


def rated(severity: str) -> list[dict[str, str]]:
    with (GIVEN / "inconsistencies.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["severity"] == severity]


def block_of(line: int) -> tuple[int, int]:
    """The table row or paragraph of a line: its first and last line."""
    for row, following in zip(ROWS, [*ROWS[1:], ROWS[-1] + 9], strict=True):
        if row <= line < following:
            return row, following - 1
    return line, line


ROWS = [i.line for i in read_plan(GIVEN_TEXT).indicators] if GIVEN_TEXT.exists() else []


def matches(f: Finding, row: dict[str, str]) -> bool:
    a, b = (int(row[key].partition("#L")[2]) for key in ("addr_a", "addr_b"))
    if f.second is None:
        return False
    blocks = {block_of(f.first.line), block_of(f.second.line)}
    return blocks == {block_of(a), block_of(b)}


def test_every_row_rated_high_is_found_as_high(found: list[Finding]) -> None:
    high = [f for f in found if f.severity == "high"]
    missed = [row["id"] for row in rated("高") if not any(matches(f, row) for f in high)]
    assert missed == []


def test_high_findings_are_only_those(found: list[Finding]) -> None:
    assert sum(f.severity == "high" for f in found) == len(rated("高"))


def test_without_census_facts_only_their_rules_fall_silent(found: list[Finding]) -> None:
    without = lint_file(GIVEN_TEXT)
    gone = {f.rule for f in set(found) - set(without)}
    assert gone == {"denominators", "beyond-population"}
    assert set(without) <= set(found)


def test_the_report_is_short(found: list[Finding]) -> None:
    assert len(found) <= 60


def test_quotes_are_exact_and_short(found: list[Finding]) -> None:
    lines = GIVEN_TEXT.read_text("utf-8").split("\n")
    for f in found:
        for place in filter(None, (f.first, f.second)):
            assert place.quote
            assert place.quote in lines[place.line - 1]
            assert len(place.quote) <= 60


def test_the_same_text_gives_the_same_findings(found: list[Finding]) -> None:
    assert lint_file(GIVEN_TEXT, census=census(load(PACK))) == found


def test_it_reads_in_less_than_two_seconds() -> None:
    start = time.process_time()
    lint_file(GIVEN_TEXT)
    assert time.process_time() - start < 2
