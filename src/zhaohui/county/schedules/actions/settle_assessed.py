"""The night: a duty that is done by an assessment is done once that was made 评估即完成."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.models import Assessment
from zhaohui.county.schedules.actions.steps import Said, noted
from zhaohui.county.schedules.models import Did, Duty, DutyState, Place
from zhaohui.county.schedules.queries import DO
from zhaohui.packs.pack import Pack


def settle_assessed(actor: Actor, pack: Pack) -> int:
    """Settle due duties whose form was filled in since their window opened; return how many."""
    forms = {
        (row.id, duty.id): duty.form for row in pack.schedules for duty in row.duties if duty.form
    }
    rows = Duty.objects.filter(
        schedule__in={schedule for schedule, _ in forms},
        state=DutyState.DUE,
        record__assessments__isnull=False,
    )
    return sum(
        _settle(actor, duty, forms.get((duty.schedule, duty.duty), ""))
        for duty in rows.distinct().order_by("pk")
    )


def _settle(actor: Actor, duty: Duty, form: str) -> bool:
    own = Assessment.objects.filter(record=duty.record_id, form=form, day__gte=duty.opens)
    made = own.order_by("day", "pk").first()
    if made is None:
        return False
    with transaction.atomic():
        duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        if duty.state != DutyState.DUE:
            return False
        duty.state, duty.deadline = DutyState.DONE, None
        duty.done_on, duty.result, duty.by_id = made.day, Did.DONE, made.assessor_id
        said = Said(on=made.day, where=Place.FORM)
        noted(actor, duty, Did.DONE, action=DO, said=said, assessment=made.pk)
    return True
