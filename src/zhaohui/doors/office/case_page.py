"""A case as an officer sees it: what was applied for, what the rules say, what can be done now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.asking import Asked, askable, asked_facts, read_asked
from zhaohui.county.cases.bundle_queries import neighbours_of
from zhaohui.county.cases.case_view import Kept, case_view
from zhaohui.county.cases.clocks import clock_of
from zhaohui.county.cases.effect import opened, standing_award
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseState
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import materials_of, reaches
from zhaohui.county.cases.states import ACCEPT, APPROVE, HANDLE, Step, steps_from
from zhaohui.county.cases.story import events, what_next
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.case_file import FileRow
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.bundle_page import neighbour_rows
from zhaohui.doors.office.case_rosters import case_rosters
from zhaohui.doors.office.case_urgent import urgent_context
from zhaohui.doors.office.verification_page import case_checks
from zhaohui.doors.told import Section, sections
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow


@dataclass(frozen=True)
class Offered:
    """A step that the officer can take now, with the choices that it asks for."""

    name: str
    step: Step
    reasons: list[tuple[str, str]]
    asks_until: bool
    lacks: list[tuple[str, str]]
    facts: list[FactRow]
    asked: list[Asked]


@dataclass(frozen=True)
class Facts:
    """The facts that can be asked of the applicant now, and those that she still has to answer."""

    askable: list[FactRow]
    asked: list[Asked]


@dataclass(frozen=True)
class Says:
    """What one rule says today."""

    rule: dict[str, Any]
    sections: list[Section]


def case_context(
    actor: Actor, case: Case, pack: Pack, given: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what the page shows, with what was `given` where it has to be mended; read as allowed."""
    asked = asked_facts(actor, case, pack)
    if given is not None:
        asked = read_asked(asked, given, county_today())
    facts = Facts(askable(actor, case, pack) if case.state == CaseState.SUBMITTED else [], asked)
    found = case_view(actor, case, pack, county_today())
    offered = [offer(case, name, step, pack, facts) for name, step in allowed_steps(actor, case)]
    return {
        "case": case,
        "number": shown(case.number),
        "place": area_word(pack, case.area or ""),
        "clock": clock_of(case, pack, county_today()),
        "says": [Says(rule, sections(rule["told"])) for rule in found.says],
        "stated": found.stated,
        "files": [FileRow(f, reverse("office:case-file", args=[f.pk])) for f in materials_of(case)],
        "events": list(reversed(events(case, pack))),
        "offered": [each for each in offered if each.name != "propose"],
        "may_propose": any(each.name == "propose" for each in offered),
        "outcomes": reasons_of(pack),
        "prior": prior_of(case, pack),
        "proposal": shown_kept(found.proposal),
        "decision": shown_kept(found.decision),
        "rules": [(rule.id, rule.name) for rule in case_item(pack, case.item).rules],
        "may_read_person": actor.may_for("person.read", case.subject_id, case.subject.area),
        "bundle": neighbour_rows(neighbours_of(actor, case)),
        "opened": opened(actor, case, pack),
        "rosters": case_rosters(actor, case, pack),
        "checks": case_checks(actor, case, pack),
        **urgent_context(actor, case, pack),
        "is_synthetic": is_synthetic(),
        "today": county_today(),
    }


def receipt_context(case: Case, pack: Pack) -> dict[str, Any]:
    """Return what a receipt says."""
    return {
        "case": case,
        "receipt": case,
        "number": shown(case.number),
        "place": area_word(pack, case.area or ""),
        "files": [FileRow(f) for f in materials_of(case)],
        "next": what_next(case, pack),
        "is_synthetic": is_synthetic(),
    }


def allowed_steps(actor: Actor, case: Case) -> list[tuple[str, Step]]:
    """Return the steps that the policy, or a delegation, lets this officer take on a case that lies here."""
    found = steps_from(case, TAKE_IN, ACCEPT, HANDLE, APPROVE)
    return [(name, step) for name, step in found if reaches(actor, step, case)]


def offer(case: Case, name: str, step: Step, pack: Pack, facts: Facts) -> Offered:
    """Return a step with its choices."""
    reasons = [(row.code, row.words) for row in pack.case_reasons if row.use == step.reason]
    lacks = [(row.id, row.name) for row in case_item(pack, case.item).materials]
    return Offered(
        name=name,
        step=step,
        reasons=reasons if step.reason else [],
        asks_until=name in ("return", "publish"),
        lacks=lacks if name == "return" else [],
        facts=facts.askable if name == "return" else [],
        asked=facts.asked if name == "take_supplement" else [],
    )


def prior_of(case: Case, pack: Pack) -> dict[str, Any] | None:
    """Return what an earlier round gave, which a decision of this one takes the place of."""
    found = standing_award(case)
    if found is None:
        return None
    name = next((rule.name for rule in pack.rules if rule.id == found.rule), found.rule)
    return {"name": name, "since": found.since}


def reasons_of(pack: Pack) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the reasons of a grant and of a refusal."""
    return [
        (use, [(row.code, row.words) for row in pack.case_reasons if row.use == use])
        for use in ("grant", "refuse")
    ]


def shown_kept(kept: Kept | None) -> dict[str, Any] | None:
    """Return a proposal or decision as its component shows it."""
    return (
        None
        if kept is None
        else {**vars(kept), "verdict": kept.verdict, "sections": sections(kept.told)}
    )
