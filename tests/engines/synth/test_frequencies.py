"""Shares of a synthetic county's values, by age."""

from collections import Counter
from datetime import date

from tests.engines.synth.counties import of_pack
from zhaohui.engines.synth import County
from zhaohui.engines.synth.frequencies import BANDS, value_shares

AS_OF = date(2026, 1, 1)


def shares(county: County, *columns: str) -> list:
    facts = [fact for fact in of_pack().facts if fact.column in columns]
    return value_shares(county, facts, AS_OF)


def test_the_shares_of_all_are_those_of_the_county(county: County) -> None:
    found = {each.value: each.permille for each in shares(county, "sex") if each.from_age is None}
    counted = Counter(county.persons["sex"].to_pylist())
    people = sum(counted.values())
    assert found == {value: round(1000 * times / people) for value, times in counted.items()}


def test_each_band_sums_to_all(county: County) -> None:
    found = Counter()
    for each in shares(county, "study_stage", "monthly_income", "enlisted_on", "dibao"):
        found[each.fact, each.from_age] += each.permille
    assert {age for _, age in found} <= {None, *BANDS}
    assert all(abs(total - 1000) <= 8 for total in found.values()), found


def test_children_are_at_school_and_old_people_are_not(county: County) -> None:
    found = {(each.from_age, each.value): each.permille for each in shares(county, "study_stage")}
    assert found[6, "小学"] > 400
    assert (60, "小学") not in found


def test_a_birth_date_is_an_age_and_a_place_its_county(county: County) -> None:
    ages = [each.value for each in shares(county, "birth_date")]
    assert ages == sorted(ages)
    assert ages[0] < 18
    assert ages[-1] > 60
    assert {len(each.value) for each in shares(county, "hukou_area")} == {6}


def test_free_text_and_what_nobody_knows_have_no_share(blanked: County) -> None:
    assert shares(blanked, "ethnicity") == []
    assert all(each.value is not None for each in shares(blanked, "employment"))
