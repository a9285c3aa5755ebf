"""Which step leads a contact line, or a message, from where to where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.outreach.errors import OutreachStateError
from zhaohui.county.outreach.models import ContactLine, LineState, Outbox, OutboxState

L, M = LineState, OutboxState
OPEN = frozenset({L.FOUND, L.TOLD, L.ALREADY_KNOWN, L.UNREACHABLE, L.CONFIRMED})
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "tell": (frozenset({L.FOUND, L.UNREACHABLE}), L.TOLD),
    "confirm": (frozenset({L.FOUND, L.TOLD, L.ALREADY_KNOWN, L.UNREACHABLE}), L.CONFIRMED),
    "take_back": (frozenset({L.CONFIRMED}), L.TOLD),
    "award": (frozenset({L.CONFIRMED}), L.AWARDED),
    "refuse": (OPEN, L.REFUSED),
    "miss": (frozenset({L.FOUND, L.TOLD}), L.UNREACHABLE),
    "know": (frozenset({L.FOUND, L.TOLD, L.UNREACHABLE}), L.ALREADY_KNOWN),
    "opt_out": (OPEN - {L.CONFIRMED}, L.OPTED_OUT),
    "allow": (frozenset({L.OPTED_OUT}), L.FOUND),
    "hold": (OPEN | {L.REFUSED, L.OPTED_OUT}, L.AWARDED),  # a list of holders has her now
    "lapse": (OPEN, L.LAPSED),
}
MESSAGE_STEPS: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset({M.QUEUED}), M.SENT),
    "deliver": (frozenset({M.QUEUED, M.SENT}), M.DELIVERED),
    "fail": (frozenset({M.QUEUED, M.SENT}), M.FAILED),
    "again": (frozenset({M.SENT, M.FAILED}), M.QUEUED),
    "cancel": (frozenset({M.QUEUED}), M.CANCELLED),
}


def step(line: ContactLine, name: str) -> None:
    """Set the state that the step leads to; OutreachStateError where it can't be taken from here."""
    before, after = STEPS[name]
    if line.state not in before:
        raise _refused(LineState(line.state).label)
    line.state = after


def step_message(message: Outbox, name: str) -> None:
    """Set the state that a message's step leads to; OutreachStateError where it can't be taken."""
    before, after = MESSAGE_STEPS[name]
    if message.state not in before:
        raise _refused(OutboxState(message.state).label)
    message.state = after


def steps_from(state: str) -> list[str]:
    """Return the steps that can be taken from a state."""
    return [name for name, (before, _after) in STEPS.items() if state in before]


def _refused(label: object) -> OutreachStateError:
    return OutreachStateError(
        _("现在是“%(state)s”，不能这样办。") % {"state": label},
        hint=_("请刷新页面看它现在的状态。"),
    )
