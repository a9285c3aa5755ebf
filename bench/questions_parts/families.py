"""Living households of a synthetic county 模拟数据, as the members would state them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from zhaohui.county.registry.county_spec import county_spec
from zhaohui.engines.rules import Household
from zhaohui.engines.synth import make_county
from zhaohui.packs import Pack

RESIDENTS, SEED = 6_000, 7  # not the seed of the frequency table


def families(pack: Pack, as_of: date, count: int) -> list[Household]:
    """Draw `count` living households; facts that the register lacks stay unknown."""
    county = make_county(county_spec(pack, as_of=as_of), residents=RESIDENTS, seed=SEED)
    names = {f.column: f.name for f in pack.facts if f.entity == "person"}
    homes: dict[int, list[dict[str, Any]]] = {}
    for row in county.persons.to_pylist():
        homes.setdefault(row["living_id"], []).append(_stated(row, names))
    living_names = {f.column: f.name for f in pack.facts if f.entity == "living"}
    living = {
        row["household_id"]: _stated(row, living_names)
        for row in county.households.to_pylist()
        if row["kind"] == "living"
    }
    found = [Household(members, living[key]) for key, members in homes.items()]
    return random.Random(SEED).sample(found, count)


def sizes(households: list[Household]) -> Counter[int]:
    """Count the households by their members."""
    return Counter(len(each.members) for each in households)


def _stated(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names[key]: value for key, value in row.items() if key in names and value is not None}
