"""The given plan against its hand-checked truth, also printed in other widths and layouts."""

from dataclasses import asdict

import pytest

from tests.engines.plandoc import scoring
from zhaohui.engines.plandoc import Plan, parse_plan, read_plan

pytestmark = pytest.mark.skipif(
    not scoring.GIVEN_TEXT.exists(), reason="the given plan (../shared/plan) is not on this machine"
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(scoring.GIVEN_TEXT)


@pytest.mark.parametrize("kind", ["sections", "indicators", "services", "items", "projects"])
def test_structure_is_exact(plan: Plan, kind: str) -> None:
    found = scoring.score_given(plan)[kind]
    assert found.right == found.found == found.truth > 0


def test_the_counts_that_were_asked_for(plan: Plan) -> None:
    assert len(plan.indicators) == 38
    assert len(plan.services) == 10
    assert sum(s.declared or 0 for s in plan.services) == 90
    assert sum(len(s.items) for s in plan.services) == 57
    assert sum(len(s.named) for s in plan.services) == 61
    assert [s.domain for s in plan.services if s.open_ended] == ["优教", "劳动", "医药", "扶弱"]
    assert len(plan.projects) == 40
    assert plan.period == (2021, 2025)


def test_sections_stand_in_the_body_not_in_the_contents(plan: Plan) -> None:
    text = scoring.GIVEN_TEXT.read_text(encoding="utf-8").splitlines()
    assert all(s.line > 115 for s in plan.sections)
    assert all(
        text[s.line - 1].split()[0] == s.title.split()[0][: len(text[s.line - 1].split()[0])]
        for s in plan.sections
    )
    assert [s.level for s in plan.sections].count(1) == 9


def test_quantities_reach_recall_and_precision(plan: Plan) -> None:
    scores = scoring.score_given(plan)
    assert scores["quantities"].recall >= 0.95
    assert scores["quantities"].precision >= 0.90
    assert scores["quantities printed"].recall >= 0.99
    assert scores["quantities printed"].precision >= 0.99


def test_every_quotation_is_a_piece_of_its_line(plan: Plan) -> None:
    text = scoring.GIVEN_TEXT.read_text(encoding="utf-8").splitlines()
    assert all(q.quote in text[q.line - 1] and q.raw in text[q.line - 1] for q in plan.quantities)


def without_places(plan: Plan) -> dict:
    kept = asdict(plan)
    del kept["source"]
    for rows in ("sections", "indicators", "services", "projects", "quantities"):
        for row in kept[rows]:
            for key in ("line", "box_line", "quote", "raw", "deadline"):
                row.pop(key, None)
            for cell in ("baseline", "target"):
                row.get(cell, {}).pop("raw", None)
            row.pop("content", None)
    return kept


FULL = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%.<>"}
HALF = {ord(a): b for a, b in zip("（）：", "():", strict=True)}


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.translate(FULL),
        lambda t: t.translate(HALF),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: "\n".join(line for line in t.split("\n") if line.strip()),
        lambda t: "\n".join(t.split("\n")[:39] + t.split("\n")[112:]),
        lambda t: t.replace("，", ","),
    ],
    ids=[
        "full width",
        "half-width brackets",
        "CRLF",
        "mark",
        "no blank lines",
        "no contents",
        "western commas",
    ],
)
def test_another_print_of_the_same_plan_reads_the_same(plan: Plan, change) -> None:
    text = change(scoring.GIVEN_TEXT.read_text(encoding="utf-8"))
    assert without_places(parse_plan(text)) == without_places(plan)
