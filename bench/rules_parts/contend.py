"""One contender's run in a process of its own, so that its processor time and memory are its own.

`python -m bench.rules_parts.contend CONTENDER BOOK SNAPSHOT OUT THREADS` prints JSON. What is counted begins with the
snapshot's files and ends with stored findings; imports, reading the rules and compiling them are not.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

MEMORY = "2GB"
PROGRAMS = Path("var/bench/programs")
PRODUCTION_DAY = date(2026, 3, 1)
Run = Callable[[Path, Path], Any]


def main(contender: str, book: str, snapshot: str, out: str, threads: str) -> None:
    """Run it once and print what it took."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(threads)])
    run = CONTENDERS[contender](book, int(threads))
    before, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    run(Path(snapshot), Path(out))
    taken = time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": taken, "cpu": cpu, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory that this process held; of its own, unlike what rusage says after a fork."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def _book(name: str) -> tuple[Any, date]:
    if name == "shared":
        from bench.rules_parts.shared import AS_OF, rulebook

        return rulebook(), AS_OF
    from zhaohui.packs import default_pack, load
    from zhaohui.packs.book import rulebook as of_pack

    return of_pack(load(default_pack())), PRODUCTION_DAY


def _duckdb(name: str, threads: int) -> Run:
    from zhaohui.engines.rules.backends.alike import once
    from zhaohui.engines.rules.backends.choice import sweeper

    book, day = _book(name)
    is_all = name == "pack"  # of the shared rules only what the peer gives too
    return lambda snapshot, out: once(sweeper("duckdb"))(
        book, snapshot, day, out, threads=threads, memory=MEMORY, explained=is_all
    )


def _native(name: str, threads: int) -> Run:
    from zhaohui.engines.rules.backends.alike import once
    from zhaohui.engines.rules.backends.choice import sweeper
    from zhaohui.engines.rules.backends.native.compiled import compile_book

    book, day = _book(name)
    is_all = name == "pack"
    compile_book(book.without(book.alike()), PROGRAMS, is_explained=is_all)
    return lambda snapshot, out: once(sweeper("native", PROGRAMS))(
        book, snapshot, day, out, threads=threads, memory=MEMORY, explained=is_all
    )


def _openfisca(_: str, threads: int) -> Run:
    import pyarrow as pa

    from bench.rules_parts.openfisca_run import sweep
    from bench.rules_parts.openfisca_system import build

    pa.set_cpu_count(threads)
    system = build()
    return lambda snapshot, out: sweep(system, snapshot, out)


def _by_hand(_: str, threads: int) -> Run:
    import pyarrow as pa

    from bench.rules_parts.by_hand import sweep

    pa.set_cpu_count(threads)
    return sweep


CONTENDERS = {"duckdb": _duckdb, "native": _native, "openfisca": _openfisca, "by_hand": _by_hand}

if __name__ == "__main__":
    main(*sys.argv[1:])
