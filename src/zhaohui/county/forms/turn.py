"""One turn of a form: take what was posted, and say what happens next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import NotAsked
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.flow import following, go_back, questions
from zhaohui.county.forms.reading import read_field
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.words import word
from zhaohui.packs.sheet import END, START, Page

FIELD_NAME = re.compile(r"(person\d+|home)-\w+(-\w+)?")


@dataclass(frozen=True)
class Problem:
    """What has to be mended in a form: the input's id and a sentence."""

    id: str
    sentence: str


@dataclass(frozen=True)
class Turn:
    """`show` the page that the answers have come to, `leave` and come back, or `submit`.

    With problems the page is shown again as it was written.
    """

    kind: Literal["show", "leave", "submit"] = "show"
    problems: Sequence[Problem] = ()


def take_turn(sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> Turn:
    """Take one posted page into the answers. NotAsked when it answers what it did not ask."""
    if "back" in post:
        go_back(sitting, answers)
        return Turn()
    if "stop" in post or "why" in post:  # why: a row of the result is asked for its reasons
        answers.step = END
        return Turn()
    pass_what_lacks_nothing(sitting, answers)
    if answers.step == END:
        return _at_the_end(sitting, answers, post)
    if answers.step == START:
        problems = _read_count(sitting, answers, post)
    else:
        page = sitting.sheet.page(answers.step)
        assert page is not None
        problems = read_page(sitting, answers, page, post)
    if "leave" in post:
        return Turn("leave")  # what could be read is kept, the rest is asked again
    if problems:
        return Turn(problems=problems)
    answers.step = following(sitting, answers, only_open="returning" in post)
    return Turn()


def pass_what_lacks_nothing(sitting: Sitting, answers: Answers) -> None:
    """Go on from a page of the rules that has nothing to ask: what was shown is the page after it."""
    page = sitting.sheet.page(answers.step)
    if page is not None and page.is_needs and not questions(sitting, answers, page):
        answers.step = following(sitting, answers)


def _at_the_end(sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> Turn:
    if "leave" in post:
        return Turn("leave")
    if "submit" in post:
        return Turn("submit")
    keys = {page.key for page in sitting.pages} | ({START} if sitting.asks_count else set())
    if post.get("goto") in keys:
        answers.step = post["goto"]
        return Turn()
    needs = next((page for page in sitting.pages if page.is_needs), None)
    if needs is not None and sitting.use == "check":
        answers.step = needs.key  # go on asking; the page says when nothing is left
        answers.step = following(sitting, answers)
    return Turn()


def _read_count(sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> list[Problem]:
    most = sitting.sheet.form.members.most if sitting.sheet.form.members else 1
    text = unicodedata.normalize("NFKC", str(post.get("count", ""))).strip()
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= most:
        return [Problem("count", _("请写 1 到 %(most)s 之间的人数，如 3") % {"most": most})]
    answers.set_count(int(text))
    sitting.with_known(answers)
    return []


def fields_of(sitting: Sitting, answers: Answers, page: Page) -> list[Field]:
    """Return the fields of a page, filled with what is known."""
    asked = questions(sitting, answers, page)
    return [_field(sitting, answers, page, question) for question in asked]


def _field(sitting: Sitting, answers: Answers, page: Page, question: Question) -> Field:
    entry, member = question.entry, question.member
    alone = page.is_needs or sitting.sheet.form.layout == "single"
    label = sitting.label(answers, member) if alone and member is not None else ""
    return field_for(
        sitting.pack,
        question,
        say=partial(word, sitting.sheet.form),
        label=label,
        raw="" if page.is_needs else answers.get(entry, member),
        is_compact=not alone,
    )


def read_page(
    sitting: Sitting, answers: Answers, page: Page, post: Mapping[str, str]
) -> list[Problem]:
    """Take what was written on a page; what can't be read stays as it was and has a problem."""
    empty = fields_of(sitting, answers, page)
    refuse_unasked(empty, post)
    filled = [read_field(each, post, sitting.today) for each in empty]
    problems = [
        Problem(each.first_input, f"{_whose(sitting, answers, page, each)}：{each.problem}")
        for each in filled
        if each.problem
    ]
    if page.is_needs and problems:
        return problems
    for each in filled:
        if not each.problem:
            answers.put(each.entry, each.member, each.raw)
    if page.is_needs and filled:
        answers.asked.append((filled[0].entry.key, [each.member for each in filled]))
    return problems


def _whose(sitting: Sitting, answers: Answers, page: Page, field: Field) -> str:
    if page.step.repeat and field.member is not None:
        return sitting.label(answers, field.member)
    return field.label


def refuse_unasked(asked: Sequence[Field], post: Mapping[str, str]) -> None:
    """Raise NotAsked where the post answers a field that the page does not ask."""
    own = {each.id for each in asked}
    for name in post:
        if FIELD_NAME.fullmatch(name) and name not in own:
            stem = name.rpartition("-")[0]
            if stem not in own:
                raise NotAsked(
                    _("送来的回答里有这一页没有问的内容，没有保存。"),
                    hint=_("请用页面上的“上一步”回到前面，不要用浏览器的后退。"),
                )
