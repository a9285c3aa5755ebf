"""One case-like action, four ways: insert the case, move it through the transition table, tell it twice.

The same user is named in all of them. The peers write their two history rows by themselves, at each
save; ours are recorded by name. Everything is one transaction an action.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction

from bench.seals_parts import models as cases
from bench.seals_parts.setting import installed
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.record import Event, record_many

STEPS = {
    "submitted": {"accept": "accepted", "return": "returned"},
    "accepted": {"decide": "decided"},
}
DAY = dt.date(2026, 1, 5)
PURPOSE = "窗口受理业务"
TOLD = [("", "submitted"), ("submitted", "accepted")]


def new_case(model: type[models.Model], n: int) -> Any:
    """Return the n-th case, not yet stored."""
    return model(
        number=f"2026-{n:08d}",
        person_id=n % 250_000 + 1,
        service="dibao",
        area="110105100001",
        state="submitted",
        opened_on=DAY,
        promised_days=20,
        amount_fen=n * 100,
        remark="模拟数据",
    )


def act(case: Any) -> None:
    """Store the case and accept it."""
    case.save()
    case.state = STEPS[case.state]["accept"]
    case.save()


@dataclass(frozen=True)
class Contender:
    """A way of doing the action; `told` returns (state before, state after) of the stored entries."""

    name: str
    model: type[models.Model]
    action: Callable[[int], None]
    told: Callable[[], Iterator[tuple[str, str]]] | None = None
    around: Callable[[], Any] = field(default=nullcontext)


def contenders() -> list[Contender]:
    """Return ours, two plain saves, and the peers that are installed."""
    user = User.objects.get_or_create(username="bench")[0]
    found = [_ours(user), _plain()]
    if "simple_history" in installed():
        found.append(_history(user))
    if "auditlog" in installed():
        found.append(_logged(user))
    return found


def _plain() -> Contender:
    def action(n: int) -> None:
        with transaction.atomic():
            act(new_case(cases.PlainCase, n))

    return Contender("two plain saves", cases.PlainCase, action)


def _ours(user: User) -> Contender:
    actor = Actor(kind="officer", user_id=user.pk, label="模拟单位 镇窗口岗")

    def action(n: int) -> None:
        case = new_case(cases.SealedCase, n)
        with transaction.atomic():
            act(case)
            subject = ("case", case.pk)
            record_many(
                actor,
                (
                    Event("case.submit", subject, PURPOSE, change={"state": ["", "submitted"]}),
                    Event(
                        "case.accept", subject, PURPOSE, change={"state": ["submitted", "accepted"]}
                    ),
                ),
            )

    def told() -> Iterator[tuple[str, str]]:
        rows = (
            Entry.objects.filter(subject_kind="case")
            .order_by("seq")
            .values_list("change", flat=True)
        )
        return (tuple(json.loads(change)["state"]) for change in rows)

    return Contender("zhaohui", cases.SealedCase, action, told)


def _history(user: User) -> Contender:
    def action(n: int) -> None:
        case = new_case(cases.HistoryCase, n)
        case._history_user = user  # noqa: SLF001 - its documented way
        case._change_reason = PURPOSE  # noqa: SLF001
        with transaction.atomic():
            act(case)

    def told() -> Iterator[tuple[str, str]]:
        before: dict[int, str] = {}
        rows = cases.HistoryCase.history.order_by("history_id").values_list("id", "state")
        for case, state in rows:
            yield before.get(case, ""), state
            before[case] = state

    return Contender("django-simple-history", cases.HistoryCase, action, told)


def _logged(user: User) -> Contender:
    from auditlog.context import set_actor
    from auditlog.models import LogEntry

    def action(n: int) -> None:
        with transaction.atomic():
            act(new_case(cases.LoggedCase, n))

    def told() -> Iterator[tuple[str, str]]:
        for changes in LogEntry.objects.order_by("pk").values_list("changes", flat=True):
            before, after = changes["state"]
            yield "" if before == "None" else before, after

    @contextmanager
    def around() -> Iterator[None]:
        # Once a round, not once an action: to its advantage.
        with set_actor(user):
            yield

    return Contender("django-auditlog", cases.LoggedCase, action, told, around)
