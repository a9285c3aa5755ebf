"""Give open cases back to the department when the delegation under which they were handled is over."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.policy import actor_for, area_range
from zhaohui.county.audit.record import record
from zhaohui.county.cases.models import Case, CaseState, CaseStep
from zhaohui.county.cases.queries import case_scope
from zhaohui.county.cases.states import ENDS, HANDLE
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.models import Delegation


def hand_back(actor: Actor, delegation: Delegation, sentence: str) -> int:
    """Note it in each case's story and return how many; the caller holds the transaction and the row.

    State, proposal, materials and days stay. A handler who can still act by her post stays, too.
    """
    found = list(open_under(delegation).select_for_update(of=("self",)).order_by("pk"))
    for case in found:
        case.delegation = None
        if case.handler_id is not None and not may_still_handle(case):
            case.handler = None
        case.version += 1
        case.save(update_fields=["delegation", "handler", "version"])
        CaseStep.objects.create(
            case=case,
            name="delegation_over",
            before=case.state,
            after=case.state,
            by_id=actor.user_id,
            office=actor.label,
            delegation=delegation,
            round=case.round,
            words=sentence,
        )
        record(
            actor,
            "case.hand_back",
            subject=("person", case.subject_id),
            purpose=f"{case.item_name}：赋权停止，交回部门",
            change={"case": case.pk, "delegation": delegation.pk, "state": case.state},
        )
    return len(found)


def open_under(delegation: Delegation) -> QuerySet[Case]:
    """Return the cases that are not done: handled under it, or waiting for a decision under it."""
    found = Q(delegation=delegation)
    if delegation.may_decide:
        here = Q(pk__in=())
        for area in delegation.areas.all():
            low, high = area_range(area.area)
            here |= Q(area__gte=low, area__lt=high)
        items = [each.item for each in delegation.items.all()]
        found |= Q(state=CaseState.PROPOSED, item__in=items) & here
    return Case.objects.filter(found).exclude(state__in=ENDS)


def may_still_handle(case: Case) -> bool:
    """Say whether the handler reaches the case today, by her post or another delegation."""
    assert case.handler is not None
    handler = actor_for(case.handler, current_pack(), county_today())
    return Case.objects.filter(case_scope(handler, HANDLE), pk=case.pk).exists()
