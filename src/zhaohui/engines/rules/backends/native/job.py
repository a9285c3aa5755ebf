"""The job that a compiled program is given, field by field as runtime.h has it."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Table(ctypes.Structure):
    """A table of the day: n < 0 says that there is none."""

    _fields_ = (("n", ctypes.c_int64), ("key", ctypes.c_void_p), ("value", ctypes.c_void_p))


POINTERS = (
    "numbers", "tables", "areas", "data", "valid", "offset", "map", "person_id", "living_id",
    "registered_id", "place", "start", "living_slot", "registered_slot", "head", "home_place",
    "home", "sums", "columns",
)  # fmt: skip
NUMBERS = ("block", "next", "last")
FIELDS: list[tuple[str, Any]] = [
    *((name, ctypes.c_void_p) for name in POINTERS),
    *((name, ctypes.c_int64) for name in NUMBERS),
    ("due", ctypes.c_void_p), ("registered_due", ctypes.c_void_p), ("cells", ctypes.c_void_p),
    *((name, ctypes.c_int64) for name in ("places", "bad", "rows", "room")),
    *((name, ctypes.c_void_p)
      for name in ("rule", "person", "household", "where", "status", "amount", "priced", "reasons", "needs")),
]  # fmt: skip


class Job(ctypes.Structure):
    """What a program reads and writes; `put` keeps the arrays alive that it points to."""

    _fields_ = tuple(FIELDS)

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, object] = {}

    def put(self, name: str, array: Array | None) -> None:
        """Point a field at a contiguous array."""
        self.kept[name] = array
        setattr(self, name, None if array is None else array.ctypes.data)

    def put_list(self, name: str, addresses: Sequence[int], owners: object = None) -> None:
        """Point a field at a list of addresses; 0 is no address."""
        pointers = np.array(addresses or [0], dtype=np.uint64)
        self.kept[f"{name} of"] = owners
        self.put(name, pointers)


def address(array: Array) -> int:
    return int(array.ctypes.data)
