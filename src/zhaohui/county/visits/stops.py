"""Today's visits 走访名单: lines, tasks, cases and duties that somebody must go to, by village and household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import Case, CaseState, CaseStep
from zhaohui.county.cases.queries import visible_to as visible_cases
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.outreach.contact_list import rows as contact_rows
from zhaohui.county.outreach.models import LineState
from zhaohui.county.outreach.why import reasons_of
from zhaohui.county.outreach.wording import bring_sentence
from zhaohui.county.oversight.contents import contents_of
from zhaohui.county.oversight.models import Task, TaskState, Voice
from zhaohui.county.oversight.queries import visible_to as visible_tasks
from zhaohui.county.oversight.states import HANDLE
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.county.schedules.models import DutyState
from zhaohui.county.schedules.queries import due_in_reach, duty_row, mine, schedule_row
from zhaohui.county.visits.carriers import mark_of
from zhaohui.county.visits.models import About
from zhaohui.county.visits.queries import NOTE
from zhaohui.county.visits.tickets import Ticket, sign
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack

MOST_EACH = 100
ON_ROUND = ("home", "phone")
TO_VISIT = (LineState.FOUND, LineState.UNREACHABLE, LineState.CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A visit: whom, why, what to check. `household` "" where none is registered; `due` None: no term."""

    about: About
    pk: int
    title: str
    seen: str
    state: str
    why: Sequence[str]
    check: Sequence[str]
    due: dt.date | None = None
    person: int | None = None
    area: str = ""
    name: str = ""
    household: str = ""
    home: int = 0
    may_help: bool = False
    ticket: str = ""

    @property
    def key(self) -> str:
        """What its form is called on the page."""
        return f"{self.about}-{self.pk}"

    @property
    def order(self) -> tuple[str, bool, str, int, int]:
        """By village, then by household number; homes without one, and nobody's, come last."""
        return (self.area, not self.household, self.household, self.home, self.person or 0)


def stops_for(actor: Actor, pack: Pack, book: Rulebook) -> list[Stop]:
    """Return where the actor is to go today, in order. The caller records whom she saw."""
    found = [
        *_lines(actor, pack, book),
        *_tasks(actor),
        *_cases(actor, pack),
        *_duties(actor, pack),
    ]
    people = _people(actor, [stop.person for stop in found if stop.person])
    placed = [_placed(actor, stop, people) for stop in found]
    return sorted((stop for stop in placed if stop), key=lambda stop: stop.order)


def _lines(actor: Actor, pack: Pack, book: Rulebook) -> Iterator[Stop]:
    is_due = Q(quiet_until=None) | Q(quiet_until__lte=county_today())
    rules = {rule.id: rule for rule in pack.rules}
    rows = contact_rows(actor).filter(is_due, state__in=TO_VISIT).order_by("area", "pk")
    for line in rows[:MOST_EACH]:
        rule = rules.get(line.rule)
        yield Stop(
            about=About.LINE,
            pk=line.pk,
            title=rule.name if rule else line.rule,
            seen=mark_of(line),
            state=str(LineState(line.state).label),
            why=reasons_of(pack, book, line.rule, line.reasons),  # type: ignore[attr-defined]
            check=[bring_sentence(rule, is_award=False)] if rule and not line.is_award else [],
            person=line.person_id,
        )


def _tasks(actor: Actor) -> Iterator[Stop]:
    rows = visible_tasks(actor, HANDLE).filter(assignee=actor.user_id, state=TaskState.ASSIGNED)
    tasks = list(rows.order_by("due_on", "pk")[:MOST_EACH])
    voices = {voice.task_id: voice for voice in Voice.objects.filter(task__in=tasks)}
    for task in tasks:
        yield _task_stop(task, voices.get(task.pk))


def _task_stop(task: Task, voice: Voice | None) -> Stop:
    said = contents_of(voice) if voice else None
    known = (said["name"], said["address"]) if said else ()
    return Stop(
        about=About.TASK,
        pk=task.pk,
        title=task.title,
        seen=mark_of(task),
        state=str(TaskState(task.state).label),
        why=[said["words"]] if said else [],
        check=[" ".join(part for part in known if part)] if any(known) else [],
        due=task.due_on,
        person=voice.person_id if voice else None,
        area=(voice.village if voice else None) or task.area,
    )


def _cases(actor: Actor, pack: Pack) -> Iterator[Stop]:
    rows = visible_cases(actor, TAKE_IN).filter(state=CaseState.RETURNED).order_by("until", "pk")
    cases = list(rows[:MOST_EACH])
    asked = CaseStep.objects.filter(case__in=cases, name="return").order_by("pk")
    last = {step.case_id: step for step in asked}
    words = {row.code: row.words for row in pack.case_reasons}
    for case in cases:
        yield _case_stop(case, last.get(case.pk), words)


def _case_stop(case: Case, asked: CaseStep | None, words: Mapping[str, str]) -> Stop:
    why = [words.get(asked.reason, ""), asked.words] if asked else []
    return Stop(
        about=About.CASE,
        pk=case.pk,
        title=case.item_name,
        seen=mark_of(case),
        state=str(CaseState(case.state).label),
        why=[each for each in why if each],
        check=[each.get("name", "") for each in asked.lacks] if asked else [],
        due=case.until,
        person=case.subject_id,
    )


def _duties(actor: Actor, pack: Pack) -> Iterator[Stop]:
    """Yield what is due at home or by telephone and is the worker's own, what has passed its window first."""
    rows = due_in_reach(actor).filter(mine(actor), opens__lte=county_today())
    on_round = Q(pk__in=())
    for row in pack.schedules:
        own = [duty.id for duty in row.duties if duty.how in ON_ROUND]
        if own:
            on_round |= Q(schedule=row.id, duty__in=own)
    found = rows.filter(on_round, person__isnull=False).order_by("deadline", "pk")[:MOST_EACH]
    # Of several times that nobody came for the latest one stands for all.
    latest = {(duty.schedule, duty.duty, duty.subject_id): duty for duty in found}
    for duty in latest.values():
        schedule, own_row = schedule_row(pack, duty.schedule), duty_row(pack, duty)
        if schedule is None or own_row is None:
            continue
        yield Stop(
            about=About.DUTY,
            pk=duty.pk,
            title=own_row.name,
            seen=mark_of(duty),
            state=str(DutyState(duty.state).label),
            why=[schedule.purpose],
            check=list(own_row.asks),
            due=duty.closes,
            person=duty.person_id,
        )


def _people(actor: Actor, wanted: Sequence[int]) -> dict[int, Person]:
    rows = people_visible_to(actor, NOTE).filter(pk__in=set(wanted)).select_related("living")
    return {person.pk: person for person in rows}


def _placed(actor: Actor, stop: Stop, people: Mapping[int, Person]) -> Stop | None:
    """Return the stop with where it is and its ticket; None where the person has moved out of reach."""
    person = people.get(stop.person) if stop.person else None
    if stop.person and person is None and stop.about != About.TASK:
        return None
    found = stop if person is None else _at_home(actor, stop, person)
    ticket = Ticket(
        user=actor.user_id or 0,
        about=found.about,
        pk=found.pk,
        person=person.pk if person else None,
        area=found.area,
        seen=found.seen,
        title=found.title[:160],
    )
    return replace(found, ticket=sign(ticket), person=ticket.person)


def _at_home(actor: Actor, stop: Stop, person: Person) -> Stop:
    return replace(
        stop,
        area=person.area or stop.area,
        name=person.name or "",
        household=person.living.number or "",
        home=person.living_id,
        may_help=actor.may_for(TAKE_IN, person.pk, person.area),
    )
