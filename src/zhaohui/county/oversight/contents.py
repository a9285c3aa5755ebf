"""What is kept sealed: a voice's words and who said it, what is written with a step or a mark."""

from __future__ import annotations

from typing import Any, TypedDict

import orjson

from zhaohui.county.oversight.models import Voice
from zhaohui.county.registry.sealed_text import seal_text, unseal


class Contents(TypedDict):
    """What was said: the words, who and where to reach her ("" : not said), the address, the answers."""

    words: str
    name: str
    phone: str
    address: str
    answers: dict[str, Any]


def seal_contents(contents: Contents) -> bytes:
    """Return what was said, sealed."""
    return seal_text(orjson.dumps(contents).decode())


def contents_of(voice: Voice) -> Contents:
    """Return what was said; the caller has read the voice as allowed."""
    found: Contents = orjson.loads(unseal(voice.contents_sealed))
    return found
