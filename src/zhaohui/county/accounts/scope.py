"""An actor's ranges as a condition in SQL: a list asks once for all she may see."""

from __future__ import annotations

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor

NOTHING = Q(pk__in=())


def in_scope(
    actor: Actor, action: str, *, village: str = "village", town: str = "town", person: str = ""
) -> Q:
    """Return the condition "in the actor's range for this action" over two columns of codes.

    Where the village is unknown the town decides; where both are, only the whole county sees the
    row. `person` names the column of registry ids that her own or her mandators' rows match.
    """
    found = NOTHING
    if actor.everywhere(action):
        return Q()
    for low, high in actor.ranges(action):
        here = Q(**{f"{village}__gte": low, f"{village}__lt": high})
        if town:
            here |= Q(**{f"{village}__isnull": True, f"{town}__gte": low, f"{town}__lt": high})
        found |= here
    people = actor.people(action)
    if person and people:
        found |= Q(**{f"{person}__in": people})
    return found
