"""Which step leads a batch, a line or a recovery from where to where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.payments.errors import PaymentStateError
from zhaohui.county.payments.models import (
    BatchState,
    LineState,
    PaymentBatch,
    Recovery,
    RecoveryState,
)

B, L, R = BatchState, LineState, RecoveryState
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({B.DRAFT}), B.SUBMITTED),
    "send_back": (frozenset({B.SUBMITTED}), B.DRAFT),
    "approve": (frozenset({B.SUBMITTED}), B.APPROVED),
    "export": (frozenset({B.APPROVED}), B.EXPORTED),
    "return": (frozenset({B.EXPORTED}), B.RETURNED),
    "reconcile": (frozenset({B.RETURNED}), B.RECONCILED),
    "cancel": (frozenset({B.DRAFT, B.SUBMITTED, B.APPROVED}), B.CANCELLED),
}
LINE_STEPS: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset({L.DUE}), L.SENT),
    "lack": (frozenset({L.DUE}), L.FAILED),  # no account to pay to
    "set_off": (frozenset({L.DUE}), L.RECOVERED),
    "pay": (frozenset({L.SENT}), L.PAID),
    "fail": (frozenset({L.SENT}), L.FAILED),
    "bounce": (frozenset({L.PAID}), L.FAILED),
    "reissue": (frozenset({L.FAILED}), L.REISSUED),
    "unreissue": (frozenset({L.REISSUED}), L.FAILED),  # the batch that paid it again was cancelled
    "drop": (frozenset({L.DUE, L.RECOVERED}), L.DROPPED),
}
RECOVERY_STEPS: dict[str, tuple[frozenset[str], str]] = {
    "approve": (frozenset({R.PROPOSED}), R.RUNNING),
    "close": (frozenset({R.RUNNING}), R.CLOSED),
    "reopen": (frozenset({R.CLOSED}), R.RUNNING),  # what had been set off was reversed
    "withdraw": (frozenset({R.PROPOSED}), R.WITHDRAWN),
}


def step(batch: PaymentBatch, name: str) -> None:
    """Set the state that the step leads to; PaymentStateError where it can't be taken from here."""
    batch.state = _after(STEPS[name], batch.state, BatchState(batch.state).label)


def step_recovery(recovery: Recovery, name: str) -> None:
    """Set the state that a recovery's step leads to; PaymentStateError where it can't be taken."""
    label = RecoveryState(recovery.state).label
    recovery.state = _after(RECOVERY_STEPS[name], recovery.state, label)


def line_state(state: str, name: str) -> str:
    """Return the state that a line's step leads to; PaymentStateError where it can't be taken."""
    return _after(LINE_STEPS[name], state, LineState(state).label)


def steps_from(state: str) -> list[str]:
    """Return the steps of a batch that can be taken from a state."""
    return [name for name, (before, _after_it) in STEPS.items() if state in before]


def _after(way: tuple[frozenset[str], str], state: str, label: object) -> str:
    before, after = way
    if state not in before:
        raise PaymentStateError(
            _("现在是“%(state)s”，不能这样办。") % {"state": label},
            hint=_("请刷新页面看它现在的状态。"),
        )
    return after
