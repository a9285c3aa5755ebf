"""An actor's ranges as a condition in SQL: a list asks once for all she may see."""

from __future__ import annotations

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor

NOTHING = Q(pk__in=())


def scope_sql(actor: Actor, action: str, *, area: str, person: str) -> tuple[str, list[str | int]]:
    """Return `in_scope` over one column of areas and one of registry ids, as SQL with its values.

    For the one row that a step is taken on; a test holds it to `in_scope`.
    """
    if actor.everywhere(action):
        return "1 = 1", []
    parts, values = [], list[str | int]()
    for low, high in actor.ranges(action):
        parts.append(f"({area} >= %s AND {area} < %s)")
        values += [low, high]
    if people := actor.people(action):
        parts.append(f"{person} IN ({', '.join(['%s'] * len(people))})")
        values += people
    return (f"({' OR '.join(parts)})" if parts else "1 = 0"), values


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
