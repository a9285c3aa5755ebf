"""What may not stand together doesn't; what must, does."""

import numpy as np
import pytest

from tests.engines.synth.counties import AS_OF, Seen, of_pack
from zhaohui.engines.synth import County

WORK = ("单位就业", "灵活就业", "务农")


def known(column: np.ndarray) -> np.ndarray:
    return np.array([value is not None and value == value for value in column.tolist()])  # noqa: PLR0124 - NaN


def test_every_fact_of_the_dictionary_is_made(county: County) -> None:
    assert county.notes == ()
    names = set(county.persons.column_names) | set(county.households.column_names)
    assert {fact.column for fact in of_pack().facts} <= names


def test_words_are_the_dictionarys(county: County) -> None:
    for fact in of_pack().facts:
        if fact.type == "enum":
            table = county.persons if fact.entity == "person" else county.households
            used = set(table[fact.column].to_pylist()) - {None}
            assert used <= set(fact.values), fact.column


def test_children_neither_work_nor_earn_nor_marry(seen: Seen) -> None:
    child = seen.age < 16
    assert not np.isin(seen["employment"][child], [*WORK, "失业", "退休"]).any()
    assert (seen["monthly_income"][child] == 0).all()
    assert (seen["marital"][seen.age < 18] == "未婚").all()
    assert not seen["in_resident_pension"][child].any()
    assert not seen["in_employee_pension"][child].any()


def test_pupils_are_of_school_age_and_earn_nothing(seen: Seen) -> None:
    low = {"学前": 3, "小学": 6, "初中": 12, "普高": 15, "中职": 15, "大专及以上": 18}
    high = {"学前": 6, "小学": 12, "初中": 15, "普高": 18, "中职": 18, "大专及以上": 24}
    for stage, least in low.items():
        who = seen["study_stage"] == stage
        assert who.any()
        assert (seen.age[who] >= least).all(), stage
        assert (seen.age[who] <= high[stage]).all(), stage
        assert (seen["employment"][who] == "在校").all()
        assert (seen["monthly_income"][who] == 0).all()
    out = seen["study_stage"] == "未就学"
    assert not known(seen["grade"])[out].any()
    assert known(seen["grade"])[~out].all()
    assert not (seen["boards"] & out).any()


@pytest.mark.parametrize(("stage", "years"), [("学前", 3), ("小学", 6), ("初中", 3), ("普高", 3)])
def test_grades_run_through_the_stage(seen: Seen, stage: str, years: int) -> None:
    grades = seen["grade"][seen["study_stage"] == stage].astype(int)
    assert set(grades.tolist()) == set(range(1, years + 1))


def test_school_facts_belong_to_their_stage(seen: Seen) -> None:
    stage = seen["study_stage"]
    assert (stage[seen["inclusive_kindergarten"]] == "学前").all()
    assert (stage[seen["agricultural_major"] | seen["performing_major"]] == "中职").all()
    assert not (seen["agricultural_major"] & seen["performing_major"]).any()
    assert (seen["student_hardship"][stage == "未就学"] == "无").all()
    year = seen["graduation_year"]
    assert ((year == 0) | ((year > 1930) & (year <= AS_OF.year))).all()
    assert not ((year > 0) & (seen.age < 21)).any()


def test_unemployment_hangs_together(seen: Seen) -> None:
    registered = seen["registered_unemployed"]
    assert registered.any()
    assert (seen["employment"][registered] == "失业").all()
    assert (registered[seen["involuntary_unemployment"]]).all()
    assert (registered | (seen["public_post_months"] > 0))[seen["hard_to_employ"]].all()
    drawn = seen["unemployment_benefit_months"] > 0
    assert (seen["involuntary_unemployment"][drawn]).all()
    assert (seen["unemployment_insurance_months"][drawn] >= 12).all()
    months = seen["unemployment_insurance_months"]
    assert (months <= np.maximum((seen.age - 16) * 12, 0)).all()


def test_work_pays_and_idleness_does_not(seen: Seen) -> None:
    unit = seen["employment"] == "单位就业"
    assert (seen["monthly_income"][unit] > 0).all()
    assert (seen["monthly_income"][seen["employment"] == "失业"] == 0).mean() > 0.9
    assert not (seen["works_away"] & ~np.isin(seen["employment"], WORK)).any()
    assert np.median(seen["monthly_income"][unit & ~seen.resident]) > 200_000  # fen


def test_businesses(seen: Seen) -> None:
    owner = seen["business_months"] > 0
    assert (seen["employment"][owner] == "灵活就业").all()
    assert owner[seen["first_business"] | seen["returnee_business"]].all()


def test_insurance_hangs_together(seen: Seen) -> None:
    assert not (seen["in_employee_pension"] & seen["in_resident_pension"]).any()
    qualified = seen["resident_pension_qualified"]
    assert (seen.age[qualified] >= 60).all()
    assert seen["in_resident_pension"][qualified].all()
    pays = seen["pension_tier"] > 0
    assert (seen["in_resident_pension"][pays] & (seen.age[pays] < 60)).all()
    for column in ("in_maternity_insurance", "in_injury_insurance"):
        assert (seen["employment"][seen[column]] == "单位就业").all()


def test_disability_facts_come_with_the_certificate(seen: Seen) -> None:
    holder = seen["has_disability_certificate"]
    assert holder.mean() == pytest.approx(0.06, abs=0.001)
    for column in ("disability_kind", "disability_level"):
        assert (known(seen[column]) == holder).all()
    levels = seen["disability_level"][holder].astype(int)
    assert set(levels.tolist()) == {1, 2, 3, 4}
    assert holder[seen.age >= 65].mean() > 2 * holder[seen.age < 40].mean()


def test_pregnancy(seen: Seen) -> None:
    pregnant = seen["pregnant"]
    assert pregnant.any()
    assert (seen["sex"][pregnant] == "女").all()
    assert ((seen.age[pregnant] >= 18) & (seen.age[pregnant] <= 49)).all()
    assert not (pregnant & seen["plans_pregnancy"]).any()
    assert (known(seen["lawful_birth"]) == pregnant).all()


def test_children_in_need(seen: Seen) -> None:
    in_need = seen["child_category"] != "无"
    assert (seen.age[in_need] < 18).all()
    assert 0 < in_need.sum() < 0.02 * (seen.age < 18).sum() + 5
    assert (known(seen["care_arrangement"]) == in_need).all()


def test_veteran_facts_come_with_the_category(seen: Seen) -> None:
    category = seen["veteran_category"]
    veteran = category != "无"
    assert veteran.any()
    assert (seen["sex"][veteran] == "男").mean() > 0.9
    injured = category == "残疾军人"
    for column in ("veteran_disability_grade", "veteran_disability_cause"):
        assert (known(seen[column]) == injured).all()
    assert ((seen["service_years"] > 0) == veteran).all()
    enlisted = seen["enlisted_on"].astype("datetime64[D]")
    assert (~np.isnat(enlisted) == veteran).all()
    years = (enlisted - seen["birth_date"].astype("datetime64[D]"))[veteran].astype(int) / 365.25
    assert (years > 17.9).all()
    rural = category == "农村籍退役士兵"
    assert (seen.age[rural] >= 60).all()
    assert (seen["hukou_kind"][rural] == "农村").all()


def test_the_destitute_are_alone_without_income(seen: Seen) -> None:
    tekun = seen["tekun"]
    assert tekun.any()
    size = np.bincount(seen["living_id"])
    assert (size[seen["living_id"][tekun]] == 1).all()
    assert (seen["monthly_income"][tekun] == 0).all()
    for column in ("no_labour_capacity", "no_income_source", "no_supporter"):
        assert seen[column][tekun].all()
    old_or_severe = (seen.age >= 60) | (seen["has_disability_certificate"])
    assert old_or_severe[tekun].all()


def test_special_help_is_for_the_old(seen: Seen) -> None:
    special = seen["special_family_kind"] != "无"
    assert (seen.age[special] >= 49).all()
    assert (seen["one_child_or_two_girls"][special]).all()


def test_dibao_goes_to_the_poorest_homes(seen: Seen) -> None:
    homes = seen.households
    living = homes["kind"] == "living"
    dibao = homes["dibao"][living].astype(bool)
    income = np.bincount(seen["living_id"], weights=seen["monthly_income"])[1:]
    size = np.bincount(seen["living_id"])[1:]
    here = np.bincount(seen["living_id"], weights=seen.resident)[1:] > 0
    assert dibao.any()
    assert here[dibao].all()
    assert np.median((income / size)[dibao]) < 0.3 * np.median((income / size)[here])
    assert not (dibao & homes["dibao_edge"][living].astype(bool)).any()
    assert homes["assets_ok"][living].astype(bool)[dibao].all()
    tekun_home = np.bincount(seen["living_id"], weights=seen["tekun"])[1:] > 0
    assert not (dibao & tekun_home).any()


def test_the_away_send_money_home(seen: Seen) -> None:
    kept = np.zeros(seen["living_id"].max() + 1, dtype=bool)
    kept[seen["living_id"][seen["parents_away"]]] = True
    living = seen.households["kind"] == "living"
    other = seen.households["other_monthly_income"][living].astype(int)
    here = np.bincount(seen["living_id"], weights=seen.resident)[1:] > 0
    assert other[kept[1:] & here].mean() > 2 * other[~kept[1:] & here].mean()


def test_household_facts_are_only_on_living_households(seen: Seen) -> None:
    registered = seen.households["kind"] == "registered"
    for fact in of_pack().facts:
        if fact.entity == "living":
            filled = known(seen.households[fact.column])
            assert not filled[registered].any()
            assert filled[~registered].all()


def test_money_is_whole_tens_of_yuan(seen: Seen) -> None:
    assert (seen["monthly_income"] % 1000 == 0).all()
    assert (seen["monthly_income"] >= 0).all()


def test_hospital_bills_hang_together(seen: Seen) -> None:
    stayed = seen["hospital_covered_cost"] > 0
    assert stayed.any()
    assert (known(seen["hospital_level"]) == stayed).all()
    assert (seen["medical_insurance"][stayed] != "未参保").all()
    for column in ("yearly_insurance_paid", "yearly_own_payment"):
        assert stayed[seen[column] > 0].all()
        assert (seen[column] >= 0).all()
    living = seen.households["kind"] == "living"
    told = seen.households["hospital_this_year"][living].astype(bool)
    assert (told == (np.bincount(seen["living_id"], weights=stayed)[1:] > 0)).all()


def test_wishes_and_work_records_belong_to_who_may_have_them(seen: Seen) -> None:
    wishes = seen["work_wish"] != "无"
    assert wishes.any()
    assert ((seen.age[wishes] >= 16) & (seen.age[wishes] < 60)).all()
    assert (seen["graduation_year"][seen["archive_needed"]] > 0).all()
    assert (seen["employment"][seen["public_post_months"] > 0] == "单位就业").all()
    assert seen["in_injury_insurance"][seen["work_injury"]].all()
    assert (known(seen["employer_average_wage"]) == seen["in_maternity_insurance"]).all()
    assert np.isin(seen["study_stage"][seen["rural_school"]], ["小学", "初中"]).all()


def test_self_care_follows_the_need_for_care(seen: Seen) -> None:
    assert ((seen["self_care"] != "全自理") == seen["needs_long_term_care"]).all()
    assert (seen["veteran_category"][seen["awaits_placement"]] != "无").all()
