"""Answer a form with what a program knows, not page by page: for other systems and for what tries the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from zhaohui.county.forms.answers import UNKNOWN, Answers, Place
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.flow import questions
from zhaohui.county.forms.needs import fact_entry, next_question
from zhaohui.county.forms.reading import judged
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.turn import Problem
from zhaohui.county.forms.words import word
from zhaohui.packs.sheet import END, Page

Stated = Mapping[tuple[str, Place], str]


def answered(sitting: Sitting, answers: Answers, stated: Stated) -> list[Problem]:
    """Answer all that the form asks, as its pages would; return what can't be used.

    `stated` holds texts by the name of the fact or field and by member (None: the household). What
    the rules ask and nobody stated is answered by 不知道; what is stated and not asked is left out.
    """
    problems: list[Problem] = []
    for page in sitting.pages:
        for question in _asked(sitting, answers, page):
            text = stated.get((question.entry.key, question.member), "")
            read = _read(sitting, question, text or (UNKNOWN if page.is_needs else ""))
            if read.problem:
                problems.append(Problem(read.id, f"{read.label}：{read.problem}"))
            raw = read.raw if not read.problem else (UNKNOWN if page.is_needs else "")
            answers.put(question.entry, question.member, raw)
    answers.step = END
    return problems


def _asked(sitting: Sitting, answers: Answers, page: Page) -> Iterator[Question]:
    """Yield the questions of a page; the next one is looked for when the last has been answered."""
    if not page.is_needs:
        yield from questions(sitting, answers, page)
        return
    while found := next_question(sitting, answers, page):
        name, members = found
        for member in members:
            yield Question(fact_entry(sitting.pack, name), member)
        answers.asked.append((name, members))


def _read(sitting: Sitting, question: Question, text: str) -> Field:
    say = partial(word, sitting.sheet.form)
    made = field_for(sitting.pack, question, say=say, raw=text, is_compact=True)
    return judged(made, sitting.today)
