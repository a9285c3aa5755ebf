"""A county of random people for tests: every fact drawn from its own domain, some of them missing."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from functools import cache
from typing import Any

import pyarrow as pa

from zhaohui.county.registry.identity_number import check_digit
from zhaohui.engines.rules import Rulebook
from zhaohui.engines.synth.spec import County
from zhaohui.packs import default_pack, load, rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow

AS_OF = dt.date(2026, 1, 1)
ARROW = {"bool": pa.bool_(), "int": pa.int64(), "money": pa.int64(), "date": pa.date32()}
KEYS = {"person_id", "living_id", "registered_id", "household_id"}


@cache
def the_pack() -> Pack:
    return load(default_pack())


def small_county(
    people: int = 120, *, seed: int = 1, missing: float = 0.1, apart: float = 0.125
) -> County:
    """Return a county of about that many people in households of one to five.

    A share of them, `apart`, is registered with another household than they live in.
    """
    draw = random.Random(seed)
    villages = [row.code for row in the_pack().villages] or ["990000001001"]
    households: list[dict[str, Any]] = []
    persons: list[dict[str, Any]] = []
    while len(persons) < people:
        village = draw.choice(villages)
        pair = [
            _household(draw, kind, village, missing, len(households) + n + 1)
            for n, kind in enumerate(("living", "registered"))
        ]
        households += pair
        for _ in range(min(draw.randint(1, 5), people - len(persons))):
            registered = draw.choice(households[1::2]) if draw.random() < apart else pair[1]
            persons.append(_person(draw, len(persons) + 1, pair[0], registered, missing))
    return County(
        persons=_table(persons, "person"),
        households=_table(households, "living", "registered"),
        organisations=pa.table(
            {
                "organisation_id": [1],
                "credit_code": ["9" * 18],
                "name": ["模拟单位"],
                "kind": ["养老机构"],
                "staff": [8],
            }
        ),
        facilities=pa.table(
            {
                "facility_id": [1],
                "organisation_id": [1],
                "name": ["模拟设施"],
                "kind": ["养老机构"],
                "capacity": [30],
            }
        ),
        report=pa.table({}),
    )


def identity_number(position: int, born: dt.date, sex: str) -> str:
    """Return a number that checks, in a division that no place has."""
    order = position // 19_000 * 2 + (sex == "男")
    first = f"990000{born:%Y%m%d}{order:03d}"
    return first + check_digit(first)


def _person(draw, number, living, registered, missing):
    person = {
        "person_id": number,
        "living_id": living["household_id"],
        "registered_id": registered["household_id"],
        "town": living["town"],
        "village": living["village"],
    } | _facts(draw, missing, "person")
    born = dt.date(1920, 1, 1) + dt.timedelta(days=number * 37 % 38_000)
    identity = identity_number(number, born, "女")
    return person | {
        "name": f"模拟{number}",
        "identity_number": identity,
        "phone": f"100{number:08d}",
        "bank_card": f"990000{number:013d}",
    }


def _household(draw, kind, village, missing, number):
    facts = {
        fact.column: None for fact in the_pack().facts if fact.entity in ("living", "registered")
    }
    return (
        {"household_id": number, "kind": kind, "town": village[:9], "village": village}
        | facts
        | _facts(draw, missing, kind)
    )


def _facts(draw, missing, *entities):
    return {
        fact.column: None if draw.random() < missing else _value(draw, fact)
        for fact in the_pack().facts
        if fact.entity in entities
    }


def _value(draw: random.Random, fact: FactRow) -> Any:
    match fact.type:
        case "bool":
            return draw.random() < 0.3
        case "int":
            return draw.choice([0, 1, 2, 3, 4, 6, 10, 12, 24, 40, 70, 100, 2024, 2025])
        case "money":
            return draw.choice([0, 1, 20_000, 48_000, 73_500, 73_501, 210_000, 500_000])
        case "date":
            return dt.date(1920, 1, 1) + dt.timedelta(days=draw.randrange(38_700))
        case "enum":
            return draw.choice(fact.values)
        case "code":
            return draw.choice(
                [f"{the_pack().code}100001", the_pack().code, "110101001001", "330102"]
            )
        case _:
            return draw.choice(["汉族", "羌族"])


def _table(rows: list[dict[str, Any]], *entities: str) -> pa.Table:
    types = {
        fact.column: ARROW.get(fact.type, pa.string())
        for fact in the_pack().facts
        if fact.entity in entities
    }
    names = list(rows[0])
    kinds = {name: types.get(name, pa.int64() if name in KEYS else pa.string()) for name in names}
    return pa.table({name: pa.array([row[name] for row in rows], kinds[name]) for name in names})


@cache
def the_rulebook() -> Rulebook:
    return rulebook(the_pack())


@cache
def a_few_rules(*more: str) -> Rulebook:
    """A person's rule with and without money, and a household's: enough where time matters."""
    ids = ("old-age-allowance", "health-record", "dibao-rural", *more)
    rules = [the_pack().rule(rule_id).model_copy(update={"excludes": ()}) for rule_id in ids]
    return rulebook(replace(the_pack(), rules=rules))
