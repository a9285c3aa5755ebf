"""Forms of the pack as somebody fills them in: at the start, half way, at the end. 模拟数据."""

from __future__ import annotations

from dataclasses import replace

from zhaohui.county.forms.answers import Answers, Place
from zhaohui.county.forms.queries import sheet_of
from zhaohui.county.forms.sitting import Known, Sitting
from zhaohui.doors.office.gallery.sample import Scene
from zhaohui.packs.schema.forms import FormRow, Use
from zhaohui.packs.sheet import Entry


def sitting(scene: Scene, use: Use = "application") -> Sitting:
    """Return the form that asks most, in one use, with nothing known."""
    form = max(_with_members(scene, use), key=lambda form: len(form.steps))
    return Sitting(sheet_of(scene.pack, form.id), use, scene.pack, scene.book, scene.today)


def _with_members(scene: Scene, use: Use) -> list[FormRow]:
    return [form for form in scene.pack.forms if use in form.uses and form.members]


def knowing(filling: Sitting) -> Sitting:
    """Return the sitting where the registry knows, of one person, whatever has few choices."""
    known: dict[tuple[Place, str], Known] = {
        (0, entry.key): Known(entry.fact.values[0], entry.fact.source, filling.today)
        for entry in first_entries(filling)
        if entry.fact.type == "enum"
    }
    return replace(filling, known=known)


def first_entries(filling: Sitting) -> tuple[Entry, ...]:
    """Return what the first page asks."""
    return filling.pages[0].entries


def half_filled(filling: Sitting, people: int = 2) -> Answers:
    """Return answers that have come to the first page: some given, one 不知道."""
    answers = filling.begin()
    answers.set_count(people)
    answers.step = filling.pages[0].key
    for entry in first_entries(filling):
        if entry.fact.type == "enum":
            answers.put(entry, 0, entry.fact.values[-1])
        elif entry.fact.type == "date":
            answers.put(entry, 0, "1941-03-09")
    return answers
