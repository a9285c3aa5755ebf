"""`zhaohui stress`: hold the stores to their promise, under load and under kill -9."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import click
import orjson

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError

MODULE = "zhaohui.county.stress.child"
CASE_STEPS = ("submit", "accept", "review", "propose", "approve")
DEEDS = ("accept", "approve", "export", "return", "cases", *(f"case-{each}" for each in CASE_STEPS))
WRITTEN = ("accept", "cases", "all")
folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="where the temporary folder is made: name a disk that shall be tried",
)


class StressFailedError(ZhaohuiError):
    """A process of the stress test ended badly."""

    code = "stress-failed"
    exit_code = 3


@click.group(short_help="hold the stores to their promise under load and kill -9")
def command() -> None:
    """Work in a store of its own, never in the county's; with ZHAOHUI_DATABASE on that PostgreSQL."""


@command.command(short_help="several processes write side by side")
@click.option("--writers", "--processes", type=click.IntRange(1, 64), default=4, show_default=True)
@click.option("--seconds", type=click.IntRange(1, 86_400), default=300, show_default=True)
@click.option("--minutes", type=click.IntRange(1, 1_440), help="instead of seconds")
@click.option(
    "--deed",
    type=click.Choice(WRITTEN),
    default="all",
    show_default=True,
    help="what is written: invitations accepted, cases from submission to decision, or both in turn",
)
@folder_option
@json_option
def writers(
    *,
    writers: int,
    seconds: int,
    minutes: int | None,
    deed: str,
    folder: Path | None,
    as_json: bool,
) -> int:
    """Write for that long; exit code 1 where one was locked out, or anything stored is lost or half there."""
    from zhaohui.cli.progress import progress_bar
    from zhaohui.county.stress.own_store import own_store

    seconds = minutes * 60 if minutes else seconds
    with own_store(folder) as environment, progress_bar("writers") as move:
        asked("prepare", env=environment)
        children = [
            started("write", str(number), str(seconds), deed, env=environment)
            for number in range(writers)
        ]
        begun = time.monotonic()
        while any(child.poll() is None for child in children):
            move(f"{writers} processes", (time.monotonic() - begun) / seconds)
            time.sleep(0.2)
        told = [answer_of(child) for child in children]
        counted = asked("count", env=environment)
    faults = sorted(fault for each in told for fault in each["faults"])
    answer = {
        "processes": writers,
        "seconds": seconds,
        "per_second": round(counted["acknowledged"] / seconds, 1),
        "slowest_s": round(max(each["slowest_s"] for each in told), 2),
        "locked": sum(each["locked"] for each in told),
        "other_faults": faults,
        **counted,
    }
    answer["ok"] = (
        not any(answer[name] for name in ("locked", "lost", "unacknowledged", "half"))
        and not faults
        and answer["chain_breaks_at"] is None
    )
    emit(answer, as_json=as_json, text=lambda: as_text(answer))
    return 0 if answer["ok"] else 1


@command.command(short_help="kill an action between any two of its steps")
@click.option("--rounds", type=click.IntRange(1, 100_000), default=200, show_default=True)
@click.option(
    "--deed",
    type=click.Choice(DEEDS),
    default="cases",
    show_default=True,
    help="which action: an invitation accepted; a batch of payments approved, exported, returned; "
    "a burst of cases from submission to decision, or one step of a case",
)
@folder_option
@json_option
def kills(*, rounds: int, deed: str, folder: Path | None, as_json: bool) -> int:
    """Kill so often; exit code 1 where ever a half was left, or the audit chain broke."""
    from zhaohui.cli.progress import progress_bar
    from zhaohui.county.stress.own_store import own_store

    with own_store(folder) as environment, progress_bar("kills") as move:
        asked("prepare", env=environment)
        child = started("kill", str(rounds), deed, env=environment)
        assert child.stderr
        said = [line for line in child.stderr if not moved(line, rounds, move)]
        answer = answer_of(child, said=said)
    answer["ok"] = not answer["half"] and answer["chain_breaks_at"] is None
    emit(answer, as_json=as_json, text=lambda: as_text(answer))
    return 0 if answer["ok"] else 1


def moved(line: str, rounds: int, move: Any) -> bool:
    """Move the bar where the line is a round's number; else it is something said."""
    if not line.strip().isdigit():
        return False
    move(f"{line.strip()} of {rounds}", int(line) / rounds)
    return True


def started(*words: str, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start a process of the stress test."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", MODULE, *words]
    return subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, text=True)  # noqa: S603 - our own module


def asked(*words: str, env: dict[str, str]) -> dict[str, Any]:
    """Run one process to its end and return what it answered."""
    return answer_of(started(*words, env=env))


def answer_of(child: subprocess.Popen[str], *, said: list[str] | None = None) -> dict[str, Any]:
    """Return the child's JSON. Raises StressFailedError with its last words."""
    out, err = (rest(child.stdout), "".join(said)) if said is not None else child.communicate()
    if child.wait() or not out.strip():
        last = (err.strip().splitlines() or ["it said nothing"])[-1]
        raise StressFailedError(f"A process of the test ended with {child.returncode}: {last}")
    answer: dict[str, Any] = orjson.loads(out)
    return answer


def rest(pipe: IO[str] | None) -> str:
    """Return what is left to read."""
    return pipe.read() if pipe else ""


def as_text(answer: dict[str, Any]) -> str:
    """Return one figure a line."""
    return "\n".join(f"{name:<22} {value}" for name, value in answer.items())
