"""The registers in which a case's applicant is assessed: her record, what came of it, or the way to make one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import Case
from zhaohui.county.registers.models import Assessment
from zhaohui.county.registers.queries import assessments_with_results, record_about
from zhaohui.county.registers.scoring import Scored
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow

READ, WRITE = "record.read", "record.write"


@dataclass(frozen=True)
class CaseRoster:
    """A register, the newest assessment in it with its results, and where the page leads."""

    register: RegisterRow
    address: str
    is_there: bool
    newest: Assessment | None = None
    results: tuple[Scored, ...] = ()


def case_rosters(actor: Actor, case: Case, pack: Pack) -> list[CaseRoster]:
    """Return the registers that the case's item is assessed in, as far as the actor reaches them."""
    found = [_roster(actor, case, each) for each in pack.registers if case.item in each.items]
    return [each for each in found if each is not None]


def _roster(actor: Actor, case: Case, register: RegisterRow) -> CaseRoster | None:
    row = record_about(actor, register, case.subject)
    if row is None:
        if not actor.may_for(WRITE, case.subject_id, case.subject.area):
            return None
        new = reverse("office:record-fill", args=[register.id, case.subject_id])
        return CaseRoster(register, new, is_there=False)
    address = reverse("office:record", args=[register.id, row.pk])
    made = assessments_with_results(actor, row)
    newest, results = made[0] if made else (None, ())
    return CaseRoster(register, address, is_there=True, newest=newest, results=results)
