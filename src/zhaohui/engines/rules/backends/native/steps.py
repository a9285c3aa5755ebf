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
from zhaohui.engines.rules.backends.counts import Cells, by_place, totals, write_cells
from zhaohui.engines.rules.backends.native.arguments import arguments
from zhaohui.engines.rules.backends.native.columns import TEXTUAL, Coder
from zhaohui.engines.rules.backends.native.compiled import Compiled
from zhaohui.engines.rules.backends.native.findings import FindingsFile, write_due
from zhaohui.engines.rules.backends.native.homes import read_homes
from zhaohui.engines.rules.backends.native.job import Array
from zhaohui.engines.rules.backends.native.pieces import Edges, PersonsFile, ids_of
from zhaohui.engines.rules.backends.native.places import Places
from zhaohui.engines.rules.backends.native.registered import Registered, sorted_ids
from zhaohui.engines.rules.backends.native.run import Run
from zhaohui.engines.rules.backends.native.worker import Worker
from zhaohui.engines.rules.backends.report import Progress, RuleTotals
from zhaohui.engines.rules.backends.snapshot import KEYS
from zhaohui.engines.rules.errors import FactError


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
            snapshot / "households.parquet", compiled.home_facts, places, coder,
            compiled.written.contexts - {"person"},
        )  # fmt: skip
        facts = [fact for fact in compiled.facts if fact.entity == "person"]
        self.persons = PersonsFile(
            snapshot / "persons.parquet",
            [*KEYS["persons"], *(fact.column for fact in facts)],
            ["town", "village", *(fact.column for fact in facts if fact.type in TEXTUAL)],
        )
        file = FindingsFile(
            how.scratch / "findings.parquet", compiled.written.rules, places,
            is_explained=compiled.is_explained,
        )  # fmt: skip
        self.run = Run(compiled, day, coder, places, homes, file, bounds.MAX_MEMBERS)
        self.workers: list[Worker] = []
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(how.threads):
            self.workers.append(Worker(self.run))
            self.idle.put(self.workers[-1])
        self.registered_place: Array | None = None
        self.cells: Cells = {}
        self.done = 0
        self.total = 2 + len(self.persons.tasks)

    def evaluate(self) -> None:
        """Gather registered households, then evaluate persons and households."""
        with self.run.file:
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
        self._count()
        write_cells(self.cells, self.scratch)
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
        return totals(self.compiled.written.rules, self.cells)

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
        columns = self._gathered_columns()
        self._each(lambda worker, task: self._gather_task(worker, task, columns), None)
        largest = int(run.registered.sizes.max(initial=0))
        if largest > run.most_members:
            raise FactError(
                f"A registered household has {largest} members, more than {run.most_members}."
            )

    def _gathered_columns(self) -> list[str]:
        wanted = self.compiled.written.gathered_facts
        columns = [fact.column for fact in self.compiled.person_facts if fact.name in wanted]
        head = self.compiled.head_fact
        if head is not None and head.column not in columns:
            columns.append(head.column)
        return [*KEYS["persons"], *columns]

    def _ids(self, task: list[int]) -> Iterable[Array]:
        for batch in self.persons.batches(task, ["registered_id"]):
            if batch.num_rows:
                yield np.unique(ids_of(batch, "registered_id"))

    def _gather_task(self, worker: Worker, task: list[int], columns: list[str]) -> None:
        for batch in self.persons.batches(task, columns):
            worker.gather(batch)

    def _task(self, worker: Worker, task: list[int], edges: Edges) -> None:
        for number, batch in enumerate(self.persons.batches(task)):
            worker.piece(edges.strip(batch, (task[0], number)))

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

    def _count(self) -> None:
        """Everybody's answers by place, from what each thread counted."""
        pairs = list(self.run.places.known)
        counts = sum_of([worker.cells[:, : len(pairs)] for worker in self.workers])
        own = (
            np.zeros(0, dtype=np.int64)
            if self.registered_place is None
            else np.bincount(self.registered_place)
        )
        groups = {
            "person": sum_of([worker.persons for worker in self.workers]),
            "living": sum_of([worker.homes for worker in self.workers]),
            "registered": own,
        }
        for index, (rule, compiled) in enumerate(self.compiled.book.rules.items()):
            kind = "person" if compiled.rule.subject == "person" else compiled.rule.group
            people = groups[kind]
            population = {int(place): int(people[place]) for place in np.flatnonzero(people)}
            rows = counts[index].tolist() if len(counts) else []
            by_place(rule, pairs, population, rows, self.cells)


def sum_of(arrays: list[Array]) -> Array:
    """The sum of arrays of which some are shorter, as if zeros followed."""
    shape = tuple(max(each.shape[axis] for each in arrays) for axis in range(arrays[0].ndim))
    whole = np.zeros(shape, dtype=np.int64)
    for each in arrays:
        whole[tuple(slice(0, size) for size in each.shape)] += each
    return whole
