"""One thread's room: it evaluates a piece block by block and hands its findings on."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from zhaohui.engines.rules.backends.native.columns import give_columns
from zhaohui.engines.rules.backends.native.findings import new_rows
from zhaohui.engines.rules.backends.native.homes import SnapshotError
from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import NUMPY
from zhaohui.engines.rules.backends.native.pieces import ids_of, unordered
from zhaohui.engines.rules.backends.native.run import Run
from zhaohui.engines.rules.errors import FactError

BLOCK = 2048
ROOM = 1 << 18
PADDING = 64
NO_SLOTS = np.zeros(1, dtype=np.int32)


@dataclass(slots=True)
class Worker:
    """Scratch, answers and counts of one thread."""

    run: Run
    job: Job = field(default_factory=Job)
    rows: dict[str, Array] = field(default_factory=dict)
    cells: Array = field(default_factory=lambda: np.zeros((0, 0, 4), dtype=np.int64))
    persons: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    homes: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    counted: tuple[int, int] = (0, 0)
    capacity: int = 0
    due: list[tuple[str, Array, Array]] = field(default_factory=list)

    def piece(self, batch: pa.RecordBatch) -> None:
        """Evaluate the persons of a piece, and the living households' rules with them."""
        if not batch.num_rows:
            return
        run, job = self.run, self.job
        living, place = self.give(batch)
        start = self.structure(living)
        homes = len(start) - 1
        heads = living[start[:-1]]
        if run.reads_living:
            job.put("living_slot", run.homes["living"].slots.locate(heads, run.library))
        if run.counts_living:
            home_place = run.home_places(job, batch, start, heads, place)
            self.homes = _added(self.homes, home_place)
        self.persons = _added(self.persons, place)
        self.counted = (self.counted[0] + batch.num_rows, self.counted[1] + homes)
        due = np.empty(homes, dtype=np.int32)
        job.put("due", due)
        self.answer(run.library.sweep_people, 0, homes)
        if job.bad:
            raise SnapshotError
        self.due.append(("living", heads, due))

    def gather(self, batch: pa.RecordBatch) -> None:
        """Add the persons of a piece to their registered households."""
        if not batch.num_rows:
            return
        run, job = self.run, self.job
        registered = run.registered
        assert registered is not None
        living, place = self.give(batch)
        start = self.structure(living)
        if run.reads_living:
            slots = run.homes["living"].slots.locate(living[start[:-1]], run.library)
            job.put("living_slot", slots)
        slot = job.kept["registered_slot"]
        assert isinstance(slot, np.ndarray)
        with registered.lock:
            registered.sizes += np.bincount(slot, minlength=len(registered.sizes))
            if run.counts_registered:
                person, is_head = ids_of(batch, "person_id"), run.is_head(batch)
                registered.add_heads(run.library, (slot, person, is_head, place), run.places)
            self.turn(run.library.gather_registered, 0, len(start) - 1)
        if job.bad:
            raise SnapshotError

    def registered(self) -> Array:
        """Evaluate the registered households' rules; where each household counts."""
        run, job, registered = self.run, self.job, self.run.registered
        assert registered is not None
        self.reserve(BLOCK)
        run.arguments_to(job)
        own: Array = run.placed_registered(registered)
        job.put("head", registered.head)
        job.put("home_place", own)
        job.put("registered_id", registered.ids)
        job.put("registered_due", registered.due)
        self.answer(run.library.sweep_registered, 0, len(registered.ids))
        self.due.append(("registered", registered.ids, registered.due))
        return own

    @property
    def job_address(self) -> int:
        return ctypes.addressof(self.job)

    def give(self, batch: pa.RecordBatch) -> tuple[Array, Array]:
        """Point the job at a piece; its living ids and places."""
        run, job = self.run, self.job
        ids = {name: ids_of(batch, name) for name in ("person_id", "living_id", "registered_id")}
        for name, array in ids.items():
            job.put(name, array)
        give_columns(job, batch, run.compiled.person_facts, run.coder)
        place = run.places.numbers(batch.column("town"), batch.column("village"))
        job.put("place", place)
        slots = NO_SLOTS
        if run.registered is not None:
            slots = run.registered.slots.locate(ids["registered_id"], run.library)
        elif run.reads_registered:
            slots = run.homes["registered"].slots.locate(ids["registered_id"], run.library)
        job.put("registered_slot", slots)
        run.arguments_to(job)
        return ids["living_id"], place

    def structure(self, living: Array) -> Array:
        """The first row of each living household and the end of the last."""
        start = np.empty(len(living) + 1, dtype=np.int64)
        count = self.run.library.households_of(address(living), len(living), address(start))
        if count < 0:
            raise unordered()
        start = start[: count + 1]
        largest = int(np.diff(start).max())
        if largest > self.run.most_members:
            raise FactError(
                f"A living household has {largest} members, more than {self.run.most_members}."
            )
        self.job.put("start", start)
        self.reserve(max(BLOCK, largest))
        return start

    def reserve(self, rows: int) -> None:
        """Scratch for blocks of so many rows, and answers enough for one."""
        job = self.job
        if rows > self.capacity:
            self.flush()
            self.capacity = rows
            capacity = rows + PADDING - rows % PADDING + PADDING
            kinds = [column.kind for column in self.run.compiled.written.layout.columns]
            columns = [np.zeros(capacity, dtype=NUMPY[kind]) for kind in kinds]
            job.put_list("columns", [address(each) for each in columns], columns)
            job.block = BLOCK
            job.room = max(ROOM, 2 * rows * max(1, len(self.run.compiled.written.rules)))
            self.rows = new_rows(job.room)
            for name, array in self.rows.items():
                job.put(name, array)
        places = len(self.run.places) + PADDING
        if self.cells.shape[1] < places:
            grown = np.zeros(
                (max(1, len(self.run.compiled.written.rules)), 2 * places, 4), dtype=np.int64
            )
            grown[: self.cells.shape[0], : self.cells.shape[1]] = self.cells
            self.cells = grown
            job.places = 2 * places
            job.put("cells", grown)

    def answer(self, entry: object, first: int, last: int) -> None:
        """Run an entry over households first..last, writing findings whenever the room is full."""
        self.reserve(1)
        self.job.next, self.job.last = first, last
        while self.job.next < last:
            entry(self.job_address)  # type: ignore[operator]
            if self.job.next < last:
                self.flush()

    def turn(self, entry: object, first: int, last: int) -> None:
        self.job.next, self.job.last = first, last
        entry(self.job_address)  # type: ignore[operator]

    def flush(self) -> None:
        self.run.file.write(self.rows, self.job.rows)
        self.job.rows = 0


def _added(counts: Array, places: Array) -> Array:
    """Counts by place with those of a piece added."""
    more = np.bincount(places, minlength=len(counts))
    more[: len(counts)] += counts
    return more
