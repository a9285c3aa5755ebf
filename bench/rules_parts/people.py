"""People who do not exist, with every fact of the shared rules known: one snapshot of N persons.

Deterministic by (seed, block); a row group holds whole living households. Rates are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.rules_parts.shared import AS_OF, read

BLOCK = 250_000  # persons in a row group, or a little fewer
SIZES = {1: 0.24, 2: 0.31, 3: 0.20, 4: 0.14, 5: 0.07, 6: 0.04}
TOWNS, VILLAGES = 12, 152
COUNTY = 510811
VERSION = "1"  # change it when what is written changes
HOUSEHOLDS_FROM = 10_000_000_000  # registered ids follow the living ones


def write(folder: Path, persons: int) -> Path:
    """Write the snapshot of so many persons unless it is there; return its folder."""
    mark = folder / f"version-{VERSION}"
    if mark.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with Tables(folder) as tables:
        first_person = first_household = 0
        while first_person < persons:
            block = Block(np.random.default_rng([20260701, first_person]))
            sizes = block.sizes(min(BLOCK, persons - first_person))
            homes = block.homes(first_household, len(sizes))
            tables.persons(block.people(first_person, sizes, homes), sum(sizes))
            tables.households(homes)
            first_person += int(sum(sizes))
            first_household += len(sizes)
    mark.touch()
    return folder


class Tables:
    """The two files, written block by block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: dict[str, pq.ParquetWriter] = {}
        self.words = {each["column"]: each.get("values", []) for each in read()["facts"]}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self.open.values():
            writer.close()

    def persons(self, columns: dict[str, Any], count: int) -> None:
        """Append persons; both households of a person hold the same people."""
        table = {"registered_id": columns["living_id"] + HOUSEHOLDS_FROM, **columns}
        self._append("persons", table, count)

    def households(self, homes: dict[str, Any]) -> None:
        """Append living households and, with the same facts, registered ones."""
        count = len(homes["household_id"])
        for kind, add in (("living", 0), ("registered", HOUSEHOLDS_FROM)):
            own = {"household_id": homes["household_id"] + add, "kind": np.repeat(kind, count)}
            self._append("households", homes | own, count)

    def _append(self, name: str, columns: dict[str, Any], count: int) -> None:
        table = pa.table({
            key: self._column(key, np.asarray(values)) for key, values in columns.items()
        })  # fmt: skip
        if name not in self.open:
            path = self.folder / f"{name}.parquet"
            self.open[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
        self.open[name].write_table(table, row_group_size=count)

    def _column(self, key: str, values: Any) -> pa.Array:
        if words := self.words.get(key):
            return pa.DictionaryArray.from_arrays(values.astype(np.int8), words).cast(pa.string())
        if key in ("town", "village", "hukou"):
            codes, index = np.unique(values, return_inverse=True)
            texts = [str(code) for code in codes]
            return pa.DictionaryArray.from_arrays(index.astype(np.int32), texts).cast(pa.string())
        return pa.array(values)


@dataclass(slots=True)
class Block:
    """Some households at once."""

    random: np.random.Generator
    ages: Any = field(default=None)

    def sizes(self, persons: int) -> Any:
        """Household sizes that come to so many persons."""
        drawn = self.random.choice(list(SIZES), persons, p=list(SIZES.values()))
        ends = np.cumsum(drawn)
        last = int(np.searchsorted(ends, persons))
        sizes = drawn[: last + 1]
        sizes[-1] -= ends[last] - persons
        return sizes

    def homes(self, first: int, count: int) -> dict[str, Any]:
        village = self.random.integers(0, VILLAGES, count)
        town = COUNTY * 1000 + 1 + village % TOWNS
        return {
            "household_id": first + np.arange(count, dtype=np.int64),
            "town": town,
            "village": town * 1000 + 200 + village,
            "other_income": self._yuan(self.random.gamma(0.6, 300, count)),
            "assets_ok": self._chance(count, 0.6),
            "renting": self._chance(count, 0.15),
            "floor_area": self.random.integers(15, 160, count),
        }

    def people(self, first: int, sizes: Any, homes: dict[str, Any]) -> dict[str, Any]:
        home = np.repeat(np.arange(len(sizes)), sizes)
        count = len(home)
        place = {key: homes[key][home] for key in ("town", "village")}
        urban = self._chance(len(sizes), 0.35)[home] ^ self._chance(count, 0.05)
        age = self._ages(home, sizes)
        work = self._work(age)
        care = np.where(age >= 60, self._pick(count, (0.80, 0.10, 0.06, 0.04)), 0)
        abroad = self._chance(count, 0.04)
        return {
            "person_id": first + np.arange(count, dtype=np.int64),
            "living_id": homes["household_id"][home],
            **place,
            "birth": self._birth(age),
            "sex": self._pick(count, (0.49, 0.51)),
            "income": self._income(work),
            "hukou": np.where(abroad, 500101001001, place["village"]),
            "hukou_kind": urban,
            "disability": self._pick(count, (0.93, 0.01, 0.02, 0.02, 0.02)),
            "care": care,
            "school": self._school(age),
            "work": work,
            "insured_months": np.where(age >= 16, self.random.integers(0, 420, count), 0),
            "jobless_months": np.where(work == 2, self.random.integers(0, 30, count), 0),
            "veteran": np.where(age >= 20, self._pick(count, (0.97, 0.005, 0.005, 0.01, 0.01)), 0),
            "destitute": (age >= 60) & self._chance(count, 0.02),
            "orphan": (age < 18) & self._chance(count, 0.004),
            "pregnant": (age >= 20) & (age < 45) & self._chance(count, 0.02),
            "only_child": (age >= 40) & self._chance(count, 0.2),
            "medical_cost": self._ill(count),
        }

    def _ages(self, home: Any, sizes: Any) -> Any:
        """A head of 20 to 95; the others children, partners or parents."""
        count = len(home)
        head = self.random.triangular(20, 45, 95, len(sizes)).astype(np.int64)[home]
        gap = self.random.choice([-27, 0, 3, 27, 52], count, p=[0.15, 0.25, 0.15, 0.35, 0.10])
        is_head = np.r_[True, home[1:] != home[:-1]]
        return np.clip(np.where(is_head, head, head - gap), 0, 104)

    def _birth(self, age: Any) -> Any:
        day = np.datetime64(AS_OF, "D") - (age * 365.2425).astype("timedelta64[D]")
        return day - self.random.integers(1, 360, len(age)).astype("timedelta64[D]")

    def _work(self, age: Any) -> Any:
        count = len(age)
        of_age = self._pick(count, (0.22, 0.70, 0.08))
        old = np.where(self._chance(count, 0.4), 3, 0)
        return np.where(age < 16, 0, np.where(age < 60, of_age, old))

    def _school(self, age: Any) -> Any:
        later = self._pick(len(age), (0.25, 0, 0, 0, 0.5, 0.25))
        stages = [age < 3, age < 6, age < 12, age < 15, age < 18, age < 22]
        return np.select(
            stages, [0, 1, 2, 3, later, np.where(self._chance(len(age), 0.4), 6, 0)], 0
        )

    def _income(self, work: Any) -> Any:
        count = len(work)
        pay = np.minimum(self.random.lognormal(7.3, 0.6, count), 20_000)
        pension = self.random.integers(500, 4000, count)
        return self._yuan(np.select([work == 1, work == 3], [pay, pension], 0))

    def _ill(self, count: int) -> Any:
        cost = np.minimum(self.random.lognormal(6.5, 1.6, count), 150_000)
        return self._yuan(np.where(self._chance(count, 0.35), cost, 0))

    def _yuan(self, values: Any) -> Any:
        """Whole yuan in fen."""
        return np.floor(values).astype(np.int64) * 100

    def _chance(self, count: int, share: float) -> Any:
        return self.random.random(count) < share

    def _pick(self, count: int, shares: tuple[float, ...]) -> Any:
        return np.searchsorted(np.cumsum(shares)[:-1], self.random.random(count), side="right")
