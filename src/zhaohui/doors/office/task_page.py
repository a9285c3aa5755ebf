"""A task as an officer sees it: what was said, what can be done now, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.numbers import shown
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.dealings.actions.read_referral import read_referral
from zhaohui.county.oversight.contents import Contents
from zhaohui.county.oversight.models import Origin, Rating, Task, TaskState, Voice
from zhaohui.county.oversight.queries import assignees
from zhaohui.county.oversight.states import APPROVE, ASSIGN, HANDLE, Step, steps_from
from zhaohui.county.oversight.task_view import task_view
from zhaohui.county.oversight.terms import clock_of, departments, questions_of
from zhaohui.county.signals.queries import alerts_of_task
from zhaohui.county.signals.words import level_text, said
from zhaohui.doors.case_file import FileRow
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class OfferedStep:
    """A step that the officer can take now, with the choices that it asks for."""

    name: str
    step: Step
    officers: list[tuple[int, str]]
    outcomes: list[tuple[str, str]]


def task_context(actor: Actor, task: Task, pack: Pack) -> dict[str, Any]:
    """Return what the page shows; the caller has read the task as allowed."""
    seen = task_view(actor, task, pack)
    voice, rating = seen.voice, seen.rating
    referral, referral_words = read_referral(actor, task)
    allowed = [
        (name, step)
        for name, step in steps_from(task, ASSIGN, HANDLE, APPROVE)
        if actor.may(step.action, task.area)
    ]
    return {
        "task": task,
        "voice": voice,
        "number": shown(voice.number) if voice else "",
        "contents": seen.contents,
        "told": told(voice, seen.contents, pack) if voice and seen.contents else [],
        "photos": [
            FileRow(row, reverse("office:task-photo", args=[row.pk]))
            for row in (voice.photos.order_by("pk") if voice else ())
        ],
        "said_place": area_word(pack, voice.village) if voice and voice.village else "",
        "rating": rating,
        "rating_words": seen.rating_words,
        "rating_thing": rated(rating),
        "referral": referral,
        "referral_words": referral_words,
        "referral_register": register_name(pack, referral.record.register) if referral else "",
        "place": area_word(pack, task.area),
        "clock": clock_of(task, pack, county_today()),
        "answer": seen.answer,
        "events": list(reversed(seen.events)),
        "alerts": alert_lines(actor, task),
        "offered": [offer(task, name, step, pack) for name, step in allowed],
        "places": [
            (pack.code, pack.short_name),
            *((town.code, town.name) for town in pack.towns),
            *((v.code, area_word(pack, v.code)) for v in pack.villages),
        ],
        "departments": departments(pack),
        "may_publish": bool(
            voice
            and voice.may_publish
            and task.state in (TaskState.ANSWERED, TaskState.CLOSED)
            and actor.may(HANDLE, task.area)
        ),
    }


def register_name(pack: Pack, register_id: str) -> str:
    """Return the name of the register from which something was handed on."""
    return next((row.name for row in pack.registers if row.id == register_id), register_id)


def alert_lines(actor: Actor, task: Task) -> list[dict[str, object]]:
    """Return the alerts that a task is about, as far as the officer may read them."""
    if task.origin != Origin.SIGNAL or not actor.may("alert.read"):
        return []
    names = {row.id: said(row, row.name) for row in current_pack().signals}
    return [
        {
            "href": reverse("office:alert", args=[alert.pk]),
            "title": f"{names.get(alert.signal, alert.signal)} {alert.title}".strip(),
            "severity": alert.severity,
            "level": level_text(alert.severity),
            "due": alert.get_verdict_display() or alert.get_state_display(),
        }
        for alert in alerts_of_task(actor, task.pk)
    ]


def rated(rating: Rating | None) -> str:
    """Return what a mark is about, by its number."""
    if rating is None:
        return ""
    thing = rating.voice or rating.case
    return shown(thing.number) if thing else ""


def told(voice: Voice, contents: Contents, pack: Pack) -> list[tuple[str, str]]:
    """Return what was answered beside the words."""
    answers = contents["answers"]
    return [
        (row.words, "、".join(row.choices.get(each, each) for each in answers[row.code]))
        for row in questions_of(pack, voice.kind)
        if answers.get(row.code)
    ]


def offer(task: Task, name: str, step: Step, pack: Pack) -> OfferedStep:
    """Return a step with its choices."""
    officers = assignees(task, pack) if step.asks == "assignee" else []
    return OfferedStep(
        name=name,
        step=step,
        officers=[(row.user_id, f"{row.department} {row.name}") for row in officers],
        outcomes=[(row.code, row.words) for row in pack.task_outcomes] if step.answers else [],
    )
