"""Columns as a program reads them: words as numbers, yes/no as bytes, unknown as a number of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
import pyarrow as pa

from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import BAD, NONE, NUMPY, Words, c_type
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import Type

TEXTUAL = ("enum", "text", "code")
INTEGERS = (pa.int8(), pa.int16(), pa.int32(), pa.int64())
ACCEPTED = {
    "bool": (pa.bool_(),), "date": (pa.date32(),), "int": INTEGERS,
    "money": (pa.int32(), pa.int64()),
}  # fmt: skip
EMPTY = np.zeros(8, dtype=np.int64)


class SnapshotError(Exception):
    """A snapshot is not as it must be; the sentence is looked for afterwards."""


def is_accepted(kind: str, stored: pa.DataType) -> bool:
    """Whether a file's column can hold facts of a type."""
    if kind not in TEXTUAL:
        return stored in ACCEPTED[kind]
    if pa.types.is_dictionary(stored):
        stored = stored.value_type
    return bool(pa.types.is_string(stored) or pa.types.is_large_string(stored))


def fact_kind(fact: Fact) -> str:
    """The kind of a fact's columns."""
    return c_type(Type(fact.type, fact.values), is_narrow=fact.type != "money")


class Coder:
    """Words of columns as the numbers that a program knows; safe from several threads."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lock = Lock()

    def codes(self, fact: Fact, words: Sequence[str | None]) -> Array:
        """The code of each word: a choice's place in its list, a text's number, BAD for no choice."""
        kind = fact_kind(fact)
        if fact.type == "enum":
            known = {word: index for index, word in enumerate(fact.values)}
            found = [NONE[kind] if each is None else known.get(each, BAD[kind]) for each in words]
        else:
            with self.lock:
                found = [NONE[kind] if each is None else self.words.code(each) for each in words]
        return np.array(found, dtype=np.int32)


def give_columns(job: Job, facts: Sequence[Fact], columns: Mapping[str, Array]) -> None:
    """Point a job at the facts of a piece; a fact that this pass does not read is not there."""
    owners = [columns.get(fact.name, EMPTY) for fact in facts]
    job.put_list("data", [address(each) for each in owners], owners)


def ids_from_arrow(column: pa.Array) -> Array:
    """Arrow's column of ids; SnapshotError where one is missing."""
    if column.null_count:
        raise SnapshotError
    return np.ascontiguousarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def words_from_arrow(column: pa.Array) -> tuple[list[str | None], Array]:
    """Arrow's column of text: its words, None the last, and each row's place among them."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    words = column.dictionary.to_pylist()
    places = column.indices.cast(pa.int32()).fill_null(len(words))
    return [*words, None], places.to_numpy(zero_copy_only=False)


def from_arrow(column: pa.Array, fact: Fact, coder: Coder) -> Array:
    """Arrow's column of facts as programs read it; SnapshotError where a value is not allowed."""
    kind = fact_kind(fact)
    if fact.type in TEXTUAL:
        words, places = words_from_arrow(column)
        found = coder.codes(fact, words)[places]
        if kind in BAD and (found == BAD[kind]).any():
            raise SnapshotError
        return np.asarray(found, dtype=NUMPY[kind])
    if fact.type == "bool":
        yes = column.fill_null(False).to_numpy(zero_copy_only=False)
        no = column.fill_null(True).to_numpy(zero_copy_only=False)
        return np.asarray(yes | (~no << 1 & 2), dtype=np.uint8)
    numbers = column.cast(pa.int32()) if fact.type == "date" else column.cast(pa.int64())
    values = numbers.fill_null(0).to_numpy(zero_copy_only=False)
    limit = FACT_LIMITS.get(fact.type)
    if limit is not None and ((values > limit) | (values < -limit)).any():
        raise SnapshotError
    known = column.is_valid().to_numpy(zero_copy_only=False)
    return np.where(known, values, NONE[kind]).astype(NUMPY[kind])
