"""Which page is next, what it asks of whom, and which was before."""

from __future__ import annotations

from zhaohui.county.forms.answers import Answers, Place
from zhaohui.county.forms.fields import Question
from zhaohui.county.forms.needs import next_question, questions_of, take_back
from zhaohui.county.forms.sitting import Sitting
from zhaohui.engines.rules.condition import Condition, Views
from zhaohui.packs.sheet import END, START, Page


def questions(sitting: Sitting, answers: Answers, page: Page) -> list[Question]:
    """Return what the page asks now: what applies or may apply, and is not known already.

    A condition that is unknown hides nothing, and nothing under it must be answered.
    """
    if page.is_needs:
        return questions_of(sitting, answers, page)
    views = sitting.views(answers)
    found = []
    for member in _members(page, answers):
        applies = _holds(page.when, views, _seen(sitting, member))
        if applies is False:
            continue
        for entry in page.entries:
            holds = _holds(entry.when, views, _seen(sitting, member))
            place = _place(sitting, page, entry.fact.entity, entry.is_own, member)
            if holds is False or (place, entry.key) in sitting.known:
                continue
            required = entry.row.required and bool(holds and applies)
            found.append(Question(entry, place, required))
    return found


def _holds(when: Condition | None, views: Views, member: Place) -> bool | None:
    return True if when is None else when.holds(views, member)


def _members(page: Page, answers: Answers) -> list[Place]:
    return list(range(len(answers.members))) if page.step.repeat else [None]


def _seen(sitting: Sitting, member: Place) -> Place:
    """Return whose view a condition takes: in a form about one person always hers."""
    return 0 if sitting.sheet.about_person else member


def _place(sitting: Sitting, page: Page, entity: str, is_own: bool, member: Place) -> Place:
    about_her = sitting.sheet.about_person and entity == "person" and not is_own
    return 0 if about_her and not page.step.repeat else member


def following(sitting: Sitting, answers: Answers, *, only_open: bool = False) -> str:
    """Return the key of the next page that asks something, or END.

    `only_open` passes pages on which nothing is empty: the way back to the end after a correction.
    """
    pages = sitting.pages
    keys = [page.key for page in pages]
    here = keys.index(answers.step) if answers.step in keys else -1
    if here >= 0 and pages[here].is_needs and next_question(sitting, answers, pages[here]):
        return answers.step
    for page in pages[here + 1 :]:
        asked = questions(sitting, answers, page)
        if asked and not (only_open and all(answers.get(q.entry, q.member) for q in asked)):
            return page.key
    return END


def pass_answered(sitting: Sitting, answers: Answers) -> None:
    """Go on from the rules' questions where nothing is open: the page that was shown came after them."""
    page = sitting.sheet.page(answers.step)
    if page is not None and page.is_needs and not next_question(sitting, answers, page):
        answers.step = following(sitting, answers)


def go_back(sitting: Sitting, answers: Answers) -> None:
    """Return to the page before this one; its answers are shown again or asked again."""
    pages = sitting.pages
    keys = [page.key for page in pages]
    here = keys.index(answers.step) if answers.step in keys else len(keys)
    if here < len(keys) and pages[here].is_needs and answers.asked:
        take_back(sitting.pack, answers)
        return
    for page in reversed(pages[:here]):
        if _can_return(sitting, answers, page):
            answers.step = page.key
            return
    answers.step = START if sitting.asks_count else keys[0]


def _can_return(sitting: Sitting, answers: Answers, page: Page) -> bool:
    if not page.is_needs:
        return bool(questions(sitting, answers, page))
    if answers.step == END and next_question(sitting, answers, page):
        return True  # stopped early: the question that waits
    if answers.asked:
        take_back(sitting.pack, answers)
        return True
    return False
