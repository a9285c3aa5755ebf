"""Organisations 单位 and facilities 设施 that the county's people need; all of them invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from zhaohui.engines.synth.allocation import Bools, Floats, Ints, share_out
from zhaohui.engines.synth.assumptions import number
from zhaohui.engines.synth.identity import credit_codes
from zhaohui.engines.synth.labour import UNIT
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import (
    COLLEGE,
    JUNIOR,
    KINDERGARTEN,
    PRIMARY,
    SENIOR,
    VOCATIONAL,
)
from zhaohui.engines.synth.spec import COMMUNITY, Town

METRES_PER_DEGREE = 111_320.0
MARK = "模拟"


@dataclass(frozen=True)
class School:
    """A kind of school: stage, usual size, and whether it stands in every town."""

    kind: str
    stage: int
    size: int
    in_every_town: bool


SCHOOLS = (
    School("幼儿园", KINDERGARTEN, 200, in_every_town=True),
    School("小学", PRIMARY, 700, in_every_town=True),
    School("初中", JUNIOR, 900, in_every_town=True),
    School("普通高中", SENIOR, 2500, in_every_town=False),
    School("中等职业学校", VOCATIONAL, 2000, in_every_town=False),
)
assert COLLEGE not in {school.stage for school in SCHOOLS}  # a county has none: students leave


class Supply:
    """Collects organisations and their facilities, town by town."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.rng = scene.rng("supply")
        self.towns = list(scene.spec.towns)
        town_of_area = {town.code: place for place, town in enumerate(self.towns)}
        self.town = np.array([town_of_area[area.town] for area in scene.spec.areas])
        self.centre = [self._centre(town) for town in self.towns]
        self.person_town = self.town[scene.places.area]
        self.organisations: list[dict[str, Any]] = []
        self.facilities: list[dict[str, Any]] = []

    def _centre(self, town: Town) -> str | None:
        inside = [area for area in self.scene.spec.areas if area.town == town.code]
        ordered = sorted(inside, key=lambda area: (area.kind != COMMUNITY, area.code))
        return ordered[0].code if ordered else None

    def count_by_town(self, who: Bools) -> Ints:
        """Return how many of these residents live in each town."""
        chosen = who & self.scene.people.resident
        return np.bincount(self.person_town[chosen], minlength=len(self.towns))

    def seat(self) -> int:
        """Return the town where most residents live."""
        return int(self.count_by_town(self.scene.people.resident).argmax())

    def add(
        self,
        kind: str,
        town: int,
        *,
        name: str = "",
        village: str | None = None,
        staff: int = 0,
        capacity: int | None = None,
        used: int | None = None,
        facility: bool = True,
    ) -> None:
        """Keep an organisation, and the facility it runs."""
        where = self.towns[town]
        village = village or self.centre[town]
        row = {"name": name or f"{MARK}{where.name}{kind}", "kind": kind}
        self.organisations.append({**row, "town": where.code, "village": village, "staff": staff})
        if facility:
            lon, lat = self._point(where)
            self.facilities.append(
                {
                    **row,
                    "organisation_id": len(self.organisations),
                    "town": where.code,
                    "village": village,
                    "lon": lon,
                    "lat": lat,
                    "capacity": capacity,
                    "used": used,
                }
            )

    def _point(self, town: Town) -> tuple[float | None, float | None]:
        east, north = self.rng.normal(0, number("around_town_m"), 2)
        if town.lon is None or town.lat is None:
            return None, None
        across = METRES_PER_DEGREE * np.cos(np.radians(town.lat))
        return round(town.lon + east / across, 5), round(town.lat + north / METRES_PER_DEGREE, 5)

    def spread(self, kind: str, town: int, sizes: Ints, used: Ints, staff: Floats) -> None:
        """Keep several facilities of a kind in a town, numbered when there are more than one."""
        for order, (size, taken, people) in enumerate(zip(sizes, used, staff, strict=True), 1):
            numbered = f"第{order}" if len(sizes) > 1 else ""
            name = f"{MARK}{self.towns[town].name}{numbered}{kind}"
            self.add(
                kind,
                town,
                name=name,
                staff=max(1, round(people)),
                capacity=int(size),
                used=int(taken),
            )


def make_supply(scene: Scene) -> tuple[pa.Table, pa.Table]:
    """Return the tables of organisations and facilities."""
    supply = Supply(scene)
    add_schools(supply)
    add_health_care(supply)
    add_care(supply)
    for town in range(len(supply.towns)):
        supply.add("便民服务中心", town, staff=6)
    add_employers(supply)
    codes = credit_codes(len(supply.organisations), scene.spec.division)
    return organisation_table(supply.organisations, codes), facility_table(supply.facilities)


def add_schools(supply: Supply) -> None:
    """Schools with room for the pupils who live there; senior ones at the seat for everybody."""
    stage = supply.scene.facts["study_stage"].values
    for school in SCHOOLS:
        pupils = supply.count_by_town(stage == school.stage)
        if not school.in_every_town:
            everyone = int(pupils.sum())
            pupils = np.zeros_like(pupils)
            pupils[supply.seat()] = everyone
        for town, count in enumerate(pupils):
            if count == 0:
                continue
            used = share_out(int(count), np.ones(-(-int(count) // school.size)))
            room = np.ceil(used * number("school_room")).astype(np.int64)
            supply.spread(school.kind, town, room, used, used / number("pupils_per_teacher"))


def add_health_care(supply: Supply) -> None:
    """A hospital at the seat, a health centre in each town, rooms in the villages."""
    scene = supply.scene
    residents = scene.targets.residents
    thousands = residents / 1000
    per_1000 = scene.targets.share("doctors_per_1000") + scene.targets.share("nurses_per_1000")
    staff = share_out(
        round(thousands * per_1000 * number("health_staff_other")), np.array([0.5, 0.35, 0.15])
    )
    beds = share_out(round(thousands * number("hospital_beds_per_1000")), np.array([0.6, 0.4]))
    people = supply.count_by_town(scene.people.resident)
    use = number("hospital_bed_use")
    supply.add(
        "综合医院",
        supply.seat(),
        staff=int(staff[0]),
        capacity=int(beds[0]),
        used=round(int(beds[0]) * use),
    )
    town_staff, town_beds = (share_out(int(n), people.astype(float)) for n in (staff[1], beds[1]))
    for town in range(len(supply.towns)):
        supply.add(
            "乡镇卫生院",
            town,
            staff=int(town_staff[town]),
            capacity=int(town_beds[town]),
            used=round(int(town_beds[town]) * use),
        )
    add_village_rooms(supply, int(staff[2]))


def add_village_rooms(supply: Supply, staff: int) -> None:
    """A room in each village and community, staffed by the people who live there."""
    scene = supply.scene
    areas = scene.spec.areas
    living = np.bincount(scene.places.area[scene.people.resident], minlength=len(areas))
    for area, town, count in zip(
        areas, supply.town, share_out(staff, living.astype(float)), strict=True
    ):
        supply.add(
            "村卫生室",
            int(town),
            name=f"{MARK}{area.name}卫生室",
            village=area.code,
            staff=int(count),
        )


def add_care(supply: Supply) -> None:
    """Care homes by old people and nurseries by small children, beds and places as published."""
    scene, targets = supply.scene, supply.scene.targets
    elders = supply.count_by_town(scene.people.age >= 60)
    beds = targets.margins.scaled("care_beds", targets.residents)
    if beds is None:
        beds = round(int(elders.sum()) * number("care_beds_per_1000_elders") / 1000)
    places = round(targets.residents * targets.share("childcare_places_per_1000") / 1000)
    infants = supply.count_by_town(scene.people.age < 3)
    for kind, total, weight, usual, use, per_staff in (
        ("养老机构", beds, elders, 100, number("care_bed_use"), 6),
        ("托育机构", places, infants, 60, number("childcare_use"), 5),
    ):
        for town, count in enumerate(share_out(total, weight.astype(float))):
            if count:
                sizes = share_out(int(count), np.ones(-(-int(count) // usual)))
                used = np.floor(sizes * use).astype(np.int64)
                supply.spread(kind, town, sizes, used, np.maximum(used / per_staff, 2.0))


def add_employers(supply: Supply) -> None:
    """Employers whose staff together are the residents who work in units."""
    scene = supply.scene
    workers = supply.count_by_town(scene.facts["employment"].values == UNIT)
    for town, count in enumerate(workers):
        firms = max(1, round(int(count) / number("employer_size")))
        sizes = share_out(int(count), supply.rng.pareto(1.6, firms) + 0.3)
        for order, size in enumerate(sizes, 1):
            name = f"{MARK}{supply.towns[town].name}用人单位{order:04d}"
            supply.add("用人单位", town, name=name, staff=int(size), facility=False)


def organisation_table(rows: list[dict[str, Any]], codes: pa.Array) -> pa.Table:
    """Return organisations with ids 1…n."""
    text = pa.string()
    columns = {
        key: pa.array([row[key] for row in rows], text)
        for key in ("name", "kind", "town", "village")
    }
    return pa.table(
        {
            "organisation_id": pa.array(np.arange(1, len(rows) + 1)),
            "name": columns["name"],
            "kind": columns["kind"],
            "credit_code": codes,
            "town": columns["town"],
            "village": columns["village"],
            "staff": pa.array([row["staff"] for row in rows], pa.int64()),
        }
    )


def facility_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Return facilities with ids 1…n; coordinates are WGS84 degrees."""
    types = {
        "organisation_id": pa.int64(),
        "name": pa.string(),
        "kind": pa.string(),
        "town": pa.string(),
        "village": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "capacity": pa.int64(),
        "used": pa.int64(),
    }
    columns = {name: pa.array([row[name] for row in rows], kind) for name, kind in types.items()}
    return pa.table({"facility_id": pa.array(np.arange(1, len(rows) + 1)), **columns})
