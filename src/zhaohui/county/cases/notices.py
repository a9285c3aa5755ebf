"""What the applicant, and who helps her, is told when a case moves 告知; the words are the pack's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils import timezone

from zhaohui.county.accounts.queries import helpers_of
from zhaohui.county.cases.models import Case, CaseStep, Party, Role
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.step_words import STEP_WORDS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.actions.send_notices import Notice, send_notices
from zhaohui.county.registry.person_facts import day_text
from zhaohui.packs.pack import Pack

OCCASIONS = {
    "submit": "case_submitted",
    "supplement": "case_submitted",
    "take_supplement": "case_submitted",
    "return": "case_returned",
    "not_accept": "case_not_accepted",
    "accept": "case_accepted",
    "pause": "case_paused",
    "publish": "case_published",
    "approve": "case_decided",
    "appeal": "case_appealed",
    "reopen": "case_reopened",
}
HANDED_IN = ("submit", "supplement", "take_supplement")
HELPER = "case_helper"
OVERDUE = "case_overdue"


def days_of(case: Case, name: str) -> dict[str, Any]:
    """Return what a step that is being taken keeps for its notice: its days, and that nobody knows of it yet."""
    return {
        "answer_by": case.accept_by if name in HANDED_IN else case.due_on,
        "until": case.until,
        "untold": name in OCCASIONS,
    }


def tell_overdue(case: Case) -> None:
    """Say sorry, once a round, that the case is late; in the caller's transaction."""
    values = {"事项": case.item_name, "编号": shown(case.number), "经办": "", "进展": "办晚了"}
    key, now = f"case-{case.pk}-late-{case.round}", timezone.now()
    helpers = helpers_in([case])[case.pk]
    found = _notices(case, key, OVERDUE, values=values, helpers=helpers, at=now)
    send_notices(current_pack(), list(found))


def notices_of(pack: Pack, step: CaseStep, helpers: Iterable[int]) -> Iterator[Notice]:
    """Yield what is told of a step: to the applicant, and to those persons who help her."""
    occasion = OCCASIONS[step.name]
    if step.name == "approve" and step.round > 1:
        occasion = "case_reviewed"
    key = f"case-{step.case_id}-{step.pk}"
    values = values_of(pack, step)
    yield from _notices(step.case, key, occasion, values=values, helpers=helpers, at=step.at)


def helpers_in(cases: Collection[Case]) -> dict[int, list[int]]:
    """Return by case who helps the applicant today: who handed in for her and still holds her mandate."""
    subjects = {case.pk: case.subject_id for case in cases}
    found: dict[int, list[int]] = {pk: [] for pk in subjects}
    rows = Party.objects.filter(case__in=subjects, role=Role.HELPER, account__isnull=False)
    pairs = list(rows.values_list("case_id", "account_id"))
    held = helpers_of(
        {subjects[case] for case, _account in pairs}, {account for _case, account in pairs}
    )
    for case, account in pairs:
        if (person := held.get((subjects[case], account))) is not None:
            found[case].append(person)
    return {case: sorted(set(people)) for case, people in found.items()}


def _notices(
    case: Case,
    key: str,
    occasion: str,
    *,
    values: dict[str, str],
    helpers: Iterable[int],
    at: dt.datetime,
) -> Iterator[Notice]:
    about: dict[str, Any] = {"case_id": case.pk, "values": values, "at": at}
    yield Notice(key=key, person_id=case.subject_id, occasion=occasion, **about)
    for person in helpers:
        yield Notice(
            key=f"{key}-{person}", person_id=person, occasion=HELPER, only_inbox=True, **about
        )


def values_of(pack: Pack, step: CaseStep) -> dict[str, str]:
    """Return what the texts of a step may name; "" for what this step does not have."""
    reason = next((row.words for row in pack.case_reasons if row.code == step.reason), "")
    return {
        "事项": step.case.item_name,
        "编号": shown(step.case.number),
        "进展": STEP_WORDS[step.name],
        "还缺": "\n".join(f"· {each['name']}" for each in step.lacks),
        "说明": "。".join(part for part in (reason, step.words) if part),
        "截止日": day_text(step.until) if step.until else "",
        "期限句": term_sentence(step),
        "经办": step.office,
    }


def term_sentence(step: CaseStep) -> str:
    """Return by when something comes, in one sentence; "" where no term was set."""
    if step.answer_by is None:
        return ""
    sentence = "{}以前告诉您受不受理。" if step.name in HANDED_IN else "{}以前给您答复。"
    return sentence.format(day_text(step.answer_by))
