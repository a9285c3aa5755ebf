"""Read cases: an officer's by where they are handled or by a delegation, a resident's own and her mandators'."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.cases.models import Case, CaseStep, Decision, Material, Party, Role
from zhaohui.county.cases.states import OWN, Step
from zhaohui.county.delegations.models import Delegation
from zhaohui.county.delegations.reach import covering, delegated_cases, ran_out
from zhaohui.county.forms.errand import TAKE_IN

READ = "case.read"


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Case]:
    """Return the cases that `action` reaches."""
    return Case.objects.filter(case_scope(actor, action))


def case_scope(actor: Actor, action: str) -> Q:
    """Return the condition "the action reaches this case": by its area, its person or a delegation."""
    own = in_scope(actor, action, village="area", town="", person="subject")
    people = actor.people(action)
    if people and not actor.everywhere(action):
        own |= Q(Exists(agency_of(people)))
    if actor.everywhere(action) or not actor.delegated_ranges(action):
        return own
    return own | delegated_cases(actor, action)


def delegation_behind(actor: Actor, step: Step, pk: int) -> Delegation | None:
    """Return the delegation, locked, without which the actor could not take the step; None besides.

    Locked before the case, as a recall does: whichever comes first, the other waits and sees it.
    DelegationOver where there was one that is over, NotVisible for a step that is never delegated.
    """
    if not actor.delegated_ranges(step.action):
        return None
    case = Case.objects.filter(pk=pk).first()
    if case is None or actor.may_for(step.action, case.subject_id, case.area):
        return None
    if not step.by_delegation:
        raise NotVisible
    found = covering(actor, step.action, case.item, case.area, lock=True)
    if found is None:
        ran_out(actor, step.action, case.item, case.area)
    return found


def reaches(actor: Actor, step: Step, case: Case) -> bool:
    """Say whether the actor may take the step on a case that she reads."""
    if actor.may_for(step.action, case.subject_id, case.area):
        return True
    return step.by_delegation and bool(covering(actor, step.action, case.item, case.area))


def agency_of(people: Collection[int]) -> QuerySet[Party]:
    """Return the part of an agent in a case, of these people: who applied for a minor of her home."""
    return Party.objects.filter(case=OuterRef("pk"), role=Role.AGENT, person__in=people)


def case_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> Case:
    """Return one case; NotVisible where there is none or it is out of reach, which look the same.

    Locked it comes without the applicant, whom most steps do not need; she is read where she is asked for.
    """
    rows = visible_to(actor, action).filter(pk=pk)
    rows = rows.select_for_update(of=("self",)) if lock else rows.select_related("subject")
    found = next(iter(rows), None)
    if found is None:
        raise NotVisible
    return found


def taken_today(actor: Actor, pk: int) -> Case | None:
    """Return a case that the actor took in today at her window, wherever it is handled; else None."""
    mine = Party.objects.filter(case=pk, role=Role.TAKER, account=actor.user_id)
    if actor.user_id is None or not actor.may(TAKE_IN):
        return None
    rows = Case.objects.filter(Exists(mine), pk=pk, submitted_on=county_today())
    return rows.select_related("subject").first()


def case_by_number(actor: Actor, number: str) -> Case:
    """Return the case of that number; NotVisible where there is none or it is out of reach."""
    digits = "".join(c for c in number if c.isdigit())[:20]
    found = visible_to(actor).filter(number=digits).select_related("subject").first()
    if found is None:
        raise NotVisible
    return found


def own_cases(actor: Actor, person_id: int) -> list[Case]:
    """Return a person's cases, latest first: the actor's own or a mandator's, with those for a minor of her home."""
    hers = Q(subject=person_id) | Q(Exists(agency_of([person_id])))
    rows = visible_to(actor, OWN).filter(hers).select_related("subject")
    return list(rows.order_by("-pk"))


def steps_of(case: Case) -> list[CaseStep]:
    """Return what became of the case, oldest first."""
    return list(case.steps.select_related("delegation").order_by("pk"))


def materials_of(case: Case) -> list[Material]:
    """Return what was handed in, oldest first."""
    return list(case.materials.order_by("pk"))


def open_proposal(case: Case) -> Decision | None:
    """Return the decision that waits for approval."""
    return case.decisions.filter(decided_at=None, is_dropped=False).first()


def decision_of(case: Case) -> Decision | None:
    """Return the decision that holds: the newest one decided."""
    return case.decisions.exclude(decided_at=None).order_by("-pk").first()


def took_part(case: Case, user_id: int | None) -> bool:
    """Say whether an account decided, or proposed what was decided, in an earlier round."""
    earlier = case.decisions.filter(round__lt=case.round).exclude(decided_at=None)
    refused = case.steps.filter(round__lt=case.round, name="not_accept", by=user_id)
    return (
        any(user_id in pair for pair in earlier.values_list("proposed_by", "decided_by"))
        or refused.exists()
    )
