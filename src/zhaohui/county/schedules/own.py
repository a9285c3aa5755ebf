"""What a resident sees of her own days: hers, those of who gave her a mandate, a child's in her home."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.offers.subjects import minors_of
from zhaohui.county.registry.queries import names_of
from zhaohui.county.schedules.models import Duty, DutyState
from zhaohui.county.schedules.queries import MOST, OWN, duty_row
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow

FIELDS = ("随访任务",)


@dataclass(frozen=True, kw_only=True)
class OwnDuty:
    """A day of somebody: whose (`name` "" for her own), what, and how it stands."""

    duty: Duty
    row: DutyRow
    who: str
    name: str
    is_late: bool


def read_own(actor: Actor, pack: Pack, *, purpose: str = "本人查看") -> list[OwnDuty]:
    """Return what the actor may see as her own, what is due first, and record the reading."""
    own, minors = actor.people(OWN), minors_of(actor.person_id)
    family = [row.id for row in pack.schedules if row.family]
    reach = Q(person__in=own) | Q(person__in=minors, schedule__in=family)
    rows = list(Duty.objects.filter(reach).order_by("-due", "-pk")[:MOST])
    waiting = list(Duty.objects.filter(reach, deadline__isnull=False).order_by("deadline", "pk"))
    rows = [*waiting[:MOST], *(row for row in rows if row.state != DutyState.DUE)]
    people = {row.person_id for row in rows if row.person_id is not None}
    names, today = names_of(people), county_today()
    found = []
    for each in rows:
        row = duty_row(pack, each)
        if row is None or each.person_id is None:
            continue
        found.append(
            OwnDuty(
                duty=each,
                row=row,
                who=_who(actor, each.person_id, own),
                name="" if each.person_id == actor.person_id else names.get(each.person_id) or "",
                is_late=each.deadline is not None and each.closes < today,
            )
        )
    events = [
        Event(OWN, subject=("person", pk), purpose=purpose, fields=FIELDS) for pk in sorted(people)
    ]
    if events:
        with transaction.atomic():
            record_many(actor, events)
    return found


def _who(actor: Actor, person: int, own: tuple[int, ...]) -> str:
    if person == actor.person_id:
        return _("本人")
    return _("受委托") if person in own else _("孩子")
