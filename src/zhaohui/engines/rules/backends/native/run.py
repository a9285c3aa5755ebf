"""What the threads of a sweep share: the program, the day, the households and the places."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from zhaohui.engines.rules.backends.native.arguments import Arguments
from zhaohui.engines.rules.backends.native.columns import Coder
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.findings import FindingsFile
from zhaohui.engines.rules.backends.native.homes import Homes, SnapshotError
from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import NONE, c_type
from zhaohui.engines.rules.backends.native.pieces import ids_of
from zhaohui.engines.rules.backends.native.places import Places, dictionary
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
    file: FindingsFile
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

    def is_head(self, batch: pa.RecordBatch) -> Array:
        """For each person whether the relation says head."""
        fact = self.compiled.head_fact
        if fact is None:
            return np.zeros(batch.num_rows, dtype=np.uint8)
        coded = dictionary(batch.column(fact.column))
        words = coded.dictionary.to_pylist()
        if not set(words) <= {*fact.values, None}:
            raise SnapshotError
        table = np.array(
            [*(word == self.compiled.head_word for word in words), False], dtype=np.uint8
        )
        is_head: Array = table[coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)]
        return is_head

    def home_places(
        self, job: Job, batch: pa.RecordBatch, start: Array, ids: Array, place: Array
    ) -> Array:
        """Find the heads of a piece's living households, and where their findings count."""
        count = len(ids)
        head = np.empty(count, dtype=np.int64)
        town, village = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
        towns, villages = self.places.told()
        person, is_head = ids_of(batch, "person_id"), self.is_head(batch)
        given = (person, is_head, place, towns, villages, head, town, village)
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
        said = own.place[np.maximum(at, 0)] if len(own.place) else np.full(len(ids), -1)
        return self.places.of_homes(np.where(at >= 0, said, -1), town, village)
