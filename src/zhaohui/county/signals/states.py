"""Which step leads an alert from where to where, and whose it is by the policy."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.signals.errors import AlertStateError
from zhaohui.county.signals.models import Alert, AlertState

READ, ACT, ENTER, RAISE = "alert.read", "alert.act", "reading.enter", "alert.raise"


@dataclass(frozen=True)
class Step:
    """A step 步骤: from which states, to which, under which action of the policy."""

    before: frozenset[str]
    after: str
    action: str


STEPS = {
    "take_up": Step(frozenset({AlertState.OPEN}), AlertState.ACTING, ACT),
    "close": Step(frozenset({AlertState.OPEN, AlertState.ACTING}), AlertState.CLOSED, ACT),
}


def require_fit(alert: Alert, name: str, version: int | None) -> Step:
    """Return the step; AlertStateError where the alert is not there, or moved on since `version`."""
    step = STEPS[name]
    if alert.state not in step.before or (version is not None and alert.version != version):
        raise AlertStateError(
            _("这条预警在您打开之后有人办过，刚才这一步没有办。"),
            hint=_("请刷新页面看它现在的状态。"),
        )
    return step
