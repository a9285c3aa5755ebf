"""The shared rules as an OpenFisca system: entities, inputs, and vectorised formulas by month.

Money is in fen as float32 (OpenFisca's only number with a fraction), held below 2^24 so that it is exact.
`household.all(x)` is written as `~household.any(~x)`, which is several times faster there, and a table
asked by an enum as one `take`; both to the peer's advantage.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules_parts.shared import read

PERSON = Entity("person", "persons", "A person", "")
HOUSEHOLD = GroupEntity(
    "household",
    "households",
    "A living household",
    "",
    roles=[{"key": "member", "plural": "members"}],
)
PERIOD = "2026-07"
MONTH = DateUnit.MONTH
BENEFITS: list[tuple[str, str, bool]] = []  # rule, subject, has an amount
INPUTS = read()["facts"]
ENUMS = {
    each["column"]: Enum(
        each["column"], {f"v{index}": word for index, word in enumerate(each["values"])}
    )
    for each in INPUTS
    if each["type"] == "enum"
}


def variable(
    name: str, entity: Any, kind: type, formula: Any = None, **more: Any
) -> type[Variable]:
    """A monthly variable with this formula, or an input."""
    body = {"value_type": kind, "entity": entity, "definition_period": MONTH, "label": name, **more}
    if formula:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _inputs() -> list[type[Variable]]:
    kinds = {"bool": bool, "int": int, "money": float, "date": date, "code": int}
    found = []
    for each in INPUTS:
        entity = PERSON if each["entity"] == "person" else HOUSEHOLD
        if each["type"] == "enum":
            words = ENUMS[each["column"]]
            more = {"possible_values": words, "default_value": next(iter(words))}
            found.append(variable(each["column"], entity, Enum, **more))
        else:
            found.append(variable(each["column"], entity, kinds[each["type"]]))
    return found


FORMULAS: list[type[Variable]] = []


def formula(entity: Any, kind: type) -> Any:
    """Make the function a variable of its name."""

    def keep(function: Any) -> Any:
        FORMULAS.append(variable(function.__name__, entity, kind, function))
        return function

    return keep


def benefit(rule: str, entity: Any, amount: Any = None) -> Any:
    """Make the function the eligibility of a rule, and `amount` what an eligible subject gets."""

    def keep(eligible: Any) -> Any:
        name = rule.replace("-", "_")
        BENEFITS.append((rule, entity.key, amount is not None))
        FORMULAS.append(variable(f"{name}_due", entity, bool, eligible))
        if amount is not None:

            def paid(population: Any, period: Any, parameters: Any) -> Any:
                return population(f"{name}_due", period) * amount(population, period, parameters)

            FORMULAS.append(variable(f"{name}_amount", entity, float, paid))
        return eligible

    return keep


def build() -> TaxBenefitSystem:
    """The system with its parameters by date."""
    system = TaxBenefitSystem([PERSON, HOUSEHOLD])
    system.add_variables(*_inputs(), *FORMULAS)
    system.parameters = ParameterNode("", data=_parameters())
    return system


def _parameters() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in read()["parameters"]:
        name = NAMES[each["name"]]
        if each["type"] != "table":
            found[name] = {"values": _dated(each, None)}
        elif each["key"] == "text":
            keys = {key for version in each["versions"].values() for key in version}
            found[name] = {WORDS[key]: {"values": _dated(each, key)} for key in sorted(keys)}
        else:
            keys = {key for version in each["versions"].values() for key in version}
            found[name] = {
                "brackets": [
                    {"threshold": {start.isoformat(): {"value": key} for start in each["versions"]},
                     "amount": _dated(each, key)}
                    for key in sorted(keys)
                ],
                "metadata": {"type": "single_amount"},
            }  # fmt: skip
    return found


def _dated(each: dict[str, Any], key: Any) -> dict[str, Any]:
    scale = 100 if "money" in (each["type"], each.get("of")) else 1
    values = {
        start: given[key] if key is not None else given for start, given in each["versions"].items()
    }
    return {start.isoformat(): {"value": round(value * scale)} for start, value in values.items()}


NAMES = {
    "城镇标准": "standard_urban", "农村标准": "standard_rural", "照料标准": "destitute_care",
    "高龄津贴": "great_age", "养老服务补贴": "elder_care", "残疾人生活补贴": "disabled_living",
    "残疾人护理补贴": "disabled_care", "孤儿生活费": "orphan", "育儿年额": "infant_year",
    "入园补助": "kindergarten", "生活补助": "compulsory_school", "助学金": "high_school",
    "中职学费": "vocational_school", "高校助学金": "university", "高校生活费": "university_living",
    "领金月数": "unemployment_months", "失业保险金": "unemployment", "缴费基数": "insurance_base",
    "基础养老金": "pension_base", "年限养老金": "pension_years", "高龄加发": "pension_old",
    "优抚标准": "veteran", "住房收入线": "rent_income", "租赁补贴单价": "rent_rate",
    "生育补助": "birth", "电价": "electricity", "独生子女奖励": "only_child",
}  # fmt: skip
WORDS = {
    "轻度": "light", "中度": "middle", "重度": "heavy", "一级": "first", "二级": "second",
    "三级": "third", "小学": "primary", "初中": "junior", "残疾军人": "disabled",
    "烈士遗属": "bereaved", "在乡复员军人": "demobilised", "参战退役人员": "combatant",
}  # fmt: skip


def _index(words):
    """The places of enum values, which OpenFisca does not order by itself."""
    return words.view(np.ndarray)


@formula(PERSON, int)
def age(person, period):
    birth = person("birth", period)
    year = birth.astype("datetime64[Y]").astype(int) + 1970
    month = birth.astype("datetime64[M]").astype(int) % 12 + 1
    day = (birth - birth.astype("datetime64[M]")).astype(int) + 1
    start = period.start
    is_past = (month < start.month) | ((month == start.month) & (day <= start.day))
    return start.year - year - ~is_past


@formula(HOUSEHOLD, float)
def income_total(household, period):
    return household.sum(household.members("income", period)) + household("other_income", period)


@formula(HOUSEHOLD, int)
def members_count(household, period):  # noqa: ARG001 - its signature
    return household.nb_persons()


@formula(HOUSEHOLD, float)
def standard(household, period, parameters):
    p = parameters(period)
    is_urban = household.any(household.members("hukou_kind", period) == 1)
    return np.where(is_urban, p.standard_urban, p.standard_rural)


@formula(HOUSEHOLD, bool)
def is_minimum(household, period):
    need = household("standard", period) * household("members_count", period)
    return household("income_total", period) < need


@formula(HOUSEHOLD, bool)
def is_low(household, period):
    need = household("standard", period) * household("members_count", period)
    return household("income_total", period) < np.round(need * 1.5)


@formula(HOUSEHOLD, float)
def income_per_head(household, period):
    return np.floor(household("income_total", period) / household("members_count", period))


@formula(HOUSEHOLD, bool)
def has_able_adult(household, period):
    disability = household.members("disability", period)
    is_able = (household.members("age", period) >= 18) & (disability != 1) & (disability != 2)
    return household.any(is_able)


@formula(PERSON, float)
def medical_threshold(person, period):
    is_free = person("destitute", period) | person.household("is_minimum", period)
    return np.where(is_free, 0, 200_000)


@formula(PERSON, float)
def illness_threshold(person, period):
    return np.where(person.household("is_low", period), 600_000, 1_200_000)


@benefit(
    "minimum-living", HOUSEHOLD,
    lambda household, period, _: np.maximum(
        0,
        household("standard", period) * household("members_count", period)
        - household("income_total", period),
    ),
)  # fmt: skip
def _(household, period):
    is_spared = household.any(~household.members("destitute", period))
    return household("is_minimum", period) & household("assets_ok", period) & is_spared


@benefit("near-minimum", HOUSEHOLD)
def _(household, period):
    return (
        ~household("is_minimum", period)
        & household("is_low", period)
        & household("assets_ok", period)
    )


@benefit(
    "destitute-living", PERSON,
    lambda person, period, _: np.round(person.household("standard", period) * 1.3),
)  # fmt: skip
def _(person, period):
    return person("destitute", period)


def _care(person, period, parameters):
    p = parameters(period).destitute_care
    return np.array([0, p.light, p.middle, p.heavy])[person("care", period)]


@benefit("destitute-care", PERSON, _care)
def _(person, period):
    return person("destitute", period) & (person("care", period) != 0)


@benefit(
    "great-age", PERSON,
    lambda person, period, parameters: parameters(period).great_age.calc(person("age", period)),
)  # fmt: skip
def _(person, period):
    return (person("hukou", period) // 10_000 == 51) & (person("age", period) >= 80)


def _elder_care(person, period, parameters):
    p = parameters(period).elder_care
    return np.array([0, 0, p.middle, p.heavy])[person("care", period)]


@benefit("elder-care", PERSON, _elder_care)
def _(person, period):
    disability = person("disability", period)
    return (
        (person("age", period) >= 60)
        & (_index(person("care", period)) >= 2)
        & person.household("is_low", period)
        & ~person("destitute", period)
        & (disability != 1)
        & (disability != 2)
    )


@benefit(
    "disabled-living", PERSON, lambda _, period, parameters: parameters(period).disabled_living
)
def _(person, period):
    disability = person("disability", period)
    return (
        ((disability == 1) | (disability == 2))
        & person.household("is_low", period)
        & ~person("destitute", period)
        & ~person("orphan", period)
    )


def _disabled_care(person, period, parameters):
    p = parameters(period).disabled_care
    return np.array([0, p.first, p.second, p.third, 0])[person("disability", period)]


@benefit("disabled-care", PERSON, _disabled_care)
def _(person, period):
    disability = _index(person("disability", period))
    return (disability >= 1) & (disability <= 3) & ~person("destitute", period)


@benefit("orphan", PERSON, lambda _, period, parameters: parameters(period).orphan)
def _(person, period):
    return person("orphan", period) & (person("age", period) < 18)


@benefit(
    "child-in-hardship", PERSON,
    lambda _, period, parameters: round(parameters(period).orphan * 0.5),
)  # fmt: skip
def _(person, period):
    return (
        (person("age", period) < 18)
        & ~person("orphan", period)
        & ~person.household("has_able_adult", period)
    )


@benefit("infant", PERSON, lambda _, period, parameters: parameters(period).infant_year // 12)
def _(person, period):
    return person("age", period) < 3


@benefit("kindergarten", PERSON, lambda _, period, parameters: parameters(period).kindergarten)
def _(person, period):
    return (person("school", period) == 1) & person.household("is_low", period)


def _compulsory(person, period, parameters):
    p = parameters(period).compulsory_school
    return np.where(person("school", period) == 2, p.primary, p.junior)


@benefit("compulsory-school", PERSON, _compulsory)
def _(person, period):
    school = person("school", period)
    return ((school == 2) | (school == 3)) & person.household("is_low", period)


@formula(HOUSEHOLD, float)
def high_school_grant(household, period, parameters):
    return parameters(period).high_school.calc(household("income_per_head", period))


@benefit(
    "high-school", PERSON,
    lambda person, period, _: person.household("high_school_grant", period),
)  # fmt: skip
def _(person, period):
    return (person("school", period) == 4) & person.household("is_low", period)


@benefit(
    "vocational-school", PERSON, lambda _, period, parameters: parameters(period).vocational_school
)
def _(person, period):
    is_rural = person("hukou_kind", period) == 0
    return (person("school", period) == 5) & (is_rural | person.household("is_low", period))


def _university(person, period, parameters):
    p = parameters(period)
    left = p.university_living - person.household("income_per_head", period)
    return np.maximum(0, np.minimum(p.university, left))


@benefit("university", PERSON, _university)
def _(person, period):
    return (person("school", period) == 6) & person.household("is_low", period)


@benefit("unemployment", PERSON, lambda _, period, parameters: parameters(period).unemployment)
def _(person, period, parameters):
    insured = person("insured_months", period)
    allowed = parameters(period).unemployment_months.calc(insured)
    return (
        (person("work", period) == 2)
        & (insured >= 12)
        & (person("jobless_months", period) < allowed)
        & (person("age", period) < 60)
    )


@benefit(
    "hard-to-place", PERSON,
    lambda _, period, parameters: round(parameters(period).insurance_base * 0.2),
)  # fmt: skip
def _(person, period):
    years, sex = person("age", period), person("sex", period)
    is_old = ((sex == 1) & (years >= 50)) | ((sex == 0) & (years >= 40))
    is_hard = is_old | (person("disability", period) != 0) | person.household("is_minimum", period)
    return (person("work", period) == 2) & (years >= 16) & (years < 60) & is_hard


@benefit("nobody-employed", HOUSEHOLD)
def _(household, period):
    years, work = household.members("age", period), household.members("work", period)
    is_seeking = household.any((work == 2) & (years >= 16) & (years < 60))
    return is_seeking & ~household.any(work == 1)


def _pension(person, period, parameters):
    p = parameters(period)
    by_years = p.pension_years.calc(person("insured_months", period))
    return p.pension_base + by_years + (person("age", period) >= 65) * p.pension_old


@benefit("basic-pension", PERSON, _pension)
def _(person, period):
    return (
        (person("age", period) >= 60)
        & (person("insured_months", period) >= 180)
        & (person("work", period) != 3)
    )


def _veteran(person, period, parameters):
    p = parameters(period).veteran
    amounts = np.array([0, p.disabled, p.bereaved, p.demobilised, p.combatant])
    return amounts[person("veteran", period)]


@benefit("veteran", PERSON, _veteran)
def _(person, period):
    return person("veteran", period) != 0


@benefit(
    "old-veteran", PERSON,
    lambda person, period, _: np.clip(1_000 * (person("age", period) - 59), 0, 30_000),
)  # fmt: skip
def _(person, period):
    return (_index(person("veteran", period)) >= 3) & (person("age", period) >= 60)


def _rent(household, period, parameters):
    lacking = 13 * household("members_count", period) - household("floor_area", period)
    return np.clip(parameters(period).rent_rate * lacking, 0, 50_000)


@benefit("rent", HOUSEHOLD, _rent)
def _(household, period, parameters):
    size = household("members_count", period)
    return (
        household("renting", period)
        & (household("income_total", period) < parameters(period).rent_income * size)
        & (household("floor_area", period) < 13 * size)
    )


def _medical_aid(person, period, _):
    beyond = np.maximum(0, person("medical_cost", period) - person("medical_threshold", period))
    of_minimum = np.where(person.household("is_minimum", period), 0.7, 0.6)
    share = np.where(person("destitute", period), 0.9, of_minimum)
    return np.minimum(5_000_000, np.round(beyond * share))


@benefit("medical-aid", PERSON, _medical_aid)
def _(person, period):
    is_ill = person("medical_cost", period) > person("medical_threshold", period)
    return person.household("is_low", period) & is_ill


def _serious_illness(person, period, _):
    cost = person("medical_cost", period)
    first = np.maximum(0, np.minimum(cost, 3_000_000) - person("illness_threshold", period))
    second = np.clip(cost, 3_000_000, 6_000_000) - 3_000_000
    third = np.maximum(0, cost - 6_000_000)
    return np.round(first * 0.6) + np.round(second * 0.7) + np.round(third * 0.8)


@benefit("serious-illness", PERSON, _serious_illness)
def _(person, period):
    return person("medical_cost", period) > person("illness_threshold", period)


@benefit("birth", PERSON, lambda _, period, parameters: parameters(period).birth)
def _(person, period):
    return person("pregnant", period) & (person("hukou", period) // 100 == 5108)


@benefit(
    "electricity", HOUSEHOLD, lambda _, period, parameters: parameters(period).electricity * 15
)
def _(household, period):
    return household("is_minimum", period) & household("assets_ok", period)


@benefit(
    "empty-nest", HOUSEHOLD,
    lambda household, period, _: 2_000 * household("members_count", period),
)  # fmt: skip
def _(household, period):
    return ~household.any(household.members("age", period) < 60)


@benefit("only-child", PERSON, lambda _, period, parameters: parameters(period).only_child)
def _(person, period):
    return person("only_child", period) & (person("age", period) >= 60)
