"""Arrow columns as a program reads them: addresses of values and of what is known, and codes of words."""

from __future__ import annotations

from threading import Lock

import numpy as np
import pyarrow as pa

from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import BAD, NONE, Words, c_type
from zhaohui.engines.rules.backends.native.places import dictionary
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
ABSENT = pa.array([], pa.int64())  # of a column that this pass does not read


def is_accepted(kind: str, stored: pa.DataType) -> bool:
    """Whether a file's column can hold facts of a type."""
    if kind not in TEXTUAL:
        return stored in ACCEPTED[kind]
    if pa.types.is_dictionary(stored):
        stored = stored.value_type
    return bool(pa.types.is_string(stored) or pa.types.is_large_string(stored))


class Coder:
    """Words of columns as the numbers that a program knows; safe from several threads."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lock = Lock()

    def codes(self, fact: Fact, words: list[str | None]) -> Array:
        """The code of each word: a choice's place in its list, a text's number, BAD for no choice."""
        if fact.type == "enum":
            kind = c_type(Type(fact.type, fact.values))
            known = {word: index for index, word in enumerate(fact.values)}
            found = [NONE[kind] if each is None else known.get(each, BAD[kind]) for each in words]
        else:
            with self.lock:
                found = [NONE["i32"] if each is None else self.words.code(each) for each in words]
        return np.array([*found, 0], dtype=np.int32)


def give_columns(job: Job, batch: pa.RecordBatch, facts: list[Fact], coder: Coder) -> None:
    """Point a job at the facts of a piece."""
    data, valid, offsets, maps, owners = [], [], [], [], []
    there = frozenset(batch.schema.names)
    for fact in facts:
        column = batch.column(fact.column) if fact.column in there else ABSENT
        mapped = EMPTY
        if fact.type in TEXTUAL and column is not ABSENT:
            coded = dictionary(column)
            mapped = coder.codes(fact, coded.dictionary.to_pylist())
            column = coded.indices
        elif fact.type in ("int", "money") and column.type != pa.int64():
            column = column.cast(pa.int64())
        known, values = column.buffers()
        owners += [column, mapped]
        data.append(values.address if values is not None and len(column) else address(EMPTY))
        valid.append(known.address if known is not None and column.null_count else 0)
        offsets.append(column.offset)
        maps.append(address(mapped))
    job.put_list("data", data, owners)
    job.put_list("valid", valid)
    job.put_list("map", maps)
    job.put("offset", np.array(offsets or [0], dtype=np.int64))


def stored(column: pa.Array, fact: Fact, coder: Coder) -> tuple[Array, bool]:
    """A household fact as the array that programs read, and whether its values are allowed."""
    kind = c_type(Type(fact.type, fact.values), is_narrow=fact.type != "money")
    if fact.type in TEXTUAL:
        coded = dictionary(column)
        codes = coder.codes(fact, coded.dictionary.to_pylist())
        none = len(codes) - 1
        codes[none] = NONE[kind]
        made = codes[coded.indices.fill_null(none).to_numpy(zero_copy_only=False)]
        fits = kind not in BAD or not (made == BAD[kind]).any()
        return made.astype(np.uint8 if kind == "u8" else np.int32), bool(fits)
    if fact.type == "bool":
        yes = column.fill_null(False).to_numpy(zero_copy_only=False)
        no = column.fill_null(True).to_numpy(zero_copy_only=False)
        return (yes | (~no << 1 & 2)).astype(np.uint8), True
    numbers = column.cast(pa.int32()) if fact.type == "date" else column.cast(pa.int64())
    values = numbers.fill_null(0).to_numpy(zero_copy_only=False)
    limit = FACT_LIMITS.get(fact.type)
    fits = limit is None or not ((values > limit) | (values < -limit)).any()
    known = column.is_valid().to_numpy(zero_copy_only=False)
    wide = np.int64 if kind == "i64" else np.int32
    return np.where(known, values, NONE[kind]).astype(wide), bool(fits)
