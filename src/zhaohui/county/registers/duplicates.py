"""Records of one register that look alike: the same name, as `match_key` takes it."""

from __future__ import annotations

from itertools import combinations

from django.db.models import Count, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.models import NotSame, Record
from zhaohui.county.registers.queries import listed
from zhaohui.packs.schema.register_files import RegisterRow

MOST_GROUPS = 50
MOST_ALIKE = 10
Pair = tuple[Record, Record]


def alike_pairs(actor: Actor, register: RegisterRow) -> list[Pair]:
    """Return pairs of records that nobody has yet found to be different, fifty names at most."""
    rows = listed(actor, register, "record.write").exclude(match_key="")
    names = rows.order_by().values("match_key").annotate(n=Count("pk")).filter(n__gt=1)
    keys = list(names.order_by("match_key").values_list("match_key", flat=True)[:MOST_GROUPS])
    groups: dict[str, list[Record]] = {}
    for row in rows.filter(match_key__in=keys).order_by("match_key", "pk"):
        groups.setdefault(row.match_key, []).append(row)
    pairs = [pair for group in groups.values() for pair in combinations(group[:MOST_ALIKE], 2)]
    apart = set(_settled(pairs).values_list("first_id", "second_id"))
    return [(one, two) for one, two in pairs if (one.pk, two.pk) not in apart]


def _settled(pairs: list[Pair]) -> QuerySet[NotSame]:
    people = {row.pk for pair in pairs for row in pair}
    return NotSame.objects.filter(first__in=people, second__in=people)
