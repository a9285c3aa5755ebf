"""A sweep of everyone: ours by DuckDB and by compiled C, OpenFisca, and numpy by hand, from the same files.

First 29 shared rules: every finding compared, then processor seconds at one thread and clock seconds at two.
Then the whole pack by us (reasons, needs and the next day included) beside the peer's 29 rules. `ours` and
`peer` are medians; `ratio` is the peer's divided by ours, `least` what it must reach; `peak_mb` is the process's.
Every run has a process of its own in the peers' environment (`make bench-peers`), which also holds the product.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.rules_parts import agreement, people

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / "var" / "peers" / "bin" / "python"
STORE = ROOT / "var" / "bench"
MILLION, TEN = 1_000_000, 10_000_000
ROUNDS = {("shared", MILLION): 3}  # once where it is not said
PEER = "openfisca"
TITLES = {"duckdb": "DuckDB", "native": "compiled C", "by_hand": "numpy by hand"}
SHARED = (
    # case, people, threads, ours, what is compared, least ratio
    ("openfisca-1m", MILLION, 1, "duckdb", "cpu", 1.67),
    ("openfisca-1m-native", MILLION, 1, "native", "cpu", 1.67),
    ("openfisca-10m", TEN, 2, "duckdb", "wall", 2.86),
    ("openfisca-10m-native", TEN, 2, "native", "wall", 8.0),
)
PRODUCTION = (
    ("production-1m", MILLION, 1, "duckdb", "cpu", None),
    ("production-1m-native", MILLION, 1, "native", "cpu", 1.5),
    ("production-10m", TEN, 2, "duckdb", "wall", None),
    ("production-10m-native", TEN, 2, "native", "wall", 1.5),
)
TABLE = [(size, threads) for size in (MILLION, TEN) for threads in (1, 2)]
Taken = dict[str, float]


def run() -> dict[str, Any]:
    """One row per case, then a row per population, threads and contender."""
    with tempfile.TemporaryDirectory(prefix="rules-", dir=_store()) as folder:
        runs = Runs(Path(folder))
        rows = [*_shared(runs), _single(), *_production(runs), *_table(runs)]
    return {"machine": None, "rows": rows}


class Runs:
    """Each contender's runs, made when they are asked for and kept."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.python = str(PEERS) if PEERS.exists() else sys.executable
        self.kept: dict[tuple[str, str, int, int], list[Taken]] = {}
        self.disagreeing: set[tuple[str, int]] = set()

    def why_not(self, contender: str) -> str:
        """Why a contender cannot run here, or nothing."""
        if contender == PEER and not PEERS.exists():
            return "OpenFisca is not installed: make bench-peers"
        if contender == "native" and not _has_native():
            return "no compiled back-end here: it needs a C compiler"
        return ""

    def of(self, contender: str, book: str, size: int, threads: int) -> list[Taken]:
        """Its runs; the peer's and ours take turns because each is made round by round."""
        key = (contender, book, size, threads)
        rounds = self.kept.setdefault(key, [])
        while len(rounds) < ROUNDS.get((book, size), 1):
            rounds.append(self._once(*key))
        return rounds

    def by_turns(self, keys: list[tuple[str, str, int, int]]) -> None:
        """Make several contenders' runs, one round of each after the other."""
        for turn in range(ROUNDS.get(keys[0][1:3], 1)):
            for key in keys:
                rounds = self.kept.setdefault(key, [])
                if len(rounds) <= turn:
                    rounds.append(self._once(*key))

    def out(self, contender: str, book: str, size: int) -> Path:
        return self.scratch / f"{contender}-{book}-{size}"

    def _once(self, contender: str, book: str, size: int, threads: int) -> Taken:
        out = self.out(contender, book, size)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        snapshot = people_of(book, size)
        command = [self.python, "-m", "bench.rules_parts.contend", contender, book,
                   str(snapshot), str(out), str(threads)]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        found: Taken = json.loads(done.stdout)
        return found


def people_of(book: str, size: int) -> Path:
    """The snapshot that a book's rules read, written once."""
    folder = STORE / f"{book}-{size}"
    if book == "shared":
        return people.write(folder, size)
    if not (folder / "written").exists():
        from bench.rules_parts.population import write_population

        write_population(folder, size)
        (folder / "written").touch()
    return folder


def _shared(runs: Runs) -> list[dict[str, Any]]:
    """The answers first: a row's `agree` says that every finding is the peer's."""
    rows = []
    for case, size, threads, ours, measure, least in SHARED:
        row = {"case": case, "by": TITLES[ours], "people": size, "threads": threads}
        if why := runs.why_not(ours) or runs.why_not(PEER):
            rows.append(row | {"why": why})
            continue
        runs.by_turns([(ours, "shared", size, threads), (PEER, "shared", size, threads)])
        told = agreement.compare(
            runs.out(ours, "shared", size), runs.out(PEER, "shared", size), threads
        )
        rows.append(row | told | _times(runs, (ours, "shared", size, threads), measure, least))
    return rows


def _production(runs: Runs) -> list[dict[str, Any]]:
    """All rules of the pack by us; the peer's time is that of its 29 on as many people."""
    rows = []
    for case, size, threads, ours, measure, least in PRODUCTION:
        row = {"case": case, "by": TITLES[ours], "people": size, "threads": threads}
        if why := runs.why_not(ours) or runs.why_not(PEER):
            rows.append(row | {"why": why})
            continue
        runs.of(ours, "pack", size, threads)
        runs.of(PEER, "shared", size, threads)
        rows.append(row | _times(runs, (ours, "pack", size, threads), measure, least))
    return rows


def _times(
    runs: Runs, key: tuple[str, str, int, int], measure: str, least: float | None
) -> dict[str, Any]:
    mine = _middle(runs.of(*key))
    peer = _middle(runs.of(PEER, "shared", *key[2:]))
    return {
        "measure": measure,
        "ours": mine[measure],
        "peer": peer[measure],
        "ratio": peer[measure] / mine[measure],
        "ratio_cpu": peer["cpu"] / mine["cpu"],
        "least": least,
        "peak_mb": mine["peak_mb"],
        "peer_peak_mb": peer["peak_mb"],
        "against": f"OpenFisca-Core {_version()}",
    }


def _table(runs: Runs) -> list[dict[str, Any]]:
    """Everyone's clock and processor seconds and memory on the shared rules."""
    rows = []
    for size, threads in TABLE:
        for contender in ("duckdb", "native", "by_hand", PEER):
            row = {"case": "table", "people": size, "threads": threads}
            row["by"] = TITLES.get(contender, "OpenFisca")
            if why := runs.why_not(contender):
                rows.append(row | {"why": why})
                continue
            taken = _middle(runs.of(contender, "shared", size, threads))
            rows.append(row | {key: taken[key] for key in ("wall", "cpu", "peak_mb")})
    return rows


def _single() -> dict[str, Any]:
    row = {"case": "openfisca-single", "by": "interpreter", "measure": "wall", "least": 4.0}
    if not PEERS.exists():
        return row | {"why": "OpenFisca is not installed: make bench-peers"}
    command = [str(PEERS), "-m", "bench.rules_parts.single"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    return row | found | {"ratio": found["peer"] / found["ours"]}


def _middle(rounds: list[Taken]) -> Taken:
    return {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}


def _store() -> Path:
    STORE.mkdir(parents=True, exist_ok=True)
    return STORE


def _has_native() -> bool:
    try:
        from zhaohui.engines.rules.backends.native import compiler
    except ImportError:
        return False
    return compiler() is not None


def _version() -> str:
    library = next((PEERS.parents[1] / "lib").glob("python*/site-packages"))
    found = importlib.metadata.distributions(name="openfisca-core", path=[str(library)])
    return next(iter(found)).version


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    print(json.dumps(run(), ensure_ascii=False, indent=1))
