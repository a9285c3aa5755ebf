"""The snapshot as numpy columns, and findings from numpy masks: what the peer and the hand-written bound share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.rules_parts.shared import read

SCHEMA = pa.schema([
    ("rule", pa.dictionary(pa.int32(), pa.string())), ("person_id", pa.int64()),
    ("household_id", pa.int64()), ("town", pa.dictionary(pa.int32(), pa.string())),
    ("village", pa.dictionary(pa.int32(), pa.string())),
    ("status", pa.dictionary(pa.int32(), pa.string())), ("amount_fen", pa.int64()),
])  # fmt: skip
PLACES = ("town", "village")
FACTS = read()["facts"]


@dataclass(slots=True)
class Frame:
    """Facts by column, and each entity's ids and places; households in the order of their ids."""

    persons: dict[str, Any]
    households: dict[str, Any]
    household_of: Any  # index of each person's household
    first: Any  # index of each household's first person, who stands for it

    @classmethod
    def read(cls, snapshot: Path) -> Frame:
        """Read what the shared rules need; people and homes stand in the order of household ids."""
        people = _columns(snapshot / "persons.parquet", ["person_id", "living_id"], ("person",))
        homes = _columns(snapshot / "households.parquet", ["household_id"], ("living",))
        home = np.searchsorted(homes["household_id"], people["living_id"])
        first = np.flatnonzero(np.r_[True, home[1:] != home[:-1]])
        return cls(people, homes, home, first)

    def blocks(self, persons: int) -> Iterator[Frame]:
        """Views of about so many persons in whole households."""
        cuts = np.searchsorted(self.first, np.arange(0, len(self.household_of), persons))
        for low, high in pairwise([*cuts, len(self.first)]):
            begin = self.first[low]
            end = self.first[high] if high < len(self.first) else len(self.household_of)
            yield Frame(
                {name: column[begin:end] for name, column in self.persons.items()},
                {name: column[low:high] for name, column in self.households.items()},
                self.household_of[begin:end] - low,
                self.first[low:high] - begin,
            )


def _columns(path: Path, ids: list[str], entities: tuple[str, ...]) -> dict[str, Any]:
    facts = {each["column"]: each for each in FACTS if each["entity"] in entities}
    texts = [name for name, fact in facts.items() if fact["type"] in ("enum", "code")]
    table = pq.read_table(
        path,
        columns=[*ids, *PLACES, *facts],
        read_dictionary=[*texts, *PLACES],
        filters=[("kind", "=", "living")] if path.stem == "households" else None,
    )
    found = {}
    for name in table.column_names:
        column = table.column(name)
        if name in PLACES:
            found[name] = column.unify_dictionaries().combine_chunks()
        elif name in texts:
            found[name] = _coded(column, facts[name])
        else:
            found[name] = column.to_numpy()
    return found


def _coded(column: pa.ChunkedArray, fact: dict[str, Any]) -> Any:
    """An enum's places in its list; a division's first six digits. Worked out once a word."""
    parts = []
    for chunk in column.chunks:
        words = chunk.dictionary.to_pylist()
        if fact["type"] == "enum":
            codes = np.array([fact["values"].index(word) for word in words], dtype=np.uint8)
        else:
            codes = np.array([int(word[:6]) for word in words], dtype=np.int32)
        parts.append(codes[chunk.indices.to_numpy()])
    return np.concatenate(parts)


class Findings:
    """findings.parquet, one rule after the other."""

    def __init__(self, path: Path, rules: list[str]) -> None:
        self.rules = pa.array(rules)
        self.place = {rule: index for index, rule in enumerate(rules)}
        self.writer = pq.ParquetWriter(path, SCHEMA, compression="zstd")

    def close(self) -> None:
        self.writer.close()

    def add(self, frame: Frame, rule: str, subject: str, chosen: Any, amount: Any | None) -> None:
        """Append the chosen subjects, by their places in the frame, with their amounts in fen."""
        if subject == "person":
            people, homes, places = chosen, frame.household_of[chosen], frame.persons
        else:
            people, homes, places = frame.first[chosen], chosen, frame.households
        count = len(chosen)
        columns = [
            _constant(self.place[rule], self.rules, count),
            pa.array(frame.persons["person_id"][people]),
            pa.array(frame.households["household_id"][homes]),
            *(_taken(places[name], chosen) for name in PLACES),
            _constant(0, pa.array(["yes"]), count),
            pa.nulls(count, pa.int64()) if amount is None else pa.array(_fen(amount, count)),
        ]
        self.writer.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))


def _constant(index: int, words: pa.Array, count: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.full(count, index, np.int32), words)


def _taken(column: pa.DictionaryArray, chosen: Any) -> pa.Array:
    return pa.DictionaryArray.from_arrays(column.indices.to_numpy()[chosen], column.dictionary)


def _fen(amount: Any, count: int) -> Any:
    if np.ndim(amount) == 0:
        return np.full(count, int(amount), np.int64)
    return np.rint(amount).astype(np.int64) if amount.dtype.kind == "f" else amount
