"""The compact Thrift of Parquet's headers and footer: structs as lists of (field, kind, value)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
Fields = Sequence[tuple[int, int, Any]]


def struct(fields: Fields) -> bytes:
    """A struct's bytes; fields stand in the order of their numbers.

    >>> struct([(1, I32, 0), (2, I32, -1), (3, BINARY, b"a")]).hex()
    '1500150118016100'
    """
    parts, last = [], 0
    for number, kind, value in fields:
        parts.append(bytes([(number - last) << 4 | kind]))
        parts.append(_value(kind, value))
        last = number
    return b"".join([*parts, b"\0"])


def _value(kind: int, value: Any) -> bytes:
    if kind in (I32, I64):
        return _varint(value << 1 if value >= 0 else (-value << 1) - 1)
    if kind == BINARY:
        data: bytes = value
        return _varint(len(data)) + data
    if kind == STRUCT:
        return struct(value)
    of, items = value
    size = len(items)
    head = bytes([size << 4 | of]) if size < 15 else bytes([0xF0 | of]) + _varint(size)
    return head + b"".join(_value(of, each) for each in items)


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)
