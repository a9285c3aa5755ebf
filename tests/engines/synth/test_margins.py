"""Published figures are met; they are counted again here, from the tables alone."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.synth.counties import Seen, invented, look, of_pack, pack
from zhaohui.engines.synth import County, Margin, SynthError, make_county


def published(item: str) -> float:
    return next(float(row.value) for row in pack().margins if row.item.startswith(item))


def share(who: np.ndarray, among: np.ndarray) -> float:
    return 100 * float((who & among).sum()) / int(among.sum())


def test_residents_and_registered_are_in_the_published_proportion(seen: Seen) -> None:
    registered = seen["hukou_area"].astype(str)
    division = pack().code
    here = np.char.startswith(registered, division)
    assert seen.resident.sum() == 8_000
    assert here.sum() == round(8_000 * published("户籍人口") / published("常住人口"))


@pytest.mark.parametrize(
    ("item", "low", "high"),
    [("0—14岁", 0, 14), ("15—59岁", 15, 59), ("60岁及以上", 60, 200), ("65岁及以上", 65, 200)],
)
def test_ages_of_residents(seen: Seen, item: str, low: int, high: int) -> None:
    group = (seen.age >= low) & (seen.age <= high)
    assert share(group, seen.resident) == pytest.approx(published(item), abs=0.02)


def test_sexes_and_towns(seen: Seen) -> None:
    assert share(seen["sex"] == "男", seen.resident) == pytest.approx(51.06, abs=0.01)
    communities = {row.code for row in pack().villages if row.kind == "社区"}
    urban = np.array([code in communities for code in seen["residence_area"].tolist()])
    assert urban.sum() == round(8_000 * published("城镇人口") / published("常住人口"))


def test_insurance_rates_and_counts(seen: Seen) -> None:
    scale = 8_000 / published("常住人口")
    assert share(seen["medical_insurance"] != "未参保", seen.resident) == pytest.approx(
        98, abs=0.01
    )
    grown = seen.resident & (seen.age >= 16) & (seen["study_stage"] == "未就学")
    pension = seen["in_employee_pension"] | seen["in_resident_pension"]
    assert share(pension, grown) == pytest.approx(97, abs=0.02)
    at_work = seen.resident & (seen["employment"] == "单位就业")
    insured = at_work & (seen["unemployment_insurance_months"] > 0)
    assert insured.sum() == round(7_000 * scale)
    assert (seen.resident & seen["in_injury_insurance"]).sum() == round(9_800 * scale)


def test_schooling_rates(seen: Seen) -> None:
    from tests.engines.synth.counties import ages

    school_age = ages(
        seen["birth_date"].astype("datetime64[D]"), np.datetime64("2025-09-01").item()
    )
    stage = seen["study_stage"]
    for low, high, stages, rate in (
        (3, 5, ("学前",), 92),
        (6, 14, ("小学", "初中"), 100),
        (15, 17, ("普高", "中职"), 94),
    ):
        group = seen.resident & (school_age >= low) & (school_age <= high)
        one_person = 100 / group.sum()
        assert abs(share(np.isin(stage, stages), group) - rate) <= one_person / 2 + 1e-9


def test_mean_home(seen: Seen) -> None:
    homes = len(np.unique(seen["living_id"][seen.resident]))
    assert seen.resident.sum() / homes == pytest.approx(2.36, abs=0.005)


def test_mean_incomes_of_town_and_country(seen: Seen) -> None:
    communities = {row.code for row in pack().villages if row.kind == "社区"}
    urban = np.array([code in communities for code in seen["residence_area"].tolist()])
    for group, item in ((urban, "城镇居民人均"), (~urban, "农村居民人均")):
        who = group & seen.resident
        homes = np.unique(seen["living_id"][who])
        other = seen.households["other_monthly_income"][homes - 1].astype(int).sum()
        yearly = (seen["monthly_income"][who].sum() + other) / who.sum() * 12 / 100
        assert yearly == pytest.approx(published(item) * 10_000, abs=60)  # tens of yuan a month


def test_report_says_what_the_tables_say(county: County, seen: Seen) -> None:
    rows = {row["margin"]: row for row in county.report.to_pylist()}
    men = rows["男性占比（%）"]
    assert men["published"] == 51.06
    assert men["achieved"] == pytest.approx(share(seen["sex"] == "男", seen.resident))
    assert men["difference"] == pytest.approx(men["achieved"] - men["published"])
    assert men["source"] == "census-2020-county"


@pytest.mark.parametrize("residents", [1, 2, 3, 10, 57, 400])
def test_a_county_of_a_few_people_has_that_many(residents: int) -> None:
    seen = look(make_county(of_pack((0, 0)), residents=residents, seed=2))
    assert seen.resident.sum() == residents


@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    shares=st.tuples(st.floats(5, 35), st.floats(5, 45), st.floats(0.2, 0.9), st.floats(46, 55)),
    urban=st.floats(0.05, 0.95),
    registered=st.floats(0.5, 2.5),
    seed=st.integers(0, 10_000),
)
def test_any_county_meets_its_own_figures(
    shares: tuple[float, float, float, float], urban: float, registered: float, seed: int
) -> None:
    young, old, part, male = shares
    base = 50_000
    figures = {
        "常住人口": base,
        "户籍人口": round(base * registered),
        "城镇人口": round(base * urban),
    }
    percent = {
        "0-14岁占比": young,
        "60岁及以上占比": old,
        "65岁及以上占比": old * part,
        "男性占比": male,
    }
    margins = [Margin(item=k, value=v, unit="人", source="x") for k, v in figures.items()]
    margins += [Margin(item=k, value=v, unit="%", source="x") for k, v in percent.items()]
    seen = look(make_county(invented(margins=margins), residents=1_000, seed=seed))
    one = 100.0 / 1_000
    assert seen.resident.sum() == 1_000
    assert share(seen.age < 15, seen.resident) == pytest.approx(young, abs=one)
    assert share(seen.age >= 60, seen.resident) == pytest.approx(old, abs=one)
    assert share(seen.age >= 65, seen.resident) == pytest.approx(old * part, abs=one)
    assert share(seen["sex"] == "男", seen.resident) == pytest.approx(male, abs=one)
    towns = np.array([code.endswith("001") for code in seen["residence_area"].tolist()])
    assert (towns & seen.resident).sum() == round(urban * 1_000)
    if registered > 1:
        here = np.char.startswith(seen["hukou_area"].astype(str), "998877")
        assert here.sum() == round(1_000 * registered)


def test_ages_that_cannot_stand_together_are_refused() -> None:
    margins = [
        Margin(item="60岁及以上占比", value=10, unit="%", source="x"),
        Margin(item="65岁及以上占比", value=20, unit="%", source="x"),
    ]
    with pytest.raises(SynthError, match="do not fit together"):
        make_county(invented(margins=margins), residents=100, seed=1)


def test_a_count_of_another_area_is_not_this_countys() -> None:
    margins = [
        Margin(item="常住人口", value=1_000, unit="人", source="x"),
        Margin(item="户籍人口", value=9_000, unit="人", source="x", area="丙市"),
    ]
    spec = dataclasses.replace(invented(), margins=margins)
    county = make_county(spec, residents=1_000, seed=1)
    assert county.persons.num_rows < 2_000
    assert "未对应：户籍人口" in county.report["margin"].to_pylist()
