"""One voice as whoever said it sees it: the answer, what she can say to it, the mark; with or without an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.numbers import shown
from zhaohui.county.oversight.actions.answer_back import answer_back, is_in_time_to_reopen
from zhaohui.county.oversight.actions.give_mark import VOICE_ENDED, mark_voice, rating_of_voice
from zhaohui.county.oversight.contents import contents_of
from zhaohui.county.oversight.models import Mark, Voice
from zhaohui.county.oversight.states import OWN, steps_from
from zhaohui.county.oversight.story import answer_of, events, what_next
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
    voice: Voice, pack: Pack, *, action: str, proof: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the page shows; the caller has read the voice as allowed. `proof` goes with each form."""
    task = voice.task
    offered = [
        {"name": name, "words": step.words, "needs_words": step.needs_words}
        for name, step in steps_from(task, OWN)
        if name != "reopen" or is_in_time_to_reopen(task)
    ]
    rating = rating_of_voice(voice)
    return {
        "voice": voice,
        "task": task,
        "number": shown(voice.number),
        "contents": contents_of(voice),
        "clock": clock_of(task, pack, county_today()),
        "next": what_next(task),
        "answer": answer_of(task, pack),
        "events": list(reversed(events(task, pack, for_office=False))),
        "offered": offered,
        "rating": rating,
        "marks": MARKS if rating is None and task.state in VOICE_ENDED else [],
        "action": action,
        "proof": dict(proof or {}),
        "published": bool(voice.summary),
    }
