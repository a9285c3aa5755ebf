"""Read who was met in need: whose identity is not known yet, and who was met away from home."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.registry.actions.confirm_facts import CONFIRMED
from zhaohui.county.registry.models import (
    Encounter,
    FieldOverride,
    Household,
    Person,
    Provisional,
    Subject,
)

# So long an encounter reaches her: a default of the program, told in docs/reference/cases.md.
OPEN_DAYS = 7


def encounters_visible_to(actor: Actor, action: str) -> QuerySet[Encounter]:
    """Return the encounters in the actor's areas that still let her application be taken in there."""
    lately = timezone.now() - dt.timedelta(days=OPEN_DAYS)
    found = Encounter.objects.filter(in_scope(actor, action, village="area", town=""))
    return found.filter(Q(used_on=None) | Q(used_on=county_today()), noted_at__gte=lately)


def open_encounter(actor: Actor, action: str, person: int, item: str) -> Encounter | None:
    """Return where she was last met for this item, as long as no case came of it."""
    found = encounters_visible_to(actor, action).filter(person=person, item=item, used_on=None)
    return found.order_by("-pk").first()


def unknown_people() -> QuerySet[Provisional]:
    """Return whose identity is not known, and who turned out to be somebody else's row."""
    stated = FieldOverride.objects.filter(
        subject=Subject.PERSON, subject_id=OuterRef("person_id")
    ).exclude(batch__kind=CONFIRMED)  # an officer who assesses her does not say who she is
    return Provisional.objects.filter(Q(linked_by__isnull=False) | ~Exists(stated))


def population() -> tuple[QuerySet[Person], QuerySet[Household]]:
    """Return everybody and every household; who was met and is not known yet is no part of it."""
    unknown = list(unknown_people().values_list("person_id", flat=True))
    homes = Household.objects.all()
    if unknown:
        their = Q(living_members__in=unknown) | Q(registered_members__in=unknown)
        taken = Household.objects.filter(their).values_list("pk", flat=True)
        homes = homes.exclude(pk__in=list(taken))
    return Person.objects.exclude(pk__in=unknown), homes


def is_unknown(person: int) -> bool:
    """Say whether this person's identity is still to be checked 身份待核实."""
    return unknown_people().filter(person=person, linked_by=None).exists()


def provisional_of(person: int) -> Provisional | None:
    """Return what was noted when somebody was met without being known; None for everybody else."""
    return Provisional.objects.filter(pk=person).first()
