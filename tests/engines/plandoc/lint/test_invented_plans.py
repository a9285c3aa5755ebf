"""Consistent plans stay without a high finding; a contradiction put into them is found."""

import pytest

from tests.engines.plandoc.lint.county_plans import invent
from tests.engines.plandoc.lint.injected import KINDS, inject
from zhaohui.engines.plandoc.lint import lint_text

pytestmark = pytest.mark.slow

LEAST_RECALL = 0.9


@pytest.mark.parametrize("seed", range(20))
def test_a_consistent_plan_has_no_high_finding(seed: int) -> None:
    assert [f for f in lint_text(invent(seed).text) if f.severity == "high"] == []


@pytest.mark.slow
@pytest.mark.parametrize("plans", [100, pytest.param(300, marks=pytest.mark.exhaustive)])
def test_hardly_any_of_many_consistent_plans_has_a_high_finding(plans: int) -> None:
    seeds = range(1000, 1000 + plans)
    high = [s for s in seeds if any(f.severity == "high" for f in lint_text(invent(s).text))]
    assert len(high) <= plans // 100, high


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_most_injected_contradictions_are_found(kind) -> None:
    injected = [i for seed in range(24) if (i := inject(kind, seed))][:10]
    assert len(injected) >= 5
    assert sum(i.found() is not None for i in injected) >= LEAST_RECALL * len(injected) - 1


def test_layouts_and_lengths_vary() -> None:
    texts = [invent(seed).text for seed in range(20)]
    assert any("\t" in t for t in texts)
    assert any(" | " in t for t in texts)
    assert any("第一章" in t for t in texts)
    assert any("\n一、" in t for t in texts)
    assert len({len(t) for t in texts}) == 20
