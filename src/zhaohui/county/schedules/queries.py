"""Read duties: an officer's by where their people live today, a resident's own."""

from __future__ import annotations

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.schedules.models import Duty, DutyEntry, DutyState
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow, ScheduleRow

READ, DO, ASSIGN, COUNT, OWN = "duty.read", "duty.do", "duty.assign", "duty.count", "duty.own"
MOST = 100


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Duty]:
    """Return the duties that `action` reaches.

    The index serves the area as it is kept. Who has moved out of range since is left out; who has
    moved in comes with the night.
    """
    rows = Duty.objects.filter(in_scope(actor, action, village="area", town=""))
    if actor.everywhere(action):
        return rows
    home = Coalesce("person__village", "person__town")
    rows = rows.annotate(lies_in=Case(When(person=None, then=F("area")), default=home))
    return rows.filter(in_scope(actor, action, village="lies_in", town=""))


def duty_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> Duty:
    """Return one duty with its person; NotVisible where there is none or it is out of reach."""
    if not visible_to(actor, action).filter(pk=pk).exists():
        raise NotVisible
    rows = Duty.objects.select_related("person", "record")
    return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=pk)


def mine(actor: Actor) -> Q:
    """Return the condition of what is the actor's own: given to her, or to a post of hers and nobody."""
    own = Q(assignee=actor.user_id) if actor.user_id else Q(pk__in=())
    for grant in actor.grants_for(DO):
        if grant.low:
            own |= Q(assignee=None, post=grant.post, area__gte=grant.low, area__lt=grant.high)
    return own


def may_do(actor: Actor, duty: Duty, pack: Pack) -> bool:
    """Say whether the actor may do this duty: it was given to her, or her post is one of its posts here."""
    if actor.kind == "system":
        return True
    if not actor.may(DO, duty.place):
        return False
    if duty.assignee_id == actor.user_id:
        return True
    row = duty_row(pack, duty)
    posts = row.posts if row else (duty.post,)
    own = [grant for grant in actor.grants_for(DO) if grant.post in posts]
    return any(grant.low <= duty.place < grant.high for grant in own)


def schedule_row(pack: Pack, schedule_id: str) -> ScheduleRow | None:
    """Return the pack's schedule; None where the pack no longer has it."""
    try:
        return pack.schedule(schedule_id)
    except KeyError:
        return None


def duty_row(pack: Pack, duty: Duty) -> DutyRow | None:
    """Return the pack's duty; None where the pack no longer has it."""
    row = schedule_row(pack, duty.schedule)
    return row.duty(duty.duty) if row else None


def duty_names(pack: Pack | None = None) -> dict[tuple[str, str], str]:
    """Return the names of all duties by schedule and duty."""
    found = pack or current_pack()
    return {(row.id, duty.id): duty.name for row in found.schedules for duty in row.duties}


def others_of(actor: Actor, duty: Duty) -> list[Duty]:
    """Return the same subject's other duties in reach, latest first, at most a hundred."""
    rows = visible_to(actor).exclude(pk=duty.pk)
    if duty.person_id is not None:
        rows = rows.filter(person=duty.person_id)
    else:
        rows = rows.filter(schedule=duty.schedule, subject_id=duty.subject_id)
    return list(rows.order_by("-due", "-pk")[:MOST])


def duties_of(actor: Actor, person: int) -> list[Duty]:
    """Return one person's duties in reach, what is due first, latest first; at most a hundred."""
    rows = visible_to(actor).filter(person=person)
    return list(rows.order_by(F("deadline").asc(nulls_last=True), "-due", "-pk")[:MOST])


def entries_of(actor: Actor, duty: Duty) -> list[tuple[DutyEntry, str]]:
    """Return what was done with a duty that the actor may see, oldest first, each with its note opened."""
    own = visible_to(actor).filter(pk=duty.pk)
    rows = DutyEntry.objects.filter(duty__in=own).order_by("pk")
    return [(row, unseal(row.note_sealed)) for row in rows]


def due_in_reach(actor: Actor) -> QuerySet[Duty]:
    """Return what may be done and is not yet, in reach."""
    return visible_to(actor, DO).filter(state=DutyState.DUE)
