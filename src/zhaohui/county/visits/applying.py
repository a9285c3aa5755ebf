"""The step that a result leads to, by the carrier's own actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.own_steps import take_supplement
from zhaohui.county.cases.actions.take_step import Said as CaseSaid
from zhaohui.county.outreach.actions.note_contact import note_contact
from zhaohui.county.outreach.actions.take_step import Said as LineSaid
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.outreach.states import steps_from
from zhaohui.county.oversight.actions.file_voice import file_voice
from zhaohui.county.oversight.actions.officer_steps import OFFICER_STEPS
from zhaohui.county.oversight.actions.take_task_step import TaskSaid
from zhaohui.county.oversight.models import Task, TaskState, VoiceChannel
from zhaohui.county.oversight.said import Said as VoiceSaid
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.actions.do_duty import do_duty
from zhaohui.county.schedules.actions.excuse_duty import excuse_duty
from zhaohui.county.schedules.actions.steps import Said as DutySaid
from zhaohui.county.schedules.models import Did, Duty, DutyState
from zhaohui.county.visits.carriers import Carrier
from zhaohui.county.visits.models import Button
from zhaohui.packs.schema.handling import VisitResultRow

OF_DUTY = {Button.VISITED: Did.DONE, Button.AWAY: Did.AWAY, Button.HELP: Did.HELP}
PLAIN = {Button.VISITED: "tell", Button.AWAY: "miss"}  # of a line, where the pack has no results


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found: the button, the pack's row for it, all of it in words, and on which day."""

    button: str
    row: VisitResultRow | None
    words: str
    on: dt.date | None = None

    @property
    def step(self) -> str:
        """The step that follows, "" for none."""
        return self.row.step if self.row else ""

    @property
    def detail(self) -> str:
        """What goes with the step."""
        return self.row.detail if self.row else ""


def apply(actor: Actor, carrier: Carrier, found: Finding) -> bool:
    """Take the step that follows; False where nothing of the carrier changes. The carrier is locked."""
    if isinstance(carrier, ContactLine):
        return _line(actor, carrier, found)
    if isinstance(carrier, Task):
        return _task(actor, carrier, found)
    if isinstance(carrier, Duty):
        return _duty(actor, carrier, found)
    if found.step == "take_supplement":
        take_supplement(actor, carrier.pk, CaseSaid(words=found.words))
        return True
    return False


def _line(actor: Actor, line: ContactLine, found: Finding) -> bool:
    step = found.step if found.row else PLAIN.get(Button(found.button), "")
    if line.ended_on or step not in steps_from(line.state):
        return False
    said = LineSaid(
        told_by="visit",
        consent=found.detail if step == "confirm" else "",
        reason=found.detail if step == "refuse" else "",
    )
    note_contact(actor, line.pk, step=step, said=said)
    return True


def _task(actor: Actor, task: Task, found: Finding) -> bool:
    if task.state != TaskState.ASSIGNED:
        return False
    if found.step == "answer":
        step = "propose" if task.two_step else "answer"
        said = TaskSaid(words=found.words, outcome=found.detail)
    else:
        step, said = "visit", TaskSaid(words=found.words)
    OFFICER_STEPS[step](actor, task.pk, said)
    return True


def _duty(actor: Actor, duty: Duty, found: Finding) -> bool:
    if duty.state != DutyState.DUE:
        return False
    said = DutySaid(on=found.on, note=found.words, reason=found.detail)
    if found.step == "excuse":
        excuse_duty(actor, duty.pk, said)
    else:
        do_duty(actor, duty.pk, OF_DUTY[Button(found.button)], said)
    return True


def ask_for_help(actor: Actor, person: Person | None, found: Finding, *, once: str) -> Task | None:
    """Let somebody's need become a voice with its task; None where the result asks for none."""
    if found.step != "voice":
        return None
    said = VoiceSaid(
        words=found.words,
        name=(person.name or "") if person else "",
        village=person.village if person else None,
    )
    return file_voice(actor, found.detail, said, once=once, channel=VoiceChannel.VILLAGE).voice.task
