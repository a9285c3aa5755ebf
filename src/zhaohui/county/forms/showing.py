"""What a template needs to show the page that the answers have come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import UNKNOWN, Answers, Place
from zhaohui.county.forms.fields import Choice, Field, field_for
from zhaohui.county.forms.fields import Question as Asked
from zhaohui.county.forms.needs import asked_rows, fact_entry, progress
from zhaohui.county.forms.papers import papers
from zhaohui.county.forms.reading import read_field
from zhaohui.county.forms.scores import scores
from zhaohui.county.forms.sitting import Known, Sitting
from zhaohui.county.forms.turn import fields_of
from zhaohui.county.forms.whole import Judged, read_whole
from zhaohui.engines.rules.vocabulary import HEAD_RELATION
from zhaohui.packs.sheet import END, START, Entry, Page

PEOPLE_ON_PAPER = 4


@dataclass(frozen=True)
class Line:
    """One line of the review: a question, its answer, and what is wrong or where it comes from."""

    id: str
    label: str
    answer: str
    problem: str = ""
    known: Known | None = None


@dataclass(frozen=True)
class Block:
    """The lines of one step and one person (or the household); `key` is the page to change it on."""

    key: str
    title: str
    who: str
    lines: list[Line]


def page_context(
    sitting: Sitting, answers: Answers, post: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the page at `answers.step` shows; `kind` names it: start, fields, question, end."""
    frame = {"form": sitting.sheet.form, "sitting": sitting, "use": sitting.use}
    if answers.step == START:
        written = (post or {}).get("count", len(answers.members) or "")
        return frame | {"kind": START, "count": str(written)[:8]}
    if answers.step == END:
        return frame | {"kind": END} | review(sitting, answers)
    page = sitting.sheet.page(answers.step)
    assert page is not None
    fields = fields_of(sitting, answers, page)
    if post is not None:
        fields = [read_field(each, post, sitting.today) for each in fields]
    if page.is_needs:
        return frame | _question(sitting, answers, page, fields)
    return frame | _fields(sitting, answers, page, fields)


def _question(
    sitting: Sitting, answers: Answers, page: Page, fields: list[Field]
) -> dict[str, Any]:
    report = sitting.report(answers)
    return {
        "kind": "question",
        "title": fields[0].entry.label if fields else "",
        "hint": fields[0].entry.help if fields else "",
        "fields": fields,
        **progress(page, report, asked_rows(sitting, answers, page, report)),
    }


def _fields(sitting: Sitting, answers: Answers, page: Page, fields: list[Field]) -> dict[str, Any]:
    steps = list(dict.fromkeys(each.step.id for each in sitting.pages))
    alone = len({each.entry.key for each in fields}) == 1 and sitting.sheet.form.layout == "single"
    groups: dict[Place, list[Field]] = {}
    for each in fields:
        groups.setdefault(each.member if page.step.repeat else None, []).append(each)
    named = not any(entry.key == HEAD_RELATION for entry in page.entries)
    people = [
        (0 if who is None else who + 1, _called(sitting, answers, who) if named else "", own)
        for who, own in groups.items()
    ]
    return {
        "kind": "single" if alone else "fields",
        "title": fields[0].entry.label if alone else page.step.title,
        "hint": fields[0].entry.help if alone else page.step.hint,
        "fields": fields,
        "people": people,
        "shown": _shown(sitting, page),
        "step_number": steps.index(page.step.id) + 1,
        "step_count": len(steps),
    }


def _called(sitting: Sitting, answers: Answers, member: Place) -> str:
    """Return what a person is called above her fields, once that was asked."""
    return "" if member is None else sitting.label(answers, member)


def _shown(sitting: Sitting, page: Page) -> list[Line]:
    """Return what this page need not ask: the registry knows it."""
    return [
        Line("", entry.label, _text(sitting, entry_field(sitting, entry, member)), known=known)
        for entry in page.entries
        for (member, name), known in sitting.known.items()
        if name == entry.key
    ]


def entry_field(sitting: Sitting, entry: Entry, member: Place) -> Field:
    """Return the field of a known fact, filled."""
    raw = sitting.known[member, entry.key].text
    return field_for(sitting.pack, Asked(entry, member), label=entry.label, raw=raw)


def review(sitting: Sitting, answers: Answers) -> dict[str, Any]:
    """Return every answer for a last look, what must be mended, the documents and the scores."""
    clean, pages, problems = read_whole(sitting, answers)
    return {
        "blocks": blocks(sitting, clean, pages),
        "papers": papers(sitting, clean),
        "scores": scores(sitting.sheet, clean),
        "review_problems": problems,
    }


def blocks(sitting: Sitting, clean: Answers, pages: Sequence[Judged]) -> list[Block]:
    """Return the answers grouped by step and person; pages of one step stand together."""
    found: dict[tuple[str, Place], Block] = {}
    seen: set[str] = set()
    for judged in pages:
        step = judged.page.step
        for member, line in _lines(sitting, judged):
            if line.id in seen:  # the rules asked again for what a page had left open
                continue
            seen.add(line.id)
            who = member if step.repeat or judged.page.is_needs else None
            if (step.id, who) not in found:
                key = "" if judged.page.is_needs else judged.page.key
                name = "" if who is None else sitting.label(clean, who)
                found[step.id, who] = Block(key, step.title, name, [])
            found[step.id, who].lines.append(line)
    return list(found.values())


def _lines(sitting: Sitting, judged: Judged) -> Iterator[tuple[Place, Line]]:
    """Yield what the registry knows of the page's fields, then what was answered."""
    for entry in judged.page.entries:
        for (member, name), known in sitting.known.items():
            if name == entry.key:
                made = entry_field(sitting, entry, member)
                yield member, Line(f"row-{made.id}", entry.label, _text(sitting, made), known=known)
    if judged.page.is_needs and sitting.people:
        yield from _known_to_rules(sitting)
    for each in judged.fields:
        line = Line(f"row-{each.id}", each.entry.label, _text(sitting, each), each.problem)
        yield each.member, line


def _known_to_rules(sitting: Sitting) -> Iterator[tuple[Place, Line]]:
    """Yield what the registry knows of what only the rules read; of others not what it says."""
    for (member, name), known in sitting.known.items():
        if name in sitting.sheet.entries:
            continue
        entry = fact_entry(sitting.pack, name)
        made = entry_field(sitting, entry, member)
        text = _text(sitting, made) if known.is_shown else _("已登记")
        yield member, Line(f"row-{made.id}", name, text, known=known)


def _text(sitting: Sitting, made: Field) -> str:
    """Return an answer as people read it: an area's name, a day in words, money with its unit."""
    if made.raw in ("", UNKNOWN):
        return _("不知道") if made.raw else ""
    kind = made.entry.fact.type
    if kind == "code":
        return area_words(sitting, made)
    if kind == "date" and not made.problem:
        return day_words(made.raw)
    if kind == "enum":
        return next((c.label for c in made.choices if c.value == made.raw), made.raw)
    return f"{made.raw} {made.unit}" if made.unit else made.raw


def area_words(sitting: Sitting, made: Field) -> str:
    """Return the name of a village or town of the county, else of the wider area, else the code."""
    code = made.raw
    town = next((row.name for row in sitting.pack.towns if code.startswith(row.code)), "")
    village = next((row.name for row in sitting.pack.villages if row.code == code), "")
    offered = next((choice.label for choice in made.choices if choice.value == code), "")
    return f"{town}{village}" or offered or code


def day_words(text: str) -> str:
    """Return 2025-03-01 as 2025年3月1日, in an English page as it is."""
    year, month, day = text.split("-")
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": year,
        "month": month.lstrip("0"),
        "day": day.lstrip("0"),
    }


@dataclass(frozen=True)
class Blank:
    """One question on paper: its options as boxes, or a line to write on."""

    label: str
    help: str
    choices: Sequence[Choice]
    is_long: bool
    unit: str
    when: str


def blank_context(sitting: Sitting) -> dict[str, Any]:
    """Return the whole form for a pen: every step, for several people where it is per person."""
    steps: dict[str, dict[str, Any]] = {}
    for page in sitting.pages:  # pages of one step stand together
        people = range(1, PEOPLE_ON_PAPER + 1) if page.step.repeat else ()
        made = steps.setdefault(page.step.id, {"page": page, "rows": [], "people": people})
        made["rows"] += [_blank(sitting, each) for each in page.entries]
    frame = {"form": sitting.sheet.form, "sitting": sitting, "use": sitting.use}
    return frame | {"steps": list(steps.values())}


def _blank(sitting: Sitting, entry: Entry) -> Blank:
    made = field_for(sitting.pack, Asked(entry, None, required=True), label=entry.label)
    few = made.kind in ("choice", "select") and entry.fact.type != "code"
    return Blank(
        label=entry.label,
        help=entry.help,
        choices=[c for c in made.choices if c.value] if few else (),
        is_long=made.kind == "long",
        unit=made.unit,
        when=entry.row.when,
    )
