"""Read cases: an officer's by where they are handled, a resident's own and her mandators'."""

from __future__ import annotations

from django.db.models import QuerySet

from zhaohui.county import one_row
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope, scope_sql
from zhaohui.county.cases.models import Case, CaseStep, Decision, Material
from zhaohui.county.cases.states import OWN

READ = "case.read"


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Case]:
    """Return the cases that `action` reaches."""
    return Case.objects.filter(in_scope(actor, action, village="area", town="", person="subject"))


def case_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> Case:
    """Return one case; NotVisible where there is none or it is out of reach, which look the same."""
    if lock:
        where, values = scope_sql(actor, action, area="area", person="subject_id")
        found = one_row.fetch(Case, f"id = %s AND {where}", [pk, *values], lock=True)
    else:
        found = visible_to(actor, action).filter(pk=pk).select_related("subject").first()
    if found is None:
        raise NotVisible
    return found


def own_cases(actor: Actor, person_id: int) -> list[Case]:
    """Return a person's cases, latest first: the actor's own or a mandator's, none of anybody else."""
    rows = visible_to(actor, OWN).filter(subject=person_id).select_related("subject")
    return list(rows.order_by("-pk"))


def steps_of(case: Case) -> list[CaseStep]:
    """Return what became of the case, oldest first."""
    return list(case.steps.order_by("pk"))


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
