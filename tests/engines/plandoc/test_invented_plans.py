"""The compiler on plans it has never seen: other subjects, layouts, orders, widths and breaks."""

import time
from collections import Counter

import pytest

from tests.engines.plandoc.invented import invent
from tests.engines.plandoc.scoring import keys_of, keys_of_invented
from zhaohui.engines.plandoc import parse_plan


def differences(seed: int, layout: str | None = None) -> dict:
    truth = invent(seed, layout)
    mine, theirs = keys_of(parse_plan(truth.text)), keys_of_invented(truth)
    return {
        kind: {
            "missing": list((Counter(theirs[kind]) - Counter(mine[kind])).elements())[:5],
            "extra": list((Counter(mine[kind]) - Counter(theirs[kind])).elements())[:5],
        }
        for kind in theirs
        if Counter(theirs[kind]) != Counter(mine[kind])
    }


@pytest.mark.parametrize("seed", range(20))
def test_every_kind_is_read_exactly(seed: int) -> None:
    assert differences(seed) == {}


@pytest.mark.parametrize("layout", ["blocks", "lines", "tabs", "pipes", "gaps"])
@pytest.mark.parametrize("seed", range(500, 503))
def test_every_layout_is_read_exactly(seed: int, layout: str) -> None:
    assert differences(seed, layout) == {}


@pytest.mark.slow
@pytest.mark.parametrize("plans", [100, pytest.param(1000, marks=pytest.mark.exhaustive)])
def test_of_many_plans_hardly_any_differs(plans: int) -> None:
    different = [seed for seed in range(2000, 2000 + plans) if differences(seed)]
    assert len(different) <= plans // 100, different


@pytest.mark.parametrize("seed", range(8))
def test_bounds_ranges_and_signs_of_quantities(seed: int) -> None:
    truth = invent(seed)
    read = Counter((q.line, q.operator, q.plain_max) for q in parse_plan(truth.text).quantities)
    assert read == Counter((line, sign, top) for line, sign, _, top, _ in truth.quantities)


def test_the_inventor_varies_what_it_promises_to_vary() -> None:
    plans = [invent(seed) for seed in range(60)]
    assert {p.layout for p in plans} == {"blocks", "lines", "tabs", "pipes", "gaps"}
    assert any("目录" in p.text for p in plans)
    assert any("目" not in p.text[:40] for p in plans)
    assert len({len(p.sections) for p in plans}) > 10
    assert len({len(p.indicators) for p in plans}) > 10
    assert any(not p.services for p in plans)
    assert any("０" in p.text or "１" in p.text for p in plans)
    assert any(line.startswith("第1章") for p in plans for line in p.text.splitlines())


def test_the_same_seed_gives_the_same_plan() -> None:
    assert invent(7).text == invent(7).text


def test_reading_time_grows_with_the_text_not_with_its_square() -> None:
    text = invent(3).text
    prose = "\n".join(line for line in text.split("\n") if line.endswith("。"))
    short, long = (min(_seconds(text + "\n\n" + prose * n) for _ in range(3)) for n in (1, 4))
    assert long < 16 * short


def _seconds(text: str) -> float:
    start = time.perf_counter()
    parse_plan(text)
    return time.perf_counter() - start
