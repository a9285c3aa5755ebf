"""What a synthetic record 模拟数据 says: a text for each field of its type, drawn from a seeded generator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterField, RegisterRow

MARK = "模拟"
BACK, AHEAD = 700, 300  # days
LEAST_MONEY, MOST_MONEY, MOST_COUNT = 100, 20_000, 40
OFTEN = 0.8  # how many fields are filled that need not be
SPREAD = 0.02  # degrees around a town's seat


@dataclass(kw_only=True)
class Draw:
    """What a record's texts are drawn from: where it lies, its number, what it may refer to."""

    pack: Pack
    random: Random
    today: dt.date
    area: str
    number: int
    known: Mapping[str, str] = field(default_factory=dict)  # a field's text that facts say
    keys: Mapping[str, list[str]] = field(default_factory=dict)  # by register: keys of its records


def invented(register: RegisterRow, draw: Draw) -> dict[str, str]:
    """Return a text for each field that must be filled, and for most of the others.

    Texts begin with 模拟; credit codes and phones are of no one.
    """
    first = register.states[0].id
    found = {}
    for each in register.fields:
        late = each.required_in and first not in each.required_in  # belongs to a later state
        if each.name in draw.known:
            found[each.name] = draw.known[each.name]
        elif not late and (
            each.required or each.name in register.key or draw.random.random() < OFTEN
        ):
            found[each.name] = OF_TYPE[each.type](register, each, draw)
    return {name: text for name, text in found.items() if text}


def _text(register: RegisterRow, each: RegisterField, draw: Draw) -> str:
    if each.refers:
        keys = draw.keys.get(each.refers, [])
        return draw.random.choice(keys) if keys else ""
    if each.name in register.key and each.name != register.title:
        return f"{MARK}{draw.number:05d}"
    words = register.name if each.name == register.title else each.name
    return f"{MARK}{words}{draw.number}"[: each.longest]


def _int(_register: RegisterRow, each: RegisterField, draw: Draw) -> str:
    low = int(each.low or 0)
    high = int(each.high) if each.high is not None else max(low, 0) + MOST_COUNT
    return str(draw.random.randint(low, min(high, max(low, 0) + 20 * MOST_COUNT)))


def _money(_register: RegisterRow, each: RegisterField, draw: Draw) -> str:
    low = Decimal(str(each.low)) if each.low is not None else Decimal(LEAST_MONEY)
    high = Decimal(str(each.high)) if each.high is not None else low + MOST_MONEY
    return f"{low + (high - low) * draw.random.randint(0, 100) / 100:.2f}"


def _date(_register: RegisterRow, each: RegisterField, draw: Draw) -> str:
    ahead = 0 if each.high == "today" else AHEAD
    back = 0 if each.low == "today" else BACK
    return (draw.today + dt.timedelta(days=draw.random.randint(-back, ahead))).isoformat()


def _place(_register: RegisterRow, _each: RegisterField, draw: Draw) -> str:
    town = next((row for row in draw.pack.towns if draw.area.startswith(row.code)), None)
    town = town or next(iter(draw.pack.towns), None)
    if town is None or town.lon is None or town.lat is None:
        return ""
    lon, lat = (float(x) + draw.random.uniform(-SPREAD, SPREAD) for x in (town.lon, town.lat))
    return f"{lon:.5f},{lat:.5f}"


OF_TYPE: Mapping[str, Callable[[RegisterRow, RegisterField, Draw], str]] = {
    "text": _text,
    "int": _int,
    "money": _money,
    "date": _date,
    "place": _place,
    "enum": lambda _register, each, draw: draw.random.choice(each.values),
    "bool": lambda _register, _each, draw: draw.random.choice(("是", "否")),
    "area": lambda _register, _each, draw: draw.area,
    "organisation": lambda _register, _each, draw: f"99999999MA{draw.number:07d}X",
    "phone": lambda _register, _each, draw: f"199000{draw.number % 100_000:05d}",
    "person": lambda _register, _each, _draw: "",  # nobody is named by chance
}
