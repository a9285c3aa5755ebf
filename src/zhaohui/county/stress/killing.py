"""Kill a process between any two steps of an action, and look what is left: all that was committed, nothing else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from zhaohui.county.audit.models import Entry
from zhaohui.county.stress.action import Pieces, chain_breaks_at
from zhaohui.county.stress.deed import ACCEPT, Deed
from zhaohui.county.stress.writing import database

PRODUCT = str(Path(__file__).resolve().parents[2])
STRESS = str(Path(__file__).resolve().parent)
# They compute and store nothing: between their lines there is nothing to be found.
PURE = tuple(f"{PRODUCT}/{name}/" for name in ("engines", "packs", "locale"))
COMMITTED = "after COMMIT"
ALIVE_STATUS = 7  # of a child that was to be killed and was not
Step = Callable[[str], None]


def kill_rounds(rounds: int, *, tell: Callable[[int], None], deed: Deed = ACCEPT) -> dict[str, Any]:
    """Kill the action at `rounds` steps, spread evenly over all it has; count what was left.

    An undisturbed action says what each of its commits leaves. A round counts as `half` where some
    of the pieces are there and others not, where what was told as stored is gone, where what was
    killed before its commit is there, or where the audit chain no longer holds. `all` counts the
    rounds killed after the last commit, `nothing` those before the first, `some` those between.
    """
    labels, left_after = undisturbed(deed)
    commits = [n for n, label in enumerate(labels) if label == COMMITTED]
    found = {"all": 0, "nothing": 0, "some": 0}
    half, acknowledged = [], 0
    hit = set()
    for number in range(rounds):
        at = chosen(number, rounds, labels)
        hit.add(at)
        case = f"round-{number}"
        token, before = deed.prepare(case), deed.pieces()
        run_child(deed, token, case, die_at=at)
        left = difference(deed.pieces(), before)
        done = sum(at >= commit for commit in commits)
        acknowledged += done
        if left == left_after[done] and chain_breaks_at() is None:
            found[named(done, len(commits))] += 1
        else:
            half.append({"step": at, "label": labels[at], "left": list(left)})
        tell(number + 1)
    sides = {n for n, label in enumerate(labels) if not label.startswith("line ")}
    return {
        "rounds": rounds,
        **found,
        "half": half,
        "acknowledged": acknowledged,
        "steps": len(labels),
        "steps_hit": len(hit),
        "statement_sides": len(sides),
        "statement_sides_hit": len(sides & hit),
        "commits": len(commits),
        "rows_of_one_action": sum(map(abs, left_after[-1])),
        "audit_entries": Entry.objects.count(),
        "chain_breaks_at": chain_breaks_at(),
        "database": database(),
    }


def named(done: int, commits: int) -> str:
    """Return what a round is counted as that was killed after so many of its commits.

    >>> named(0, 1), named(1, 1), named(1, 5)
    ('nothing', 'all', 'some')
    """
    return "nothing" if done == 0 else "all" if done == commits else "some"


def undisturbed(deed: Deed) -> tuple[list[str], list[Pieces]]:
    """Return the names of an action's steps in their order, and the rows that are there after each commit."""
    deed.do(deed.prepare("warm-up"), "warm-up")  # so that every later one is alike
    labels: list[str] = []
    token, before = deed.prepare("counted"), deed.pieces()
    left = [difference(before, before)]
    is_counting = False

    def note(label: str) -> None:
        nonlocal is_counting
        if is_counting:
            return
        labels.append(label)
        if label == COMMITTED:
            is_counting = True
            left.append(difference(deed.pieces(), before))
            connection.connection.rollback()  # what was read began a transaction on PostgreSQL
            is_counting = False

    with watched(note):
        deed.do(token, "counted")
    return labels, left


def difference(after: Pieces, before: Pieces) -> Pieces:
    """Return how many rows came, table by table."""
    return tuple(now - then for now, then in zip(after, before, strict=True))


def chosen(number: int, rounds: int, labels: list[str]) -> int:
    """Return the step of one round: each side of each statement once, then all steps evenly.

    Two of ten rounds hit a commit's own two sides: between them lies what is promised.
    """
    commits = [n for n, label in enumerate(labels) if label in ("before COMMIT", COMMITTED)]
    tens, ones = divmod(number, 10)
    if ones >= 8:
        return commits[(tens * 2 + ones - 8) % len(commits)]
    number, rounds = tens * 8 + ones, rounds // 10 * 8 + min(rounds % 10, 8)
    sides = [n for n, label in enumerate(labels) if not label.startswith("line ")]
    if len(sides) > rounds:
        return sides[number * len(sides) // rounds]
    if number < len(sides):
        return sides[number]
    left = max(rounds - len(sides), 1)
    return (number - len(sides)) * len(labels) // left % len(labels)


def run_child(deed: Deed, token: str, case: str, *, die_at: int) -> None:
    """Fork a process that does the action and kills itself at that step."""
    connections.close_all()  # a connection must not be shared by two processes
    child = os.fork()
    if child == 0:
        seen = -1

        def step(_label: str) -> None:
            nonlocal seen
            seen += 1
            if seen == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with watched(step):
                deed.do(token, case)
        finally:
            os._exit(ALIVE_STATUS)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"The process of {case} was not killed at step {die_at}.")


@contextmanager
def watched(step: Step) -> Iterator[None]:
    """Call `step` at each line of the product's code, and before and after each statement and commit."""
    connection.ensure_connection()
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    commit = wrapper._commit  # noqa: SLF001 - Django has no hook around the commit

    def around_commit() -> None:
        step("before COMMIT")
        commit()
        step(COMMITTED)

    def around(execute: Any, statement: Any, params: Any, many: Any, context: Any) -> Any:
        name = " ".join(str(statement).split())[:60]
        step(f"before {name}")
        answer = execute(statement, params, many, context)
        step(f"after {name}")
        return answer

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(PRODUCT) or file.startswith(PURE):
            return None
        if file.startswith(STRESS) and not file.endswith("action.py"):
            return None
        if event == "line":
            step(f"line {Path(file).name}:{frame.f_lineno}")
        return trace

    wrapper._commit = around_commit  # noqa: SLF001
    before = sys.gettrace()
    try:
        with connection.execute_wrapper(around):
            sys.settrace(trace)
            yield
    finally:
        sys.settrace(before)
        del wrapper._commit  # noqa: SLF001
