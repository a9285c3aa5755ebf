"""Kill a process between any two steps of an action, and look what is left: all of it or nothing."""

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
ALIVE_STATUS = 7  # of a child that was to be killed and was not
Step = Callable[[str], None]


def kill_rounds(rounds: int, *, tell: Callable[[int], None], deed: Deed = ACCEPT) -> dict[str, Any]:
    """Kill the action at `rounds` steps, spread evenly over all it has; count what was left.

    An undisturbed action says what "all" is. A round counts as `half` where some pieces are there
    and others not, where an action that was told as stored is gone, where one that was killed
    before its commit is there, or where the audit chain no longer holds.
    """
    labels, whole = undisturbed(deed)
    commit = labels.index("after COMMIT")
    found = {"all": 0, "nothing": 0}
    half = []
    hit = set()
    for number in range(rounds):
        at = chosen(number, rounds, labels)
        hit.add(at)
        case = f"round-{number}"
        token, before = deed.prepare(case), deed.pieces()
        run_child(deed, token, case, die_at=at)
        left = difference(deed.pieces(), before)
        expected = "all" if at >= commit else "nothing"
        wanted = whole if at >= commit else tuple(0 for _ in whole)
        if left == wanted and chain_breaks_at() is None:
            found[expected] += 1
        else:
            half.append({"step": at, "label": labels[at], "left": list(left)})
        tell(number + 1)
    sides = {n for n, label in enumerate(labels) if not label.startswith("line ")}
    return {
        "rounds": rounds,
        **found,
        "half": half,
        "steps": len(labels),
        "steps_hit": len(hit),
        "statement_sides": len(sides),
        "statement_sides_hit": len(sides & hit),
        "rows_of_one_action": sum(whole),
        "audit_entries": Entry.objects.count(),
        "chain_breaks_at": chain_breaks_at(),
        "database": database(),
    }


def undisturbed(deed: Deed) -> tuple[list[str], Pieces]:
    """Return the names of an action's steps in their order, and the rows it makes."""
    deed.do(deed.prepare("warm-up"), "warm-up")  # so that every later one is alike
    labels: list[str] = []
    token, before = deed.prepare("counted"), deed.pieces()
    with watched(labels.append):
        deed.do(token, "counted")
    return labels, difference(deed.pieces(), before)


def difference(after: Pieces, before: Pieces) -> Pieces:
    """Return how many rows came, table by table."""
    return tuple(now - then for now, then in zip(after, before, strict=True))


def chosen(number: int, rounds: int, labels: list[str]) -> int:
    """Return the step of one round: each side of each statement once, then all steps evenly.

    Two of ten rounds hit the commit's own two sides: between them lies what is promised.
    """
    if number % 10 >= 8:
        return labels.index(("before COMMIT", "after COMMIT")[number % 2])
    number, rounds = number - number // 10 * 2, rounds - rounds // 10 * 2
    sides = [n for n, label in enumerate(labels) if not label.startswith("line ")]
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
        step("after COMMIT")

    def around(execute: Any, statement: Any, params: Any, many: Any, context: Any) -> Any:
        name = " ".join(str(statement).split())[:60]
        step(f"before {name}")
        answer = execute(statement, params, many, context)
        step(f"after {name}")
        return answer

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(PRODUCT) or (
            file.startswith(STRESS) and not file.endswith("action.py")
        ):
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
