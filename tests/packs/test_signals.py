"""Signals in a pack: read, checked, their gaps listed; no threshold is a number that nobody has read."""

from __future__ import annotations

import shutil

import pytest

from zhaohui.clock import county_today
from zhaohui.packs import default_pack, gaps, load
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.checks.signals import check_signals
from zhaohui.packs.errors import Problems
from zhaohui.packs.loading import read
from zhaohui.packs.signals import ready_signals, signal_book
from zhaohui.packs.stats import stats

ROW = """id: sample
name: 试验
purpose: 试验一项预警
domain: 劳动
department: 人社
watch: {kind: persons}
levels:
  - {colour: yellow, words: 失业, when: 就业状态 == '失业', cool_days: 7, source: plan-2021, verification: unverified}
plan: {post: town-officer, days: 5, steps: [看看], source: plan-2021, verification: unverified}
source: plan-2021
verification: unverified
"""
NUMBER = ROW.replace(
    "watch: {kind: persons}",
    "watch: {kind: reading, statistic: value, period: month, side: below, what: 月数, unit: 月}",
).replace("when: 就业状态 == '失业'", "raise_at: 6, clear_at: 8")
RECORD = ROW.replace(
    "{kind: persons}", "{kind: register, register: emergency-supplies, states: [stored]}"
).replace("就业状态 == '失业'", "库存数量 < 最低储量")

STATISTIC = NUMBER.replace(
    "kind: reading, statistic: value, period: month",
    "kind: register, register: emergency-supplies, statistic: sum, field: 库存数量",
)


@pytest.fixture(scope="module")
def pack():
    return load(default_pack())


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signals") / "pack"
    shutil.copytree(default_pack(), folder)
    return folder


def found(folder, text: str, name: str = "sample") -> list[str]:
    """Return the faults of one more file: its form, and the check of signals alone."""
    path = folder / "signals" / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    made = read(folder, problems)
    faulty = frozenset(p.place.rpartition(":")[0] for p in problems)
    check_signals(Scope(made, problems, county_today(), faulty))
    path.unlink()
    return [p.message for p in problems if p.place.startswith(f"signals/{name}")]


def test_the_county_watches_what_the_plan_names(pack):
    kinds = {row.watch.kind for row in pack.signals}
    assert kinds == {"persons", "households", "register", "offer", "reading"}
    assert len(pack.signals) >= 14
    assert stats(pack.folder)["signals"] == len(pack.signals)
    assert set(ready_signals(pack)) == {row.id for row in pack.signals}
    assert len(signal_book(pack).rules) >= 10


def test_every_signal_has_its_source_plan_and_english(pack):
    for row in pack.signals:
        assert row.plan.steps
        texts = [row.name, row.purpose, *row.plan.steps, *(level.words for level in row.levels)]
        texts += [row.watch.what] if row.watch.what else []
        assert [text for text in texts if text not in row.english] == [], row.id
        assert set(row.english) <= set(texts), row.id


def test_no_threshold_is_a_number_that_nobody_read(pack):
    for row in pack.signals:
        for level in row.levels:
            assert level.raise_at is None, row.id


def test_gaps_name_the_department(pack):
    told = [(gap.department, gap.missing) for gap in gaps(pack)]
    assert ("人社", "零就业家庭：认定后多少天内清零") in told
    assert any("医保基金可支付月数_警戒" in missing for _department, missing in told)


@pytest.mark.parametrize("text", [ROW, NUMBER, RECORD, STATISTIC])
def test_a_good_file_has_no_faults(copy, text):
    assert found(copy, text) == []


@pytest.mark.parametrize("text", ["", "\n \n", "# to come\n"])
def test_an_empty_file_is_told_and_not_left_out_in_silence(copy, text):
    assert any("this file is empty" in message for message in found(copy, text))


@pytest.mark.parametrize(
    ("text", "old", "new", "says"),
    [
        (ROW, "id: sample", "id: other", "is not the file's name"),
        (ROW, "domain: 劳动", "domain: 老动", "the domain 老动 is unknown"),
        (ROW, "department: 人社", "department: 人事", "the department 人事 is unknown"),
        (ROW, "post: town-officer", "post: nobody", "the post nobody is unknown"),
        (ROW, "就业状态 == '失业'", "就业状态 == '没活干'", "没活干"),
        (ROW, "就业状态 == '失业'", "年龄", "yes/no"),
        (ROW, "就业状态 == '失业'", "没有这个", "没有这个"),
        (ROW, "source: plan-2021, verification: unverified}\nplan", "source: x, verification: unverified}\nplan", "the source x is unknown"),
        (ROW, "days: 5, ", "", "write `hours` or `days`"),
        (ROW, "kind: persons", "kind: reading", "names its `statistic`"),
        (ROW, "kind: persons", "kind: persons, statistic: sum", "does not fit persons"),
        (NUMBER, "clear_at: 8", "clear_at: 4", "wrong side"),
        (NUMBER, "raise_at: 6, clear_at: 8", "parameter: 没有", "the parameter 没有 is unknown"),
        (NUMBER, "raise_at: 6", "raise_at: 6, parameter: 应急物资近效期月数", "not both"),
        (NUMBER, ", unit: 月", "", "its `unit`"),
        (RECORD, "states: [stored]", "states: [lost]", "no state lost"),
        (RECORD, "register: emergency-supplies", "register: no-such", "the register no-such is unknown"),
        (RECORD, "库存数量 < 最低储量", "库存数量 < 最高储量", "最高储量"),
        (STATISTIC, "field: 库存数量", "field: 物资名称", "is no number"),
        (STATISTIC, ", field: 库存数量", "", "needs the `field`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(copy, text, old, new, says):
    assert old in text
    told = found(copy, text.replace(old, new, 1))
    assert any(says in message for message in told), told
