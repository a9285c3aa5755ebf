"""Which function takes which step of an officer: what the office's one form calls."""

from __future__ import annotations

from collections.abc import Callable

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.accept_case import (
    accept_case,
    refuse_case,
    return_case,
)
from zhaohui.county.cases.actions.approve_decision import approve_decision, send_back
from zhaohui.county.cases.actions.handle_case import (
    end_publicity,
    pause_case,
    publish_case,
    reopen_case,
    resume_case,
    review_case,
)
from zhaohui.county.cases.actions.own_steps import (
    take_appeal,
    take_supplement,
    take_withdrawal,
)
from zhaohui.county.cases.actions.take_step import Said, take_step
from zhaohui.county.cases.models import Case


def plain_step(name: str) -> Callable[..., Case]:
    """Return the function of a step that changes nothing but the state."""

    def taken(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
        return take_step(actor, pk, name, said, version=version)

    return taken


OFFICER_STEPS: dict[str, Callable[..., Case]] = {
    "accept": accept_case,
    "return": return_case,
    "take_supplement": take_supplement,
    "not_accept": refuse_case,
    "take_withdrawal": take_withdrawal,
    "take_appeal": take_appeal,
    "review": review_case,
    "pause": pause_case,
    "resume": resume_case,
    "publish": publish_case,
    "end_publicity": end_publicity,
    "approve": approve_decision,
    "send_back": send_back,
    "deliver": plain_step("deliver"),
    "close": plain_step("close"),
    "reopen": reopen_case,
}
