"""A rulebook as a loaded program, kept for as long as the rulebook's text is the same."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from pathlib import Path

from zhaohui.engines.rules.backends.native.assemble import Written, write_program
from zhaohui.engines.rules.backends.native.compiler import library
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.vocabulary import HEAD, HEAD_RELATION

# The entries of a program and of pages.c: p is an address, l a number.
ENTRIES = {
    "sweep_people": "p", "sweep_registered": "p", "gather_registered": "p", "empty_sums": "pl",
    "households_of": "plp", "locate": "plpllp", "count_of": "plp", "heads_of": "plpppppppp",
    "places_of": "pplppppp", "heads_among": "plppppppplpp",
}  # fmt: skip
PAGES = {
    "page_of_codes": "ppllppp", "page_of_numbers": "pplpp", "page_of_nothing": "lp",
    "numbers_met": "pplplpp", "page_of_ids": "plppp", "pages_of": "plpl",
    "column_of": "ppplpplpppppp", "words_at": "pplpllp", "pairs_of": "ppllpp",
}  # fmt: skip
PAGES_SOURCE = Path(__file__).with_name("pages.c")
MOST_KEPT = 8


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program with its functions and what it reads."""

    book: Rulebook
    written: Written
    library: ctypes.CDLL
    pages: ctypes.CDLL
    is_explained: bool

    @property
    def person_facts(self) -> list[Fact]:
        return [self.book.facts[name] for name in self.written.layout.person_facts]

    @property
    def home_facts(self) -> list[Fact]:
        return [self.book.facts[name] for name in self.written.layout.home_facts]

    @property
    def facts(self) -> list[Fact]:
        """The facts that a snapshot must have, in the dictionary's order."""
        layout = self.written.layout
        wanted = {*layout.person_facts, *layout.home_facts}
        if self.head_fact:
            wanted.add(self.head_fact.name)
        return [fact for name, fact in self.book.facts.items() if name in wanted]

    @property
    def head_fact(self) -> Fact | None:
        """The fact that says who is head, where a household's rule asks."""
        return self.book.facts[HEAD_RELATION] if self.written.names_heads else None

    @property
    def head_word(self) -> str:
        return HEAD

    @property
    def has_household_rules(self) -> bool:
        return any(kind in self.written.contexts for kind in HOUSEHOLDS)

    @property
    def gathers(self) -> bool:
        """Whether registered households need a pass of their own."""
        return bool(self.written.layout.sums) or "registered" in self.written.contexts


_kept: dict[object, Compiled] = {}


def compile_book(
    book: Rulebook, folder: Path | None = None, *, is_explained: bool = True
) -> Compiled:
    """The program of a rulebook; FactError where it cannot be compiled here.

    The last few are kept: a program rests on the compiled rules alone, whatever the parameters.
    """
    key = (folder, is_explained, tuple(map(id, book.rules.values())))
    if key not in _kept:
        made = _compile(book, folder, is_explained=is_explained)
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = made  # which holds the rules, so that their ids stay theirs
        return made
    return replace(_kept[key], book=book)


def _compile(book: Rulebook, folder: Path | None, *, is_explained: bool) -> Compiled:
    written = write_program(book, is_explained=is_explained)
    loaded = _with_entries(library(written.source, folder), ENTRIES)
    pages = library(PAGES_SOURCE.read_text(encoding="utf-8"), folder)
    return Compiled(book, written, loaded, _with_entries(pages, PAGES), is_explained)


def _with_entries(loaded: ctypes.CDLL, entries: dict[str, str]) -> ctypes.CDLL:
    for name, given in entries.items():
        function = getattr(loaded, name)
        function.argtypes = [ctypes.c_void_p if each == "p" else ctypes.c_int64 for each in given]
        function.restype = ctypes.c_int64
    return loaded
