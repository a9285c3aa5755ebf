"""One voice as whoever said it sees it: the answer, what she can say to it, the mark; with or without an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.numbers import shown
from zhaohui.county.oversight.actions.answer_back import answer_back, is_in_time_to_reopen
from zhaohui.county.oversight.actions.give_mark import VOICE_ENDED, mark_voice
from zhaohui.county.oversight.models import Mark, Voice
from zhaohui.county.oversight.states import OWN, steps_from
from zhaohui.county.oversight.story import what_next
from zhaohui.county.oversight.task_view import voice_view
from zhaohui.county.oversight.terms import clock_of
from zhaohui.packs.pack import Pack

MARKS = [(mark.value, mark.label) for mark in reversed(Mark)]


def say(actor: Actor, voice: Voice, post: QueryDict) -> bool:
    """Take what was said to the answer, or a mark; False where the post says neither."""
    if step := post.get("step", ""):
        answer_back(actor, voice, step, post.get("words", ""))
    elif "rate" in post:
        mark_voice(actor, voice, post.get("mark", ""), post.get("words", ""))
    else:
        return False
    voice.refresh_from_db()
    return True


def voice_context(
    actor: Actor,
    voice: Voice,
    pack: Pack,
    *,
    action: str,
    proof: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the page shows; the caller may read the voice. `proof` goes with each form."""
    task, seen = voice.task, voice_view(actor, voice, pack)
    offered = [
        {"name": name, "words": step.words, "needs_words": step.needs_words}
        for name, step in steps_from(task, OWN)
        if name != "reopen" or is_in_time_to_reopen(task)
    ]
    return {
        "voice": voice,
        "task": task,
        "number": shown(voice.number),
        "contents": seen.contents,
        "clock": clock_of(task, pack, county_today()),
        "next": what_next(task),
        "answer": seen.answer,
        "events": list(reversed(seen.events)),
        "offered": offered,
        "rating": seen.rating,
        "marks": MARKS if seen.rating is None and task.state in VOICE_ENDED else [],
        "action": action,
        "proof": dict(proof or {}),
        "published": bool(voice.summary),
    }
