"""The bytes that an entry's hash is taken over: the hash before it, then every column in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import orjson

COLUMNS = (
    "seq",
    "at",
    "actor_kind",
    "actor_id",
    "actor_label",
    "action",
    "subject_kind",
    "subject_id",
    "purpose",
    "fields",
    "change",
)
FIRST = bytes(32)  # what stands before the first entry


def link(before: bytes, values: Sequence[object]) -> bytes:
    """Return the SM3 hash (GB/T 32905) of the entry whose columns are `values` (in COLUMNS' order)."""
    return hashlib.new("sm3", before + orjson.dumps(values)).digest()
