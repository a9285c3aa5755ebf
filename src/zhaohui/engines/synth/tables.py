"""From columns to Arrow tables: types as the dictionary says, some facts missing as in real life."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from zhaohui.engines.synth.identity import bank_cards, identity_numbers, names, phones
from zhaohui.engines.synth.scene import Column, Scene
from zhaohui.engines.synth.spec import FactColumn, SynthError

NEVER_MISSING = {"sex", "hukou_area", "residence_area"}
RARELY_MISSING = {"birth_date": 0.001}
TYPES: dict[str, pa.DataType] = {
    "money": pa.int64(), "int": pa.int64(), "bool": pa.bool_(), "date": pa.date32(),
    "enum": pa.string(), "text": pa.string(), "code": pa.string(),
}  # fmt: skip


def person_table(scene: Scene) -> pa.Table:
    """Return everyone, ordered by living household."""
    size = scene.people.size
    areas = scene.spec.areas
    homes = len(scene.living_head)
    columns: dict[str, pa.Array] = {
        "person_id": pa.array(np.arange(1, size + 1)),
        "living_id": pa.array(scene.living + 1),
        "registered_id": pa.array(homes + scene.registered + 1),
        "town": words(scene.places.area, [area.town for area in areas]),
        "village": words(scene.places.area, [area.code for area in areas]),
        "name": names(scene),
        "identity_number": identity_numbers(scene),
        "phone": phones(scene),
        "bank_card": bank_cards(scene),
    }
    facts = [fact for fact in scene.spec.facts if fact.entity == "person"]
    return pa.table(columns | fact_arrays(scene, facts, scene.facts, size))


def household_table(scene: Scene) -> pa.Table:
    """Return living households, then registered ones; each kind's facts are NULL for the other."""
    heads = (scene.living_head, scene.registered_head)
    sizes = [len(head) for head in heads]
    area = scene.places.area[np.concatenate(heads)]
    areas = scene.spec.areas
    columns: dict[str, pa.Array] = {
        "household_id": pa.array(np.arange(1, sum(sizes) + 1)),
        "kind": pa.array(["living"] * sizes[0] + ["registered"] * sizes[1]),
        "town": words(area, [a.town for a in areas]),
        "village": words(area, [a.code for a in areas]),
        "head": pa.array(np.concatenate(heads) + 1),
    }
    for kind, place in (("living", 0), ("registered", 1)):
        facts = [fact for fact in scene.spec.facts if fact.entity == kind]
        made = scene.living_facts if kind == "living" else {}
        for name, array in fact_arrays(scene, facts, made, sizes[place]).items():
            nothing = pa.nulls(sizes[1 - place], array.type)
            parts = [array, nothing] if place == 0 else [nothing, array]
            columns[name] = pa.concat_arrays(parts)
    return pa.table(columns)


def fact_arrays(
    scene: Scene, facts: list[FactColumn], made: Mapping[str, Column], size: int
) -> dict[str, pa.Array]:
    """Return the dictionary's columns in its order; one that nobody makes is all NULL."""
    return {
        fact.column: fact_array(scene, fact, made[fact.column])
        if fact.column in made
        else pa.nulls(size, TYPES[fact.type])
        for fact in facts
    }


def fact_array(scene: Scene, fact: FactColumn, column: Column) -> pa.Array:
    """Return one fact typed as the dictionary says, with its share of NULLs."""
    check_words(fact, column)
    known = np.ones(len(column.values), dtype=bool) if column.known is None else column.known
    rng = scene.rng(f"missing {fact.column}")
    known = known & (rng.random(len(known)) >= missing_share(scene, fact.column, rng))
    if column.words:
        return words(column.values.astype(np.int64), list(column.words), known)
    values = column.values
    if fact.type == "date":
        return pa.array(values.astype(np.int32), pa.int32(), mask=~known).cast(pa.date32())
    return pa.array(values, TYPES[fact.type], mask=~known)


def missing_share(scene: Scene, column: str, rng: np.random.Generator) -> float:
    """Return the share of this fact that the register lacks."""
    low, high = scene.spec.missing
    drawn = float(rng.uniform(low, high))
    if column in NEVER_MISSING:
        return 0.0
    return min(drawn, RARELY_MISSING.get(column, 1.0))


def check_words(fact: FactColumn, column: Column) -> None:
    """Refuse a dictionary whose words or type the generator doesn't speak."""
    textual = fact.type in {"enum", "text", "code"}
    foreign = sorted(set(column.words) - set(fact.values)) if fact.type == "enum" else []
    if foreign:
        raise SynthError(
            f"The dictionary's {fact.name} ({fact.column}) does not know {', '.join(foreign)}.",
            hint="Add the values to facts.toml, or rename the column so that the generator leaves it.",
        )
    if textual != bool(column.words):
        raise SynthError(
            f"The dictionary says {fact.name} ({fact.column}) is {fact.type}; "
            f"the generator makes {'words' if column.words else 'numbers'}.",
            hint="Mend the type in facts.toml.",
        )


def words(
    codes: np.ndarray[tuple[int], np.dtype[np.int64]],
    vocabulary: list[str],
    known: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = None,
) -> pa.Array:
    """Return text for codes, NULL where not known."""
    indices = pa.array(codes.astype(np.int32), mask=None if known is None else ~known)
    return pa.DictionaryArray.from_arrays(indices, pa.array(vocabulary)).cast(pa.string())
