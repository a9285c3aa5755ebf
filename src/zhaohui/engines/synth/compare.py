"""The report: what the county came out as, beside what was published, and what nobody made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from zhaohui.engines.synth.allocation import Bools
from zhaohui.engines.synth.insurance import UNINSURED
from zhaohui.engines.synth.labour import FLEXIBLE, UNIT, WORKING_AGE
from zhaohui.engines.synth.margins import KNOWN
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
                [None if row[1] is None or row[2] is None else row[2] - row[1] for row in rows],
                pa.float64(),
            ),
            "source": pa.array([row[3] for row in rows], pa.string()),
        }
    )


def margin_rows(scene: Scene, facilities: pa.Table) -> Iterator[Row]:
    """Yield each figure that the generator can meet: published, or assumed where nobody published."""
    achieved = achievements(scene, facilities)
    margins, residents = scene.targets.margins, scene.targets.residents
    for known in KNOWN:
        row = margins.rows.get(known.key)
        if row is None:
            yield known.key, None, achieved.get(known.key), ASSUMED
            continue
        value = margins.value(known.key)
        if known.scales:
            value = margins.scaled(known.key, residents)
        yield row.item, value, achieved.get(known.key), row.source


def achievements(scene: Scene, facilities: pa.Table) -> dict[str, float]:
    """Return what the county came out as, by the margins' keys."""
    people, places = scene.people, scene.places
    here = people.resident
    age = people.age
    at_school = scene.facts["study_stage"].values
    school_age = scene.age_on(school_year_start(scene.spec.as_of))
    states = scene.facts["employment"].values
    grown = here & (age >= WORKING_AGE) & (at_school == NONE)
    pensions = scene.flags("in_employee_pension") | scene.flags("in_resident_pension")
    in_town = here & places.urban
    jobless = int((in_town & scene.flags("registered_unemployed")).sum())
    town_work = int((in_town & ((states == UNIT) | (states == FLEXIBLE))).sum())
    senior = (at_school == SENIOR) | (at_school == VOCATIONAL)
    months = scene.numbers("unemployment_insurance_months") > 0
    insured = scene.facts["medical_insurance"].values != UNINSURED
    rooms = dict(zip(facilities["kind"].to_pylist(), [0] * facilities.num_rows, strict=True))
    for kind, capacity in zip(
        facilities["kind"].to_pylist(), facilities["capacity"].to_pylist(), strict=True
    ):
        rooms[kind] += capacity or 0
    count = int(here.sum())
    return {
        "residents": count,
        "registered": int((people.standing != INCOMER).sum()),
        "urban": int(in_town.sum()),
        "male_share": share(people.male, here),
        "age_0_14": share(age < 15, here),
        "age_60_up": share(age >= 60, here),
        "age_65_up": share(age >= 65, here),
        "living_size": count / len(np.unique(scene.living[here])),
        "kindergarten": share(at_school == KINDERGARTEN, here & between(school_age, 3, 5)),
        "senior_secondary": share(senior, here & between(school_age, 15, 17)),
        "unemployment_insured": int((here & (states == UNIT) & months).sum()),
        "injury_insured": int((here & scene.flags("in_injury_insurance")).sum()),
        "medical_share": share(insured, here),
        "pension_share": share(pensions, grown),
        "registered_unemployment": jobless / max(jobless + town_work, 1),
        "care_beds": rooms.get("养老机构", 0),
        "childcare_places_per_1000": rooms.get("托育机构", 0) / count * 1000,
    }


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
