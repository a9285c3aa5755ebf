"""A resident's cases as her pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.add_material import OTHER
from zhaohui.county.cases.asking import asked_facts, read_asked
from zhaohui.county.cases.bundle_queries import application_of
from zhaohui.county.cases.clocks import clock_of
from zhaohui.county.cases.effect import opened
from zhaohui.county.cases.errors import NoSuchItem
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import decision_of, materials_of
from zhaohui.county.cases.states import OWN, steps_from
from zhaohui.county.cases.story import Next, events, what_next
from zhaohui.county.oversight.actions.give_mark import CASE_ENDED, rating_of
from zhaohui.doors.case_file import FileRow, Upload
from zhaohui.doors.voice_page import MARKS
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class CaseCard:
    """A case in the list."""

    case: Case
    number: str
    next: Next


def case_cards(cases: Iterable[Case], pack: Pack) -> list[CaseCard]:
    """Return the cards of the list, in its order."""
    return [CaseCard(case, shown(case.number), what_next(case, pack)) for case in cases]


# What may be written with a step, as it is asked; the first that is offered stands out.
ASKS = {
    "supplement": gettext_lazy("说明（交了文件的可以不写）"),
    "withdraw": gettext_lazy("为什么撤回（可以不写）"),
    "appeal": gettext_lazy("为什么不同意"),
}


def case_context(
    case: Case, pack: Pack, actor: Actor, given: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what a case's page shows the applicant, with what was `given` where it has to be mended."""
    facts = asked_facts(actor, case, pack)
    if given is not None:
        facts = read_asked(facts, given, county_today())
    told, rating = events(case, pack), rating_of(case)
    asked = next((each for each in reversed(told) if each.step.name == "return"), None)
    may_add = case.state in (CaseState.SUBMITTED, CaseState.RETURNED)
    return {
        "case": case,
        "number": shown(case.number),
        "bundle": application_of(case),
        "giver": case.subject if case.subject_id != actor.person_id else None,
        "next": what_next(case, pack),
        "clock": clock_of(case, pack, county_today()),
        "events": list(reversed(told)),
        "asked": asked if case.state == CaseState.RETURNED else None,
        "files": [
            FileRow(row, reverse("portal:me-case-file", args=[row.pk]))
            for row in materials_of(case)
        ],
        "facts": facts,
        "uploads": uploads(case, pack) if may_add else [],
        "steps": [
            {"name": name, "words": step.words, "asks": ASKS.get(name, ""), "is_first": not number}
            for number, (name, step) in enumerate(steps_from(case, OWN))
            if name != "receive"
        ],
        "decision": decision_of(case),
        "opened": opened(actor, case, pack),
        "rating": rating,
        "marks": MARKS if rating is None and case.state in CASE_ENDED else [],
        "rate_action": reverse("portal:me-case-rate", args=[case.pk]),
    }


def uploads(case: Case, pack: Pack) -> list[Upload]:
    """Return where a file can be handed in: for each document of the item, and for anything else."""
    action = reverse("portal:me-case-files", args=[case.pk])
    return [
        Upload(action, each, name)
        for each, name in [*documents(case, pack), (OTHER, _("其他材料"))]
    ]


def documents(case: Case, pack: Pack) -> list[tuple[str, str]]:
    """Return the item's documents as id and name; none where the item is gone."""
    try:
        return [(row.id, row.name) for row in case_item(pack, case.item).materials]
    except NoSuchItem:
        return []
