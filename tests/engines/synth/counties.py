"""Specs for tests: the pack's county and an invented one; and a county's columns as numpy arrays."""

from __future__ import annotations

import dataclasses
import functools
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from zhaohui.county.registry.county_spec import county_spec
from zhaohui.engines.synth import Area, County, CountySpec, Town
from zhaohui.packs import Pack, default_pack, load

AS_OF = date(2026, 3, 1)


@functools.cache
def pack() -> Pack:
    return load(default_pack())


def of_pack(missing: tuple[float, float] = (0.02, 0.05)) -> CountySpec:
    return dataclasses.replace(county_spec(pack(), as_of=AS_OF), missing=missing)


def invented(**changes: Any) -> CountySpec:
    """A county of three towns that no pack describes, with the pack's dictionary."""
    towns = [Town(code=f"99887710{n}", name=f"甲{n}镇", lon=100.0 + n, lat=30.0) for n in range(2)]
    towns.append(Town(code="998877200", name="乙镇"))
    areas = [
        Area(
            code=f"{town.code}{n:03d}",
            name=f"{town.name}{n}号",
            town=town.code,
            kind="社区" if n == 1 else "村",
        )
        for town in towns
        for n in range(1, 5)
    ]
    spec = CountySpec(
        name="甲乙县",
        division="998877",
        as_of=AS_OF,
        areas=areas,
        towns=towns,
        facts=of_pack().facts,
        missing=(0, 0),
    )
    return dataclasses.replace(spec, **changes)


@dataclasses.dataclass
class Seen:
    """A county's columns; text with NULL as None, `age` in full years on the day."""

    persons: dict[str, np.ndarray]
    households: dict[str, np.ndarray]
    age: np.ndarray
    resident: np.ndarray

    def __getitem__(self, column: str) -> np.ndarray:
        return self.persons[column]


def columns(table: pa.Table) -> dict[str, np.ndarray]:
    return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}


def ages(birth: np.ndarray, day: date) -> np.ndarray:
    """Full years by the calendar, one by one: slow and plain, unlike the generator's way."""
    return np.array(
        [day.year - b.year - ((day.month, day.day) < (b.month, b.day)) for b in birth.tolist()]
    )


def look(county: County) -> Seen:
    persons = columns(county.persons)
    born = persons["birth_date"].astype("datetime64[D]")
    inside = tuple(area[:6] for area in set(persons["village"].tolist()))
    resident = np.array([area[:6] == inside[0] for area in persons["residence_area"].tolist()])
    return Seen(persons, columns(county.households), ages(born, AS_OF), resident)
