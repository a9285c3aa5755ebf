"""Every night: what is overdue goes up a step 超期督办, once a level."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.case_list import CLOCKED
from zhaohui.county.cases.models import Case, CaseState, CaseStep
from zhaohui.county.cases.notices import tell_overdue
from zhaohui.county.catalog.queries import current_pack

# Overdue by so many working days: level 1, level 2. A default of the program, shown on the case.
LEVELS = ((5, 2), (1, 1))


def escalate_cases(actor: Actor) -> int:
    """Raise the level of overdue cases and return how many; each has a line in its story and on record."""
    today, days, raised = county_today(), current_pack().working_days, 0
    late = Case.objects.filter(
        Q(state=CaseState.SUBMITTED, accept_by__lt=today) | Q(state__in=CLOCKED, due_on__lt=today)
    )
    for pk in list(late.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).get(pk=pk)
            due = case.accept_by if case.state == CaseState.SUBMITTED else case.due_on
            over = days.between(due, today) if due else 0
            level = next((level for least, level in LEVELS if over >= least), 0)
            if level <= case.escalation:
                continue
            case.escalation = level
            case.save(update_fields=["escalation"])
            _note(actor, case)
            tell_overdue(case)
            raised += 1
    return raised


def _note(actor: Actor, case: Case) -> None:
    CaseStep.objects.create(
        case=case,
        name="escalate",
        before=case.state,
        after=case.state,
        office=actor.label,
        round=case.round,
    )
    record(
        actor,
        "case.escalate",
        subject=("person", case.subject_id),
        purpose=f"{case.item_name}：超期督办",
        change={"case": case.pk, "level": case.escalation},
    )
