"""The system's zstd, where there is one: it unpacks page after page without the interpreter."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np

from zhaohui.engines.rules.backends.native.job import address

Given = tuple[int | None, int | None, int | None]


@cache
def zstd() -> ctypes.CDLL | None:
    """The library, or None where it is not installed."""
    try:
        found = ctypes.CDLL("libzstd.so.1")
    except OSError:
        return None
    found.ZSTD_createDCtx.restype = ctypes.c_void_p
    found.ZSTD_freeDCtx.argtypes = [ctypes.c_void_p]
    return found


@contextmanager
def unpacking(size: int) -> Iterator[Given]:
    """The addresses of a function, its context, and room for pages of at most `size` bytes."""
    library = zstd()
    if library is None:
        yield None, None, None
        return
    room = np.empty(size + 8, dtype=np.uint8)
    context = library.ZSTD_createDCtx()
    try:
        yield (
            ctypes.cast(library.ZSTD_decompressDCtx, ctypes.c_void_p).value,
            context,
            address(room),
        )
    finally:
        library.ZSTD_freeDCtx(context)
