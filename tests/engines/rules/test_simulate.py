"""The simulator's laws on invented rules and people, and its sums on a county small enough to reckon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import (
    AS_OF,
    PARAMETERS,
    make_book,
    parameter,
    rule,
    version,
)
from zhaohui.engines.rules import Household, RuleError
from zhaohui.engines.rules.backends.snapshot import write_snapshot
from zhaohui.engines.rules.simulate import (
    Group,
    Part,
    Poverty,
    Study,
    arrears,
    compared_rules,
    simulate,
    verdicts,
)
from zhaohui.engines.rules.simulate.arrears import months_of

AGES = Group(
    name="年龄段",
    of="person",
    parts=(Part(name="老", when="年龄 >= 80"), Part(name="幼", when="年龄 < 80")),
)
DIBAO = Group(name="低保", of="living", parts=(Part(name="低保户", when="低保"),))
POVERTY = Poverty(line="低保标准", income="max(元(0), total(月收入) + 其他收入)")
OLD = rule("年龄 >= 80", amount="band(高龄标准, 年龄)", name="old", unit="月")
CARE = rule("残疾证", amount="低保标准", name="care", unit="月")
POOR = rule(
    "total(月收入) < 低保标准 * size()",
    amount="max(元(0), 低保标准 * size() - total(月收入))",
    name="poor",
    subject="household",
    unit="月",
)
RULES = (OLD, CARE, POOR)


def raised(name, value, start=date(2020, 1, 1)):
    old = next(each for each in PARAMETERS if each.name == name)
    before = () if start == date(2020, 1, 1) else tuple(
        replace(each, end=date.fromordinal(start.toordinal() - 1)) for each in old.versions
    )  # fmt: skip
    new = parameter(name, old.type, *before, version(value, start), key=old.key, of=old.of)
    return [new if each.name == name else each for each in PARAMETERS]


PEOPLE = Household(
    members=[
        {"出生日期": date(1940, 1, 1), "残疾证": False, "月收入": 0, "与户主关系": "户主"},
        {"出生日期": date(1930, 1, 1), "残疾证": True, "月收入": 10000},
        {"出生日期": date(1990, 1, 1), "月收入": 500000},
        {"残疾证": False, "月收入": None},
    ],
    living={10: {"低保": True, "其他收入": 0}, 20: {"低保": False, "其他收入": 0}, 30: {}},
    registered={40: {}, 50: {}},
    living_ids=[10, 10, 20, 30],
    registered_ids=[40, 40, 50, 50],
)


@pytest.fixture
def snapshot(tmp_path):
    write_snapshot(make_book(*RULES), PEOPLE, tmp_path)
    return tmp_path


def study(after, before=None, **more):
    before = before or make_book(*RULES)
    rules = tuple(more.pop("rules", before.rules))
    more = {"groups": (AGES, DIBAO), "poverty": POVERTY, "as_of": AS_OF} | more
    return Study(before=before, after=after, rules=rules, **more)


def test_a_raise_is_reckoned_to_the_fen(snapshot):
    after = make_book(*RULES, parameters=raised("高龄标准", {80: 3500, 90: 11000}))
    done = simulate(study(after, rules=("old",)), snapshot)
    (line,) = done.lines
    assert (line.before.yes, line.before.decided_fen) == (2, 12 * (2500 + 10000))
    assert line.after.decided_fen == 12 * (3500 + 11000)
    assert (line.change.gained, line.change.gained_fen, line.change.lost) == (2, 24000, 0)
    # the one of unknown age may be 80: whether she gets it is open, and so is how much
    assert (line.before.unknown, line.before.unbounded, line.change.open) == (1, 1, 1)


def test_what_is_open_is_bounded_and_never_added(snapshot):
    after = make_book(*RULES, parameters=raised("低保标准", 80000))
    done = simulate(study(after, rules=("care",)), snapshot)
    (line,) = done.lines
    assert (line.before.yes, line.before.unknown) == (1, 1)  # the third has no 残疾证 on record
    assert line.before.decided_fen == 12 * 74000
    assert line.before.upper_fen == 24 * 74000
    assert (line.after.decided_fen, line.after.upper_fen) == (12 * 80000, 24 * 80000)
    # the same condition decides on both sides, so the open one gains 6000 a month or nothing
    assert (line.change.low_fen, line.change.high_fen) == (12 * 6000, 24 * 6000)
    assert line.change.unbounded == 0


def test_groups_towns_and_bands(snapshot):
    after = make_book(*RULES, parameters=raised("高龄标准", {80: 1500, 90: 20000}))
    done = simulate(study(after, rules=("old",)), snapshot)
    parts = {(g.group, g.part): g for g in done.groups}
    assert parts["年龄段", "老"].change.lost_fen == 12000
    assert parts["年龄段", "老"].change.gained_fen == 120000
    assert parts["年龄段", ""].before.unknown == 1  # of an unknown age: in no part
    assert parts["低保", "低保户"].before.yes == 2
    assert sum(line.before.yes for line in done.towns) == 2
    assert sum(band.households for band in done.bands.gaining) == 1  # both live in household 10
    assert [b.fen for b in done.bands.gaining if b.households] == [108000]
    assert (done.bands.unchanged, done.bands.open) == (1, 1)


def test_the_poverty_gap_counts_unknown_households_apart(snapshot):
    after = make_book(*RULES, parameters=raised("低保标准", 100000))
    gap = simulate(study(after, rules=("care",)), snapshot).poverty
    # household 30's income is unknown, household 20's 残疾证 is
    assert (gap.known, gap.unknown) == (1, 2)
    # 2 heads × 740 元, an income of 100 元 and 740 元 of care: 640 元 lack; then 1000 元 of care
    assert (gap.before.households, gap.before.people, gap.before.fen) == (1, 2, 64000)
    assert gap.after_same_line.fen == 38000
    assert gap.after_new_line.fen == 90000


def test_later_years_only_grow_older(snapshot):
    after = make_book(*RULES, parameters=raised("高龄标准", {80: 3500, 90: 11000}))
    done = simulate(study(after, rules=("old",), years=5), snapshot)
    assert [year.as_of for year in done.years] == [date(2026 + k, 3, 1) for k in range(5)]
    # the one born in 1940 turns 90 in 2030
    assert [year.lines[0].after.decided_fen for year in done.years] == [174000] * 4 + [264000]


def test_a_wrong_group_is_told(snapshot):
    wrong = Group(name="年龄段", of="person", parts=(Part(name="老", when="岁数 >= 80"),))
    with pytest.raises(RuleError, match="年龄段 老"):
        simulate(study(make_book(*RULES), groups=(wrong,)), snapshot)


def test_only_touched_rules_are_compared():
    before = make_book(*RULES)
    after = make_book(*RULES, parameters=raised("高龄标准", {80: 1}))
    assert compared_rules(before, after, tuple(before.rules)) == ("old",)
    written = make_book(OLD, replace(CARE, amount="元(5)"), POOR)
    assert compared_rules(before, written, tuple(before.rules)) == ("care",)
    assert compared_rules(before, before, tuple(before.rules)) == ()


def holdings(folder, *rows):
    names = ("rule", "person_id", "since", "until")
    schema = pa.schema([("rule", pa.string()), ("person_id", pa.int64()),
                        ("since", pa.date32()), ("until", pa.date32())])  # fmt: skip
    listed = [dict(zip(names, row, strict=True)) for row in rows]
    pq.write_table(pa.Table.from_pylist(listed, schema=schema), folder / "holdings.parquet")
    return folder / "holdings.parquet"


def test_arrears_are_the_holders_difference_month_by_month(snapshot):
    new = raised("高龄标准", {80: 3500, 90: 11000}, date(2026, 1, 1))
    asked = study(make_book(*RULES, parameters=new), rules=("old",))
    held = holdings(
        snapshot, ("old", 0, None, None), ("old", 1, date(2026, 2, 1), None), ("old", 3, None, None)
    )
    months = months_of(date(2025, 12, 1), date(2026, 3, 15))
    assert months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    lines = arrears(asked, snapshot, held, months)
    told = [(line.month.month, line.holders, line.reckoned, line.owed_fen) for line in lines]
    # in December the old standard held; in January one holder, in February both; 3's age is unknown
    assert told == [(12, 2, 1, 0), (1, 2, 1, 1000), (2, 3, 2, 2000)]


def test_arrears_of_a_household_are_paid_once(snapshot):
    new = raised("低保标准", 80000, date(2026, 1, 1))
    asked = study(make_book(*RULES, parameters=new), rules=("poor",))
    held = holdings(snapshot, ("poor", 0, None, None), ("poor", 1, None, None))
    (line,) = arrears(asked, snapshot, held, [date(2026, 2, 1)])
    assert (line.holders, line.reckoned, line.owed_fen, line.over_fen) == (1, 1, 2 * 6000, 0)


def test_verdicts_answer_as_the_interpreter(snapshot):
    after = make_book(*RULES, parameters=raised("低保标准", 80000))
    found = verdicts(study(after), snapshot, [0, 1, 2, 3])
    for finding in after.evaluate(PEOPLE, AS_OF):
        people = (
            [finding.member]
            if finding.member is not None
            else [i for i, home in enumerate(PEOPLE.living_ids) if home == finding.household]
        )
        for person in people:
            verdict = found[finding.rule, person]
            assert verdict.status == finding.status
            assert verdict.amount_fen == finding.amount_fen
            if finding.status != "no":
                assert verdict.reasons == finding.reasons
                assert set(verdict.needs) == set(finding.needs)


@pytest.mark.parametrize("seed", range(12))
def test_a_reform_that_changes_nothing_changes_nothing(seed, tmp_path):
    random = Random(seed)
    book = Inventor(random).book(6)
    write_snapshot(book, registry(random, 30), tmp_path)
    asked = study(book, book, rules=tuple(book.rules), poverty=None)
    done = simulate(asked, tmp_path)
    for line in done.lines:
        assert line.before == line.after
        assert not any(vars_of(line.change).values())
    assert done.bands.unchanged == done.households
    assert not any(band.households for band in (*done.bands.gaining, *done.bands.losing))


@pytest.mark.parametrize("seed", range(12))
def test_sums_agree_and_bounds_hold_when_facts_are_learned(seed, tmp_path):
    random = Random(1000 + seed)
    rules = [Inventor(random, with_known=False).rule(f"r{n}") for n in range(6)]
    before = make_book(*rules)
    after = make_book(*rules, parameters=raised("低保标准", random.choice([50000, 90000])))
    people = registry(random, 30)
    (tmp_path / "full").mkdir()
    write_snapshot(before, people, tmp_path / "full")
    write_snapshot(before, forgotten(random, people), tmp_path)
    asked = study(after, before, rules=tuple(before.rules), poverty=None)
    partly, fully = simulate(asked, tmp_path), simulate(asked, tmp_path / "full")
    for line, truth in zip(partly.lines, fully.lines, strict=True):
        change = line.change
        assert line.after.decided_fen - line.before.decided_fen == (
            change.gained_fen - change.lost_fen + change.newly_decided_fen - change.newly_open_fen
        )
        for side, known in ((line.before, truth.before), (line.after, truth.after)):
            assert side.decided_fen <= known.decided_fen
            if not side.unbounded:
                assert known.upper_fen <= side.upper_fen
        if not change.unbounded:
            assert change.low_fen <= truth.change.low_fen
            assert truth.change.high_fen <= change.high_fen
    for lines in (partly.towns, [g for g in partly.groups if g.group == "年龄段"]):
        for rule_line in partly.lines:
            own = [line for line in lines if line.rule == rule_line.rule]
            assert sum(line.after.decided_fen for line in own) == rule_line.after.decided_fen
            assert sum(line.change.open for line in own) == rule_line.change.open


def vars_of(change):
    return {name: getattr(change, name) for name in change.__dataclass_fields__}


def forgotten(random, people):
    """The same people with a fifth of their facts unknown."""

    def less(stated):
        return {name: None if random.random() < 0.2 else value for name, value in stated.items()}

    return replace(
        people,
        members=[less(each) for each in people.members],
        living={key: less(each) for key, each in people.living.items()},
        registered={key: less(each) for key, each in people.registered.items()},
    )
