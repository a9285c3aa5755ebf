"""Sealed heads: where a chain stood at a moment, signed. Each line names the one before it.

A line is JSON: n, seq, hash, at, before (SM3 of the line before, zeros at first), algorithm, key,
signature. The signature is over the line without it, as JSON without spaces, keys in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from zhaohui.engines.seals.errors import SealError
from zhaohui.engines.seals.signing import Signer, verify

NONE_BEFORE = "0" * 64


class HeadsError(SealError):
    """A file of sealed heads can't be read, or a line of it is not what was signed."""

    code = "sealed-heads"
    exit_code = 2


@dataclass(frozen=True, kw_only=True)
class SealedHead:
    """Line `n` of the file: entry `seq` had `hash` (hexadecimal) when it was sealed `at` (UTC)."""

    n: int
    seq: int
    hash: str
    at: str
    before: str
    algorithm: str
    key: str
    signature: str

    def message(self) -> bytes:
        """Return the bytes that are signed."""
        told = {name: value for name, value in vars(self).items() if name != "signature"}
        return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)

    def line(self) -> bytes:
        """Return the line of the file, without its end."""
        return orjson.dumps(vars(self), option=orjson.OPT_SORT_KEYS)


def seal(
    signer: Signer, *, after: SealedHead | None, seq: int, digest: bytes, at: str
) -> SealedHead:
    """Return the next line: the head (`seq`, `digest`) signed at `at`, after the line `after`."""
    draft = SealedHead(
        n=after.n + 1 if after else 1,
        seq=seq,
        hash=digest.hex(),
        at=at,
        before=hashlib.new("sm3", after.line()).hexdigest() if after else NONE_BEFORE,
        algorithm=signer.algorithm,
        key=signer.key_id,
        signature="",
    )
    return SealedHead(**{**vars(draft), "signature": signer.sign(draft.message()).hex()})


def read_heads(text: bytes) -> list[SealedHead]:
    """Return the file's lines; HeadsError where one is not of this form."""
    return list(_parsed(text.splitlines()))


def first_fault(heads: Iterable[SealedHead], keys: dict[str, Any]) -> str | None:
    """Return what is wrong with the lines in one sentence, None where they hold.

    Each must be signed by one of `keys`, name the line before, and never step back.
    """
    before, seq = NONE_BEFORE, 0
    for n, head in enumerate(heads, 1):
        if head.key not in keys:
            return f"Line {n} of the sealed heads names key {head.key}, which was not given."
        if not verify(keys, head.algorithm, head.key, _bytes(head.signature), head.message()):
            return f"Line {n} of the sealed heads was not signed with key {head.key}."
        if head.n != n or head.before != before or head.seq < seq:
            return f"Before line {n} of the sealed heads a line is missing."
        before, seq = hashlib.new("sm3", head.line()).hexdigest(), head.seq
    return None


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _parsed(lines: Iterable[bytes]) -> Iterator[SealedHead]:
    for n, line in enumerate(lines, 1):
        try:
            head = SealedHead(**orjson.loads(line))
        except (TypeError, ValueError):
            head = None
        if head is None or not all(
            isinstance(value, int if name in ("n", "seq") else str)
            for name, value in vars(head).items()
        ):
            raise HeadsError(
                f"Line {n} of the sealed heads can't be read.",
                hint="The file is what zhaohui audit seal writes: one JSON object a line.",
            )
        yield head
