"""The steps of a sweep, each shared out to threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from zhaohui.engines.rules import bounds
from zhaohui.engines.rules.backends.batches import SCHEMA
from zhaohui.engines.rules.backends.counts import Counts
from zhaohui.engines.rules.backends.native.arguments import arguments
from zhaohui.engines.rules.backends.native.columns import Coder
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.findings import Findings, write_due
from zhaohui.engines.rules.backends.native.homes import read_homes
from zhaohui.engines.rules.backends.native.job import Array
from zhaohui.engines.rules.backends.native.parquet import ParquetFile
from zhaohui.engines.rules.backends.native.pieces import Edges, PersonsFile
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.native.registered import Registered, sorted_ids
from zhaohui.engines.rules.backends.native.run import Run
from zhaohui.engines.rules.backends.native.stored import StoredFile
from zhaohui.engines.rules.backends.native.worker import Worker
from zhaohui.engines.rules.backends.report import Progress, RuleTotals
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.spec import Fact

NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sweep goes about it: where it writes, by how many threads, and whom it tells."""

    scratch: Path
    threads: int
    progress: Progress


class Steps:
    """The steps of one sweep, each shared out to threads."""

    def __init__(self, compiled: Compiled, snapshot: Path, as_of: date, how: Manner) -> None:
        self.compiled, self.scratch, self.threads = compiled, how.scratch, how.threads
        self.progress = how.progress
        self.progress(0, 1, "households")
        day = arguments(compiled.written.layout, compiled.book.day(as_of))
        coder, places = Coder(day.words), Places()
        homes = read_homes(
            StoredFile(snapshot / "households.parquet", compiled.pages, coder),
            compiled.home_facts, places, compiled.written.contexts - {"person"}, how.threads,
        )  # fmt: skip
        self.facts = [fact for fact in compiled.facts if fact.entity == "person"]
        self.persons = PersonsFile(
            StoredFile(snapshot / "persons.parquet", compiled.pages, coder), places
        )
        self.file = ParquetFile(how.scratch / "findings.parquet", SCHEMA)
        findings = Findings(self.file, compiled, places)
        self.run = Run(compiled, day, coder, places, homes, findings, bounds.MAX_MEMBERS)
        self.workers: list[Worker] = []
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(how.threads):
            self.workers.append(Worker(self.run))
            self.idle.put(self.workers[-1])
        self.registered_place: Array | None = None
        self.done = 0
        self.total = 2 + len(self.persons.tasks)

    def evaluate(self) -> None:
        """Gather registered households, then evaluate persons and households."""
        with self.file:
            if self.compiled.gathers:
                self._gather()
            edges = Edges()
            self._each(lambda worker, task: self._task(worker, task, edges), "persons")
            last = edges.piece()
            worker = self.workers[0]
            if last is not None:
                worker.piece(last)
            if self.run.counts_registered:
                self._step("households")
                self.registered_place = worker.registered()
            self._step("writing")
            for each in self.workers:
                each.flush()

    def write(self) -> None:
        """Days and counts."""
        if self.compiled.is_explained:
            due = [part for worker in self.workers for part in worker.due]
            write_due(due, self.scratch / "due.parquet")
        self.counts = self._count()
        self.counts.write(self.scratch)
        self.progress(self.total, self.total, "done")

    @property
    def counted(self) -> tuple[int, int]:
        """Persons and living households."""
        return (
            sum(worker.counted[0] for worker in self.workers),
            sum(worker.counted[1] for worker in self.workers),
        )

    @property
    def totals(self) -> list[RuleTotals]:
        return self.counts.totals()

    def _gather(self) -> None:
        """The registered households: who they are, then what their members add up to."""
        run, compiled = self.run, self.compiled
        parts: list[Array] = []
        self._each(lambda _, task: parts.extend(self._ids(task)), None)
        kinds = compiled.written.sum_kinds
        run.registered = Registered.of(
            sorted_ids(parts), list(kinds), with_heads=run.counts_registered
        )
        parts.clear()
        sums = [each.ctypes.data for each in run.registered.sums]
        worker = self.workers[0]
        worker.job.put_list("sums", sums, run.registered.sums)
        run.library.empty_sums(worker.job_address, len(run.registered.ids))
        facts = self._gathered_facts()
        self._each(lambda worker, task: self._gather_task(worker, task, facts), None)
        largest = int(run.registered.sizes.max(initial=0))
        if largest > run.most_members:
            raise FactError(
                f"A registered household has {largest} members, more than {run.most_members}."
            )

    def _gathered_facts(self) -> list[Fact]:
        wanted = self.compiled.written.gathered_facts
        head = self.compiled.head_fact
        return [fact for fact in self.facts if fact.name in wanted or fact == head]

    def _ids(self, task: list[int]) -> Iterable[Array]:
        """The registered households of a task, each where it begins."""
        for ids in self.persons.ids(task, "registered_id"):
            if len(ids):
                yield ids[np.flatnonzero(np.diff(ids, prepend=ids[0] - 1))]

    def _gather_task(self, worker: Worker, task: list[int], facts: list[Fact]) -> None:
        worker.gather(self.persons.piece(task, facts, worker.columns))

    def _task(self, worker: Worker, task: list[int], edges: Edges) -> None:
        piece = self.persons.piece(task, self.facts, worker.columns)
        worker.piece(edges.strip(piece, task[0]))

    def _each(self, work: Callable[[Worker, list[int]], None], label: str | None) -> None:
        """Do the tasks, so many at a time as there are workers; the first error ends it."""

        def one(task: list[int]) -> None:
            worker = self.idle.get()
            try:
                work(worker, task)
            finally:
                self.idle.put(worker)

        with ThreadPoolExecutor(self.threads) as pool:
            waiting = [pool.submit(one, task) for task in self.persons.tasks]
            try:
                for done in as_completed(waiting):
                    done.result()
                    if label:  # told by the thread that asked for the sweep
                        self._step(label)
            finally:
                pool.shutdown(cancel_futures=True)

    def _step(self, label: str) -> None:
        self.done += 1
        self.progress(self.done, self.total, label)

    def _count(self) -> Counts:
        """Everybody's answers by place, from what each thread counted."""
        pairs = [(town or "", village or "") for town, village in self.run.places.known]
        many = len(pairs)
        counts = sum_of([worker.cells[:, :many] for worker in self.workers])
        own = NOBODY if self.registered_place is None else np.bincount(self.registered_place)
        groups = {
            "person": sum_of([worker.persons for worker in self.workers]),
            "living": sum_of([worker.homes for worker in self.workers]),
            "registered": own,
        }
        rules = self.compiled.book.rules
        cells = np.zeros((len(rules), many, 5), dtype=np.int64)
        for index, compiled in enumerate(rules.values()):
            kind = "person" if compiled.rule.subject == "person" else compiled.rule.group
            cells[index, : len(groups[kind]), 1] = groups[kind]
        met = cells[:, :, 1] > 0
        if counts.size:
            cells[:, :, [0, 2, 3, 4]] = counts
            cells[:, :, 1] -= counts[:, :, 0] + counts[:, :, 1]
        return Counts(tuple(rules), *_merged(pairs, cells, met))


def _merged(
    pairs: list[tuple[str, str]], cells: Array, met: Array
) -> tuple[list[tuple[str, str]], Array, Array]:
    """Places of the same name as one: an unknown one may also have been written as ''."""
    names = list(dict.fromkeys(pairs))
    if len(names) == len(pairs):
        return names, cells, met
    places = [names.index(each) for each in pairs]
    whole = np.zeros((len(cells), len(names), 5), dtype=np.int64)
    some = np.zeros((len(cells), len(names)), dtype=bool)
    for place, name in enumerate(places):
        whole[:, name] += cells[:, place]
        some[:, name] |= met[:, place]
    return names, whole, some


def sum_of(arrays: list[Array]) -> Array:
    """The sum of arrays of which some are shorter, as if zeros followed."""
    shape = tuple(max(each.shape[axis] for each in arrays) for axis in range(arrays[0].ndim))
    whole = np.zeros(shape, dtype=np.int64)
    for each in arrays:
        whole[tuple(slice(0, size) for size in each.shape)] += each
    return whole
