"""A rulebook as a loaded program, kept for as long as the rulebook's text is the same."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

from zhaohui.engines.rules.backends.native.assemble import Written, write_program
from zhaohui.engines.rules.backends.native.compiler import library
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.vocabulary import HEAD, HEAD_RELATION

ENTRIES = {
    "sweep_people": 1, "sweep_registered": 1, "gather_registered": 1, "empty_sums": 2,
    "households_of": 3, "locate": 6, "heads_of": 10, "heads_among": 12,
}  # fmt: skip
WIDE = {"empty_sums": (1,), "households_of": (1,), "locate": (1, 3, 4), "heads_of": (1,),
        "heads_among": (1, 9)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program with its functions and what it reads."""

    book: Rulebook
    written: Written
    library: ctypes.CDLL
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


def compile_book(
    book: Rulebook, folder: Path | None = None, *, is_explained: bool = True
) -> Compiled:
    """The program of a rulebook; FactError where it cannot be compiled here."""
    written = write_program(book, is_explained=is_explained)
    loaded = library(written.source, folder)
    for name, count in ENTRIES.items():
        function = getattr(loaded, name)
        wide = WIDE.get(name, ())
        function.argtypes = [
            ctypes.c_int64 if place in wide else ctypes.c_void_p for place in range(count)
        ]
        function.restype = ctypes.c_int64 if name == "households_of" else None
    return Compiled(book, written, loaded, is_explained)
