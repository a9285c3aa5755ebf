"""Schedules in a pack: read, checked by file and line, their gaps listed; no interval passes for a standard."""

from __future__ import annotations

import shutil

import pytest

from zhaohui.clock import county_today
from zhaohui.packs import default_pack, gaps, load
from zhaohui.packs.checks.schedules import check_schedules
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.errors import Problems
from zhaohui.packs.loading import read
from zhaohui.packs.schedules import schedule_book
from zhaohui.packs.stats import stats

WHOM = 'condition: "年龄 >= 70"\ncondition_words: 70岁以上'
ANCHOR = "anchor: {day: 01-05}"
DUTY = "  - {id: call, name: 问候, every: 1 months, post: village-worker, how: phone}"


def text(whom: str = WHOM, anchor: str = ANCHOR, duty: str = DUTY, more: str = "") -> str:
    return f"""id: greetings
name: 村医问候
purpose: 试验
domain: 养老
{whom}
{anchor}
duties:
{duty}
{more}source: plan-2021
verification: placeholder
"""


@pytest.fixture(scope="module")
def pack():
    return load(default_pack())


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schedules") / "pack"
    shutil.copytree(default_pack(), folder)
    return folder


def found(folder, written: str, name: str = "greetings") -> list[str]:
    """Return the faults of one more file: its form, and the check of schedules alone."""
    file = folder / "schedules" / f"{name}.yaml"
    file.write_text(written, encoding="utf-8")
    problems = Problems()
    pack = read(folder, problems)
    faulty = frozenset(p.place.rpartition(":")[0] for p in problems)
    check_schedules(Scope(pack, problems, county_today(), faulty))
    file.unlink()
    return [p.message for p in problems if p.place.startswith(f"schedules/{name}.yaml:")]


def test_the_county_has_the_schedules_that_the_plan_asks_for(pack):
    assert len(pack.schedules) >= 19
    assert stats(default_pack())["schedules"] == len(pack.schedules)
    asked = {each for row in pack.schedules for each in row.requirements}
    assert {"R066", "R071", "R107", "R119", "R149", "R163", "R170", "R175", "R238"} <= asked
    assert set(schedule_book(pack).rules) == {row.id for row in pack.schedules if row.condition}


def test_no_interval_is_called_a_standard_and_each_schedule_says_what_it_lacks(pack):
    told = [gap.place for gap in gaps(pack)]
    for row in pack.schedules:
        assert row.verification == "unverified"
        assert row.lacks
        assert all(lack.place in told for lack in row.lacks)


def test_a_good_file_has_no_fault(copy):
    assert found(copy, text()) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (text(whom='condition: "年龄 >= "\ncondition_words: x'), "年龄"),
        (text(whom='condition: "身高 >= 70"\ncondition_words: x'), "身高"),
        (text(whom="register: no-such"), "the register no-such is unknown"),
        (text(whom="register: left-behind-elders\nstates: [gone]"), "the state gone is unknown"),
        (text(whom="register: day-care-centres"), "the subject is person"),
        (text(anchor="anchor: {fact: 性别}"), "the date of the dictionary 性别 is unknown"),
        (
            text(whom="register: low-income-people", anchor="anchor: {field: 帮扶人}"),
            "the date field of low-income-people 帮扶人 is unknown",
        ),
        (text(duty=DUTY.replace("village-worker", "nobody")), "the post nobody is unknown"),
        (text(more="requirements: [R999]\n"), "the requirement R999 is unknown"),
        (text().replace("养老", "nothing"), "the domain nothing is unknown"),
        (text().replace("id: greetings", "id: other"), "the id other is not the file's name"),
        (text(whom=""), "say for whom"),
        (text(anchor="anchor: {day: 02-30}"), "a day that every year has"),
        (text(anchor="anchor: {day: 01-05, entered: true}"), "exactly one of"),
        (text(duty=DUTY.replace("1 months", "a month")), "every"),
        (text(duty=DUTY.replace("every: 1 months", "until: 1 years")), "ends a repetition"),
        (text(duty=DUTY.replace("how: phone", "how: form")), "names its `form`"),
    ],
)
def test_a_fault_is_told_with_its_file(copy, written, said):
    assert said in " ".join(found(copy, written))
