"""What stands with the line, task, case or duty that carries a visit: as a mark to compare, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.cases.queries import case_visible_to
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.outreach.models import ContactLine, LineState
from zhaohui.county.outreach.queries import line_visible_to
from zhaohui.county.oversight.models import Task, TaskState
from zhaohui.county.oversight.queries import task_visible_to
from zhaohui.county.oversight.states import HANDLE
from zhaohui.county.schedules.models import Duty, DutyState
from zhaohui.county.schedules.queries import DO, duty_visible_to, may_do
from zhaohui.county.visits.models import About

NOTE = "outreach.note"
GONE = "名单里已经没有这一条：人搬走了、单子转走了或者撤回了"  # kept in Chinese, as steps are
Carrier = ContactLine | Task | Case | Duty


def mark_of(carrier: Carrier) -> str:
    """Return what must be alike for nobody else to have answered meanwhile."""
    if isinstance(carrier, ContactLine):
        return f"{carrier.state}{'.ended' if carrier.ended_on else ''}"
    return f"v{carrier.version}"


def words_of(carrier: Carrier) -> str:
    """Return how it stands, with the office that took the last step where that is known."""
    if isinstance(carrier, ContactLine):
        ended = "，台账已经不再这样说" if carrier.ended_on else ""
        return f"现在是“{LineState(carrier.state).label}”{ended}"
    if isinstance(carrier, Duty):
        done = f"（{carrier.done_on:%Y-%m-%d}）" if carrier.done_on else ""
        return f"现在是“{DutyState(carrier.state).label}”{done}"
    label = (TaskState if isinstance(carrier, Task) else CaseState)(carrier.state).label
    last = carrier.steps.order_by("-pk").first()
    if last is None:
        return f"现在是“{label}”"
    at = timezone.localtime(last.at)
    return f"现在是“{label}”（{last.office}，{at:%Y-%m-%d %H:%M}）"


def carrier_of(actor: Actor, about: str, pk: int, *, lock: bool = False) -> Carrier | None:
    """Return the carrier where the actor may act on it today, None where it is out of reach now."""
    try:
        if about == About.LINE:
            return line_visible_to(actor, NOTE, pk, lock=lock)
        if about == About.TASK:
            return task_visible_to(actor, HANDLE, pk, lock=lock)
        if about == About.DUTY:
            duty = duty_visible_to(actor, DO, pk, lock=lock)
            return duty if may_do(actor, duty, current_pack()) else None
        return case_visible_to(actor, TAKE_IN, pk, lock=lock)
    except NotVisible:
        return None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A carrier against what the worker saw: it may be another one by now, or none."""

    carrier: Carrier | None
    is_as_seen: bool

    @property
    def mark(self) -> str:
        """The mark to be compared."""
        return mark_of(self.carrier) if self.carrier else ""

    @property
    def words(self) -> str:
        """How it stands."""
        return words_of(self.carrier) if self.carrier else GONE


def standing(actor: Actor, about: str, pk: int, *, seen: frozenset[str]) -> Standing:
    """Lock the carrier and say whether it stands as the worker saw it or left it herself."""
    found = carrier_of(actor, about, pk, lock=True)
    return Standing(carrier=found, is_as_seen=found is not None and mark_of(found) in seen)
