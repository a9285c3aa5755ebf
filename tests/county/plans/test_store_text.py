"""A plan's text is stored under the plan of the pack that it is; another county's plan is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.county.small_county import the_pack
from zhaohui.county.plans.actions.store_text import OtherPlanError, store_text
from zhaohui.engines.plandoc import PlanError

SHARED = Path(__file__).resolve().parents[4] / "shared" / "plan"


@pytest.fixture
def text():
    found = sorted(SHARED.glob("*.txt"))
    if not found:
        pytest.skip("the plan's text is not beside the project: ../shared/plan/*.txt")
    return found[0]


def test_the_text_is_kept_under_the_plans_id(text, tmp_path):
    kept = store_text(text, the_pack(), folder=tmp_path / "data")
    assert kept.parent == tmp_path / "data" / "plans"
    assert kept.stem in {plan.id for plan in the_pack().plans}
    assert kept.read_text(encoding="utf-8").split() == text.read_text(encoding="utf-8").split()
    assert list(kept.parent.iterdir()) == [kept]
    assert store_text(text, the_pack(), folder=tmp_path / "data") == kept


def test_a_text_that_cannot_be_kept_leaves_no_draft(text, tmp_path):
    taken = tmp_path / "plans" / f"{the_pack().plan().id}.txt"
    taken.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        store_text(text, the_pack(), folder=tmp_path)
    assert list(taken.parent.iterdir()) == [taken]


def other_county():
    """The pack as it would be with another county's plan: no indicator of this text in it."""
    plans = []
    for plan in the_pack().plans:
        rows = [row.model_copy(update={"name": f"他县{row.name}"}) for row in plan.indicators]
        plans.append(replace(plan, indicators=rows))
    return replace(the_pack(), all_plans=plans)


def test_another_countys_plan_is_refused_and_nothing_is_written(text, tmp_path):
    with pytest.raises(OtherPlanError) as caught:
        store_text(text, other_county(), folder=tmp_path / "data")
    assert the_pack().name in caught.value.message
    assert "zhaohui pack new" in caught.value.hint
    assert not (tmp_path / "data").exists()


def test_a_pack_without_plans_fits_nothing(text, tmp_path):
    with pytest.raises(OtherPlanError, match="it has none"):
        store_text(text, replace(the_pack(), all_plans=()), folder=tmp_path / "data")


@pytest.mark.parametrize("content", [b"", b"\0" * 10, "没有表".encode()])
def test_what_is_no_plan_leaves_the_stored_text(text, tmp_path, content):
    kept = store_text(text, the_pack(), folder=tmp_path / "data")
    before = kept.read_bytes()
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(content)
    with pytest.raises(PlanError):
        store_text(wrong, the_pack(), folder=tmp_path / "data")
    assert kept.read_bytes() == before
