"""The whole form once more before it is submitted: every page in order, by the same strict rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from zhaohui.county.entitlements.check import read_household
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.flow import questions
from zhaohui.county.forms.needs import asked_questions, next_question
from zhaohui.county.forms.reading import judged
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.turn import Problem
from zhaohui.county.forms.words import word
from zhaohui.county.registry.dictionary import Dictionary
from zhaohui.packs.sheet import END, Page

OPEN_QUESTION = "open-question"


@dataclass(frozen=True)
class Judged:
    """A page with its answers as they were judged."""

    page: Page
    fields: tuple[Field, ...]


def read_whole(sitting: Sitting, answers: Answers) -> tuple[Answers, list[Judged], list[Problem]]:
    """Return the answers that stand, page by page, and what must be mended before they count.

    An answer whose condition no longer holds is dropped, as is one that no page asks.
    """
    clean = Answers(step=END, asked=list(answers.asked))
    clean.set_count(len(answers.members))
    sitting.with_known(clean)
    pages: list[Judged] = []
    problems: list[Problem] = []
    for page in sitting.pages:
        asked = (
            asked_questions(sitting.pack, answers.asked)
            if page.is_needs
            else questions(sitting, clean, page)
        )
        fields = [_judge(sitting, answers, question) for question in asked]
        for each in fields:
            if each.problem:
                problems.append(Problem(f"row-{each.id}", f"{each.label}：{each.problem}"))
            else:
                clean.put(each.entry, each.member, each.raw)
        pages.append(Judged(page, tuple(fields)))
        if page.is_needs and sitting.people and next_question(sitting, clean, page):
            problems.append(Problem(OPEN_QUESTION, _("还有问题没有回答：答完，或者选“不知道”。")))
    if sitting.asks_count and not problems:
        labels = [str(number) for number in range(len(clean.members))]
        read_household(Dictionary(sitting.pack.facts), clean.document(labels))
    return clean, pages, problems


def _judge(sitting: Sitting, answers: Answers, question: Question) -> Field:
    raw = answers.get(question.entry, question.member)
    made = field_for(
        sitting.pack,
        question,
        say=partial(word, sitting.sheet.form),
        raw=raw,
        is_compact=True,  # only what is required must be there
    )
    return judged(made, sitting.today)
