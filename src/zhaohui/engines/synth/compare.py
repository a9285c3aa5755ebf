"""The report: what the county came out as, beside what was published, and what nobody made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhaohui.engines.synth.allocation import Bools
from zhaohui.engines.synth.household_income import FEN, MONTHS
from zhaohui.engines.synth.insurance import UNINSURED
from zhaohui.engines.synth.labour import FLEXIBLE, UNIT, WORKING_AGE
from zhaohui.engines.synth.margins import KNOWN, units
from zhaohui.engines.synth.people import INCOMER
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import (
    KINDERGARTEN,
    NONE,
    SENIOR,
    VOCATIONAL,
    between,
    school_year_start,
)

Row = tuple[str, float | None, float | None, str]
ASSUMED = "模拟参数"


def report_table(
    scene: Scene, facilities: pa.Table, persons: pa.Table, households: pa.Table
) -> pa.Table:
    """Return margin, published, achieved, difference, source; counts are in this run's scale.

    Rates and counts are as made, before facts were left out; rows 缺失 give the shares left out,
    rows 未生成 the columns that nobody makes.
    """
    rows = [
        *margin_rows(scene, facilities),
        *unmet_rows(scene),
        *gap_rows(scene, persons, households),
    ]
    return pa.table(
        {
            "margin": pa.array([row[0] for row in rows], pa.string()),
            "published": pa.array([row[1] for row in rows], pa.float64()),
            "achieved": pa.array([row[2] for row in rows], pa.float64()),
            "difference": pa.array(
                [
                    None if row[1] is None or row[2] is None else round(row[2] - row[1], 9)
                    for row in rows
                ],
                pa.float64(),
            ),
            "source": pa.array([row[3] for row in rows], pa.string()),
        }
    )


def margin_rows(scene: Scene, facilities: pa.Table) -> Iterator[Row]:
    """Yield each figure that the county shows, in the published unit; assumed ones unpublished."""
    achieved = achievements(scene, facilities)
    margins, residents = scene.targets.margins, scene.targets.residents
    for known in KNOWN:
        row, found = margins.rows.get(known.key), achieved.get(known.key)
        if row is not None and found is not None:
            published = margins.value(known.key)
            if known.scales:
                published = margins.scaled(known.key, residents)
            many = units(row)
            as_printed = (round((published or 0) * many, 9), round(found * many, 9))
            yield f"{row.item}（{row.unit}）", *as_printed, row.source
        elif row is not None:
            yield f"只作供给的依据：{row.item}", row.value, None, row.source
        elif found is not None and known.aimed:
            yield known.key, None, found, ASSUMED


def achievements(scene: Scene, facilities: pa.Table) -> dict[str, float]:
    """Return what the county came out as, by the margins' keys."""
    residents = int(scene.people.resident.sum())
    return {
        **population(scene),
        **schooling(scene),
        **work(scene),
        **incomes(scene),
        "care_beds": capacity_of(facilities, "养老机构"),
        "childcare_places_per_1000": capacity_of(facilities, "托育机构") / residents * 1000,
        "town_hospitals": pc.sum(pc.equal(facilities["kind"], "乡镇卫生院")).as_py() or 0,
    }


def population(scene: Scene) -> dict[str, float]:
    """Return counts of people, shares of sexes and ages, and the mean home."""
    people, here, age = scene.people, scene.people.resident, scene.people.age
    count = int(here.sum())
    return {
        "residents": count,
        "registered": int((people.standing != INCOMER).sum()),
        "urban": int((here & scene.places.urban).sum()),
        "male_share": share(people.male, here),
        "female_share": share(~people.male, here),
        "age_0_14": share(age < 15, here),
        "age_15_59": share(between(age, 15, 59), here),
        "age_60_up": share(age >= 60, here),
        "age_65_up": share(age >= 65, here),
        "living_size": count / len(np.unique(scene.living[here])),
    }


def schooling(scene: Scene) -> dict[str, float]:
    """Return shares of residents at school, by their age on 1 September."""
    here, stage = scene.people.resident, scene.facts["study_stage"].values
    age = scene.age_on(school_year_start(scene.spec.as_of))
    senior = (stage == SENIOR) | (stage == VOCATIONAL)
    return {
        "kindergarten": share(stage == KINDERGARTEN, here & between(age, 3, 5)),
        "compulsory": share(stage != NONE, here & between(age, 6, 14)),
        "senior_secondary": share(senior, here & between(age, 15, 17)),
    }


def work(scene: Scene) -> dict[str, float]:
    """Return counts and rates of the residents' insurance, and urban registered unemployment."""
    here, states = scene.people.resident, scene.facts["employment"].values
    grown = here & (scene.people.age >= WORKING_AGE)
    grown &= scene.facts["study_stage"].values == NONE
    pensions = scene.flags("in_employee_pension") | scene.flags("in_resident_pension")
    months = scene.numbers("unemployment_insurance_months") > 0
    in_town = here & scene.places.urban
    jobless = in_town & scene.flags("registered_unemployed")
    labour = jobless | (in_town & ((states == UNIT) | (states == FLEXIBLE)))
    return {
        "unemployment_insured": int((here & (states == UNIT) & months).sum()),
        "injury_insured": int((here & scene.flags("in_injury_insurance")).sum()),
        "medical_share": share(scene.facts["medical_insurance"].values != UNINSURED, here),
        "pension_share": share(pensions, grown),
        "registered_unemployment": share(jobless, labour),
    }


def capacity_of(facilities: pa.Table, kind: str) -> int:
    """Return the capacity of all facilities of a kind."""
    chosen = facilities.filter(pc.equal(facilities["kind"], kind))
    return int(pc.sum(chosen["capacity"]).as_py() or 0)


def incomes(scene: Scene) -> dict[str, float]:
    """Return the yearly mean income a head in yuan, own and of the household, in town and country."""
    income, here = scene.numbers("monthly_income"), scene.people.resident
    extra = scene.living_facts["other_monthly_income"].values
    urban = scene.places.urban
    found = {}
    for key, who in (("urban_income", here & urban), ("rural_income", here & ~urban)):
        if who.any():
            total = income[who].sum() + extra[np.unique(scene.living[who])].sum()
            found[key] = float(total) / int(who.sum()) * MONTHS / FEN
    return found


def share(who: Bools, among: Bools) -> float:
    """Return the share of `who` in the group, 0 for an empty one."""
    return float((who & among).sum() / max(int(among.sum()), 1))


def unmet_rows(scene: Scene) -> Iterator[Row]:
    """Yield the pack's figures that no column of the county shows."""
    for margin in scene.targets.margins.unmatched:
        yield f"未对应：{margin.item}", margin.value, None, margin.source


def gap_rows(scene: Scene, persons: pa.Table, households: pa.Table) -> Iterator[Row]:
    """Yield columns that nobody makes, and the share of each other one that is left out."""
    made = {"person": scene.facts, "living": scene.living_facts, "registered": {}}
    sizes = {
        "person": scene.people.size,
        "living": len(scene.living_head),
        "registered": len(scene.registered_head),
    }
    for fact in scene.spec.facts:
        column = made[fact.entity].get(fact.column)
        if column is None:
            yield f"未生成：{fact.column}", None, None, ""
            continue
        table = persons if fact.entity == "person" else households
        size = sizes[fact.entity]
        known = size if column.known is None else int(column.known.sum())
        kept = table.num_rows - table[fact.column].null_count
        yield f"缺失：{fact.column}", None, 1 - kept / max(known, 1), ASSUMED
