"""What the threads of a sweep share: the program, the day, the households and the places."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np

from zhaohui.engines.rules.backends.native.arguments import Arguments
from zhaohui.engines.rules.backends.native.columns import Coder
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.findings import Findings
from zhaohui.engines.rules.backends.native.homes import Homes
from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import NONE, c_type
from zhaohui.engines.rules.backends.native.pieces import Piece
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.native.registered import Registered
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import Type


@dataclass(slots=True)
class Run:
    """One sweep of one day."""

    compiled: Compiled
    day: Arguments
    coder: Coder
    places: Places
    homes: dict[str, Homes]
    findings: Findings
    most_members: int
    registered: Registered | None = None
    aligned: dict[str, Array] | None = None

    @property
    def library(self) -> ctypes.CDLL:
        return self.compiled.library

    @property
    def reads_living(self) -> bool:
        return any(fact.entity == "living" for fact in self.compiled.home_facts)

    @property
    def reads_registered(self) -> bool:
        return any(fact.entity == "registered" for fact in self.compiled.home_facts)

    @property
    def counts_living(self) -> bool:
        return "living" in self.compiled.written.contexts

    @property
    def counts_registered(self) -> bool:
        return "registered" in self.compiled.written.contexts

    def arguments_to(self, job: Job) -> None:
        """Point a job at the day and at all households."""
        with self.coder.lock:
            self.day.give(job)
        facts = [self.array_of(fact) for fact in self.compiled.home_facts]
        job.put_list("home", [address(each) for each in facts], facts)
        sums = self.registered.sums if self.registered else []
        job.put_list("sums", [address(each) for each in sums], sums)

    def array_of(self, fact: Fact) -> Array:
        """A household fact of all households, in the order of the slots that jobs use."""
        own = self.homes[fact.entity]
        if fact.entity == "living" or self.registered is None:
            return own.facts[fact.name]
        if self.aligned is None:
            self.aligned = {}
        if fact.name not in self.aligned:
            at = own.slots.locate(self.registered.ids, self.library)
            kind = c_type(Type(fact.type, fact.values), is_narrow=fact.type != "money")
            values = own.facts[fact.name]
            found = np.where(at >= 0, values[np.maximum(at, 0)], NONE[kind])
            self.aligned[fact.name] = found.astype(values.dtype)
        return self.aligned[fact.name]

    def is_head(self, piece: Piece) -> Array:
        """For each person whether the relation says head."""
        fact = self.compiled.head_fact
        if fact is None:
            return np.zeros(len(piece["place"]), dtype=np.uint8)
        if self.compiled.head_word not in fact.values:
            return np.zeros(len(piece["place"]), dtype=np.uint8)
        is_head = piece[fact.name] == fact.values.index(self.compiled.head_word)
        return np.asarray(is_head, dtype=np.uint8)

    def home_places(self, job: Job, piece: Piece, start: Array) -> Array:
        """Find the heads of a piece's living households, and where their findings count."""
        ids = piece["living_id"][start[:-1]]
        count = len(ids)
        head = np.empty(count, dtype=np.int64)
        town, village = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
        towns, villages = self.places.told()
        given = (piece["person_id"], self.is_head(piece), piece["place"], towns, villages, head, town,
                 village)  # fmt: skip
        self.library.heads_of(address(start), count, *(address(each) for each in given))
        made = self.placed("living", ids, town, village)
        job.put("head", head)
        job.put("home_place", made)
        return made

    def placed_registered(self, registered: Registered) -> Array:
        return self.placed("registered", registered.ids, registered.town_of, registered.village_of)

    def placed(self, kind: str, ids: Array, town: Array, village: Array) -> Array:
        own = self.homes[kind]
        at = own.slots.locate(ids, self.library)
        made, (towns, villages) = np.empty(len(ids), dtype=np.int32), self.places.told()
        given = (towns, villages, town, village, made)
        mixed = self.library.places_of(
            address(at), address(own.place), len(ids), *(address(each) for each in given)
        )
        if mixed:
            rest = np.flatnonzero(made < 0)
            said = np.where(at[rest] >= 0, own.place[at[rest]] if len(own.place) else -1, -1)
            made[rest] = self.places.of_homes(said, town[rest], village[rest])
        return made
