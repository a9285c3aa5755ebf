"""What is read of a task or a voice besides its row: the words, the answer, what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.oversight.actions.read_task import note_reading
from zhaohui.county.oversight.contents import Contents, contents_of
from zhaohui.county.oversight.models import Rating, Task, Voice
from zhaohui.county.oversight.queries import rating_behind, rating_of_voice, voice_of
from zhaohui.county.oversight.states import OWN, READ
from zhaohui.county.oversight.story import Answer, TaskEvent, answer_of, events
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """What a task holds; `rating` is the bad mark that it follows up."""

    voice: Voice | None
    contents: Contents | None
    rating: Rating | None
    rating_words: str
    answer: Answer | None
    events: list[TaskEvent]


def task_view(actor: Actor, task: Task, pack: Pack) -> TaskView:
    """Return what an officer reads, oldest event first; NotVisible out of her reach."""
    actor.require(READ, task.area)
    voice, rating = voice_of(task), rating_behind(task)
    return TaskView(
        voice=voice,
        contents=contents_of(voice) if voice else None,
        rating=rating,
        rating_words=unseal(rating.words_sealed) if rating else "",
        answer=answer_of(task, pack),
        events=events(task, pack, for_office=True),
    )


@dataclass(frozen=True, kw_only=True)
class VoiceView:
    """What whoever said it reads; `rating` is her mark."""

    contents: Contents
    rating: Rating | None
    answer: Answer | None
    events: list[TaskEvent]


def voice_view(actor: Actor, voice: Voice, pack: Pack) -> VoiceView:
    """Return what she reads and record the reading; `own_voice` or `look_up_voice` gave the voice."""
    with transaction.atomic():
        note_reading(actor, voice.task, voice, OWN, "看自己说的诉求和答复")
    return VoiceView(
        contents=contents_of(voice),
        rating=rating_of_voice(voice),
        answer=answer_of(voice.task, pack),
        events=events(voice.task, pack, for_office=False),
    )
