"""Which step leads a number from where to where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.queueing.errors import QueueStateError
from zhaohui.county.queueing.models import Ticket, TicketState

S = TicketState
SERVE, READ = "queue.serve", "queue.read"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step 步骤 of a number; `is_call`: the officer has it at her window then."""

    before: frozenset[str]
    after: str
    words: Promise
    is_call: bool = False


STEPS: dict[str, Step] = {
    "call": Step(
        before=frozenset({S.WAITING}), after=S.CALLED, words=gettext_lazy("叫号"), is_call=True
    ),
    "recall": Step(
        before=frozenset({S.CALLED, S.MISSED}),
        after=S.CALLED,
        words=gettext_lazy("重叫"),
        is_call=True,
    ),
    "miss": Step(before=frozenset({S.CALLED}), after=S.MISSED, words=gettext_lazy("过号")),
    "serve": Step(before=frozenset({S.CALLED}), after=S.SERVED, words=gettext_lazy("办完")),
    "leave": Step(
        before=frozenset({S.WAITING, S.CALLED, S.MISSED}),
        after=S.LEFT,
        words=gettext_lazy("不办了"),
    ),
}
ENDS = frozenset({S.SERVED, S.LEFT})
OPEN = frozenset({S.WAITING, S.CALLED, S.MISSED})


def step_for(ticket: Ticket, name: str) -> Step:
    """Return the step that can be taken from where the number is; QueueStateError where it can't."""
    step = STEPS[name]
    if ticket.state not in step.before:
        raise QueueStateError(
            _("%(number)s 号现在是“%(state)s”，不能%(step)s。")
            % {
                "number": ticket.shown,
                "state": TicketState(ticket.state).label,
                "step": step.words,
            },
            hint=_("可能另一个窗口刚刚叫过，请刷新页面。"),
        )
    return step
