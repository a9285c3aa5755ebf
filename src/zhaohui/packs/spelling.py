"""Find things by Chinese words of any length, full pinyin or pinyin initials; all in memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pypinyin import lazy_pinyin

# Where a word was found decides the order: name, then rule, then the rest of the row.
NAME, RULE, TEXT = 3, 2, 1
T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """Something that can be found (a service, a rule that serves no slot), and by what."""

    item: T
    names: Sequence[str]
    rules: Sequence[str]
    text: str
    spellings: Sequence[str]
    initials: Sequence[str]


def score(entry: Entry[T], word: str) -> int:
    """Return how well one word fits: its place of finding, 0 when it is nowhere."""
    if word.isascii() and word.isalpha():
        # Pinyin: initials anywhere in a name, or spelled syllables from the start of one.
        starts = any(spelling.startswith(word) for spelling in entry.spellings)
        return NAME if starts or any(word in initials for initials in entry.initials) else 0
    if any(word in name for name in entry.names):
        return NAME
    if any(word in rule for rule in entry.rules):
        return RULE
    return TEXT if word in entry.text else 0


def entry_of(item: T, names: Sequence[str], rules: Sequence[str], text: str) -> Entry[T]:
    """Return what an item can be found by."""
    spelled = [lazy_pinyin(name, errors="ignore") for name in (*names, *rules)]
    return Entry(
        item=item,
        names=[normal(name) for name in names],
        rules=[normal(name) for name in rules],
        text=normal(text),
        spellings=["".join(syllables[i:]) for syllables in spelled for i in range(len(syllables))],
        initials=["".join(syllable[0] for syllable in syllables) for syllables in spelled],
    )


def normal(text: str) -> str:
    """Return text in lower case with full-width letters and digits made plain."""
    return unicodedata.normalize("NFKC", text).lower()
