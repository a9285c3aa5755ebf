"""Terms of tasks, kinds of voices and outcomes of the pack in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from zhaohui.county.oversight.errors import NoSuchKind
from zhaohui.county.oversight.models import Task, TaskState
from zhaohui.county.oversight.states import RUNS
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import TaskTermRow, VoiceKindRow, VoiceQuestionRow

Colour = Literal["none", "green", "amber", "red", "still"]


def kind_of(pack: Pack, code: str) -> VoiceKindRow:
    """Return the kind of voice of that code; NoSuchKind where the pack has none."""
    found = next((row for row in pack.voice_kinds if row.code == code), None)
    if found is None:
        raise NoSuchKind(_("没有这一类诉求。"), hint=_("请从“说说诉求”页面重新选。"))
    return found


def departments(pack: Pack) -> list[str]:
    """Return the departments that a task can be handed to."""
    return [contact.department for contact in pack.manifest.contact]


def questions_of(pack: Pack, kind: str) -> Sequence[VoiceQuestionRow]:
    """Return what is asked beside the words, in the file's order."""
    return [row for row in pack.voice_questions if row.kind == kind]


def term_of(pack: Pack, term: str) -> TaskTermRow | None:
    """Return the county's term, None where the pack names none."""
    return next((row for row in pack.task_terms if row.term == term), None)


def term_days(pack: Pack, term: str) -> int | None:
    """Return the working days of a term; None where the county has not set it."""
    found = term_of(pack, term)
    return found.days if found else None


def promised(pack: Pack, kind: VoiceKindRow) -> tuple[int | None, bool]:
    """Return in how many working days a voice is answered, and whether that was read at a source."""
    row = kind if kind.days is not None else term_of(pack, "answer")
    return (row.days, row.verification == "verified") if row else (None, False)


def outcome_words(pack: Pack, code: str) -> str:
    """Return an outcome in words; a code that the pack no longer has stays."""
    return next((row.words for row in pack.task_outcomes if row.code == code), code)


@dataclass(frozen=True, kw_only=True)
class TaskClock:
    """What the clock shows: a colour with its word, the day, and whether holidays were guessed."""

    colour: Colour
    words: str
    due: dt.date | None = None
    is_guess: bool = False


def clock_of(task: Task, pack: Pack, today: dt.date) -> TaskClock:
    """Return the clock of a task today; once answered, whether it was in time."""
    days, due = pack.working_days, task.due_on
    if task.state == TaskState.WITHDRAWN:
        return TaskClock(colour="none", words=_("不计时"))
    if due is None:
        return TaskClock(colour="none", words=_("没有设定期限"))
    if task.state not in RUNS:
        in_time = task.answered_on is not None and task.answered_on <= due
        return TaskClock(
            colour="green" if in_time else "red", words=_("按时答复") if in_time else _("超期答复")
        )
    left = days.between(today, due)
    guess = days.is_guess(min(today, due), max(today, due))
    if left < 0:
        return TaskClock(
            colour="red",
            words=_("超期 %(days)s 个工作日") % {"days": -left},
            due=due,
            is_guess=guess,
        )
    if left <= (term_days(pack, "near") or 0):
        words = _("快到期：还有 %(days)s 个工作日") % {"days": left}
        return TaskClock(colour="amber", words=words, due=due, is_guess=guess)
    words = _("还有 %(days)s 个工作日") % {"days": left}
    return TaskClock(colour="green", words=words, due=due, is_guess=guess)
