"""Voices as Open311 tells them: kinds that are public, nothing about who said it or in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from zhaohui.county.oversight.board import voices
from zhaohui.county.oversight.models import TaskState, Voice
from zhaohui.county.oversight.states import RUNS
from zhaohui.packs.pack import Pack

MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of the public voices is asked for; `numbers` stand for themselves."""

    numbers: Sequence[str] = ()
    kinds: Sequence[str] = ()
    is_open: bool | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None


def public_voices(pack: Pack) -> QuerySet[Voice]:
    """Return the voices of public kinds that were not taken back."""
    codes = [row.code for row in pack.voice_kinds if row.is_public]
    return voices().filter(kind__in=codes).select_related("task")


def asked_for(pack: Pack, asked: Asked) -> list[Voice]:
    """Return at most a thousand, newest first."""
    rows = public_voices(pack)
    if asked.numbers:
        return list(rows.filter(number__in=asked.numbers).order_by("-pk")[:MOST])
    if asked.kinds:
        rows = rows.filter(kind__in=asked.kinds)
    if asked.is_open is not None:
        rows = rows.filter(task__state__in=RUNS if asked.is_open else DONE)
    if asked.start and asked.end:
        rows = rows.filter(said_at__range=(asked.start, asked.end))
    return list(rows.order_by("-pk")[:MOST])


DONE = (TaskState.ANSWERED, TaskState.CLOSED)
