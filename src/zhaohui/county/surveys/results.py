"""Counts of a survey's answers by question, small ones kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.db.models import Max, Min, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.forms.answers import UNKNOWN
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.seals import registry_seals
from zhaohui.county.surveys.models import Reply
from zhaohui.packs.sheet import Entry

RECORD_READ = "record.read"
LEAST = 5  # fewer than so many are not told
AT_ONCE = 2_000


@dataclass(frozen=True)
class Cell:
    """How often an answer was given; None where that is kept back. `answer` "" is no answer."""

    answer: str
    count: int | None


@dataclass(frozen=True)
class Tally:
    """The counts of one question."""

    entry: Entry
    cells: list[Cell]


@dataclass(frozen=True)
class Results:
    """A survey's replies: how many (None: fewer than LEAST), from when to when, and the counts.

    `unread` were given to an older version of the form and fit no longer.
    """

    sitting: Sitting
    replies: int | None
    first: object = None
    last: object = None
    tallies: Sequence[Tally] = ()
    unread: int = 0


def results_of(actor: Actor, form_id: str) -> Results:
    """Return the counts of one survey; NotVisible without `record.read`, NoSuchForm for no survey."""
    actor.require(RECORD_READ)
    sitting = sitting_for(form_id, "survey")
    replies = Reply.objects.filter(form=form_id)
    counted = _counted(sitting, replies)
    if counted.read < LEAST:
        return Results(sitting, None, unread=counted.unread)
    days = replies.aggregate(first=Min("day"), last=Max("day"))
    tallies = [Tally(entry, kept_back(_cells(entry, counted))) for entry in asked(sitting)]
    return Results(sitting, counted.read, **days, tallies=tallies, unread=counted.unread)


def asked(sitting: Sitting) -> list[Entry]:
    """Return the questions of the survey in their order."""
    return [entry for page in sitting.pages for entry in page.entries]


@dataclass
class _Counted:
    """How many replies were read and not, and how often each answer was given, by question."""

    given: dict[str, Counter[str]]
    read: int = 0
    unread: int = 0


def _counted(sitting: Sitting, replies: QuerySet[Reply]) -> _Counted:
    found = _Counted({entry.key: Counter() for entry in asked(sitting)})
    seals = registry_seals().form_answers
    for sealed in replies.values_list("answers_sealed", flat=True).iterator(chunk_size=AT_ONCE):
        kept = orjson.loads(seals.open(bytes(sealed)))
        answers = dict.fromkeys((name for name, _who in kept["unsure"]), UNKNOWN) | kept["own"]
        if not answers.keys() <= found.given.keys():
            found.unread += 1
            continue
        found.read += 1
        for name, answer in answers.items():
            found.given[name][answer] += 1
    return found


def _cells(entry: Entry, counted: _Counted) -> list[tuple[str, int]]:
    """Return the answers that a question offers with their counts, then others that were given."""
    given = counted.given[entry.key]
    offered = ("是", "否") if entry.fact.type == "bool" else entry.fact.values
    others = [*sorted(given.keys() - {*offered, UNKNOWN}), UNKNOWN]
    cells = [(answer, given[answer]) for answer in (*offered, *others)]
    cells.append(("", counted.read - given.total()))
    return [(answer, count) for answer, count in cells if answer in offered or count]


def kept_back(counts: Sequence[tuple[str, int]]) -> list[Cell]:
    """Return the cells, those under LEAST kept back, and one more where a sum would tell them.

    A count of nought is told. What is kept back looks the same whichever reason it has.

    >>> [cell.count for cell in kept_back([("是", 40), ("否", 3), ("不知道", 6), ("", 0)])]
    [40, None, None, 0]
    """
    hidden = {answer for answer, count in counts if 0 < count < LEAST}
    if hidden:
        together = sum(count for answer, count in counts if answer in hidden)
        others = [(count, answer) for answer, count in counts if count >= LEAST]
        if others and (len(hidden) == 1 or together < LEAST):
            hidden.add(min(others)[1])
    return [Cell(answer, None if answer in hidden else count) for answer, count in counts]
