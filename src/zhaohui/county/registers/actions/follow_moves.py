"""Let the records about people follow them to where they live today."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person


def follow_moves() -> int:
    """Set the area of each record about somebody to her own; return how many moved.

    Between two nights a list leaves out who has moved away (`queries.reach`): nobody sees more.
    """
    home = Person.objects.filter(pk=OuterRef("person_id")).annotate(
        place=Coalesce("village", "town")
    )
    moved = Record.objects.filter(person__isnull=False).annotate(
        home=Coalesce("person__village", "person__town")
    )
    moved = moved.filter(home__isnull=False).exclude(home=F("area"))
    found = list(moved.values_list("pk", flat=True))
    return Record.objects.filter(pk__in=found).update(area=Subquery(home.values("place")[:1]))
