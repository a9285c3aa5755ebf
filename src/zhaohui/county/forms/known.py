"""What the registry knows of a form's subject, so that it is shown and not asked 免证明."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from zhaohui.county.forms.answers import Place
from zhaohui.county.forms.reading import canonical
from zhaohui.county.forms.sitting import Known
from zhaohui.county.registry.queries import origins, people_around
from zhaohui.packs.pack import Pack
from zhaohui.packs.sheet import Sheet


def known_of_person(
    sheet: Sheet, pack: Pack, person_id: int, today: dt.date
) -> Mapping[tuple[Place, str], Known]:
    """Return the person's own facts that the form asks and that are recent enough to use.

    She is the form's first member. A fact older than its `fresh_days` is asked again.
    """
    people, homes = people_around(person_id)
    origin = origins(people, homes)
    own = people[0]
    found: dict[tuple[Place, str], Known] = {}
    asked = set(sheet.entries)
    for fact in pack.facts:
        value = own.get(fact.column) if fact.entity == "person" and fact.name in asked else None
        if value is None:
            continue
        source = origin.of("person", own["id"], fact.column)
        if fact.fresh_days and source.as_of + dt.timedelta(days=fact.fresh_days) < today:
            continue
        text = canonical(value, fact.type)
        found[0, fact.name] = Known(text, fact.source, source.as_of)
    return found
