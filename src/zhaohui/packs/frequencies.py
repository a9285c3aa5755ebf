"""A pack's table of simulated frequencies as the engine orders questions by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from zhaohui.engines.rules.frequencies import Frequencies, Frequency
from zhaohui.engines.rules.household import value_fault
from zhaohui.engines.rules.spec import Fact, Value
from zhaohui.engines.rules.vocabulary import AGE
from zhaohui.packs.book import words
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FrequencyRow

YES_NO = {"true": True, "false": False}
FEN = 100


@lru_cache(maxsize=1)
def frequencies(pack: Pack) -> Frequencies:
    """The expected values of the pack's facts; rows that cannot be used are left out. Kept."""
    facts = {fact.name: fact for fact in words(pack)[0]}
    rows = [
        Frequency(fact=row.fact, from_age=row.from_age, value=value, share=row.permille)
        for row in pack.frequencies
        if (value := read_value(row, facts)) is not None
    ]
    return Frequencies.of(facts, rows)


def read_value(row: FrequencyRow, facts: Mapping[str, Fact]) -> Value | None:
    """The value of a row; None when it is not one that its fact can have."""
    if row.fact == AGE:
        return int(row.value) if row.value.isdecimal() else None
    fact = facts.get(row.fact)
    if fact is None:
        return None
    try:
        value = _typed(fact.type, row.value)
    except ValueError:
        return None
    return None if value is None or value_fault(fact, value) else value


def write_value(kind: str, value: Value) -> str:
    """A value of this kind as a row has it; `read_value` reads it back.

    >>> write_value("money", 120_000), write_value("bool", False)
    ('1200', 'false')
    """
    if kind == "money":
        return str(int(value) // FEN)  # type: ignore[arg-type]
    return str(value).lower() if kind == "bool" else str(value)


def _typed(kind: str, text: str) -> Value | None:
    match kind:
        case "bool":
            return YES_NO.get(text)
        case "int":
            return int(text)
        case "money":
            return int(text) * FEN
        case "date":
            return date.fromisoformat(text)
    return text
