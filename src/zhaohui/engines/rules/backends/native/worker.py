"""One thread's room: it evaluates a piece block by block and hands its findings on."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np

from zhaohui.engines.rules.backends.native.columns import give_columns
from zhaohui.engines.rules.backends.native.findings import Room
from zhaohui.engines.rules.backends.native.job import Array, Job, address
from zhaohui.engines.rules.backends.native.kinds import NUMPY
from zhaohui.engines.rules.backends.native.pieces import IDS, Piece, unordered
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
    room: Room = field(default_factory=lambda: Room(0))
    columns: dict[str, Array] = field(default_factory=dict)  # of the piece that it reads
    cells: Array = field(default_factory=lambda: np.zeros((0, 0, 4), dtype=np.int64))
    persons: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    homes: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    counted: tuple[int, int] = (0, 0)
    capacity: int = 0
    due: list[tuple[str, Array, Array]] = field(default_factory=list)

    def piece(self, piece: Piece) -> None:
        """Evaluate the persons of a piece, and the living households' rules with them."""
        living, place = piece["living_id"], piece["place"]
        if not len(living):
            return
        run, job = self.run, self.job
        self.give(piece)
        start = self.structure(living)
        homes = len(start) - 1
        heads = living[start[:-1]]
        if run.reads_living:
            job.put("living_slot", run.homes["living"].slots.locate(heads, run.library))
        if run.counts_living:
            self.homes = self.added(self.homes, run.home_places(job, piece, start))
        self.persons = self.added(self.persons, place)
        self.counted = (self.counted[0] + len(living), self.counted[1] + homes)
        due = np.empty(homes, dtype=np.int32)
        job.put("due", due)
        self.answer(run.library.sweep_people, 0, homes)
        if run.compiled.is_explained:
            self.due.append(("living", heads, due))

    def gather(self, piece: Piece) -> None:
        """Add the persons of a piece to their registered households."""
        living = piece["living_id"]
        if not len(living):
            return
        run, job = self.run, self.job
        registered = run.registered
        assert registered is not None
        self.give(piece)
        start = self.structure(living)
        if run.reads_living:
            slots = run.homes["living"].slots.locate(living[start[:-1]], run.library)
            job.put("living_slot", slots)
        slot = job.kept["registered_slot"]
        assert isinstance(slot, np.ndarray)
        with registered.lock:
            registered.sizes += np.bincount(slot, minlength=len(registered.sizes))
            if run.counts_registered:
                given = (slot, piece["person_id"], run.is_head(piece), piece["place"])
                registered.add_heads(run.library, given, run.places)
            self.turn(run.library.gather_registered, 0, len(start) - 1)

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

    def give(self, piece: Piece) -> None:
        """Point the job at a piece."""
        run, job = self.run, self.job
        for name in (*IDS, "place"):
            job.put(name, piece[name])
        give_columns(job, run.compiled.person_facts, piece)
        slots = NO_SLOTS
        if run.registered is not None:
            slots = run.registered.slots.locate(piece["registered_id"], run.library)
        elif run.reads_registered:
            slots = run.homes["registered"].slots.locate(piece["registered_id"], run.library)
        job.put("registered_slot", slots)
        run.arguments_to(job)

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
            self.room = Room(job.room)
            for name, array in self.room.rows.items():
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

    def added(self, counts: Array, places: Array) -> Array:
        """Counts by place with those of a piece added."""
        more = np.zeros(len(self.run.places), dtype=np.int64)
        more[: len(counts)] = counts
        self.run.library.count_of(address(places), len(places), address(more))
        return more

    def flush(self) -> None:
        self.run.findings.write(self.room, self.job.rows)
        self.job.rows = 0
