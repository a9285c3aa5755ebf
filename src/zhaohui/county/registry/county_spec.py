"""What the generator of synthetic counties must know about this one, read from its pack."""

from __future__ import annotations

import datetime as dt

from zhaohui.engines.synth import Area, CountySpec, FactColumn, Margin, Town
from zhaohui.packs.pack import Pack


def county_spec(pack: Pack, *, as_of: dt.date) -> CountySpec:
    """Return the spec of the pack's county; ages and facts hold on `as_of`."""
    return CountySpec(
        name=pack.short_name,
        division=pack.code,
        as_of=as_of,
        areas=[
            Area(code=v.code, name=v.short_name or v.name, town=v.town_code, kind=v.kind)
            for v in pack.villages
        ],
        towns=[
            Town(code=t.code, name=t.name, lon=_degrees(t.lon), lat=_degrees(t.lat))
            for t in pack.towns
        ],
        facts=[
            FactColumn(name=f.name, column=f.column, entity=f.entity, type=f.type, values=f.values)
            for f in pack.facts
        ],
        margins=[
            Margin(item=m.item, value=float(m.value), unit=m.unit, source=m.source, area=m.area)
            for m in pack.margins
        ],
    )


def _degrees(number: object) -> float | None:
    return None if number is None else float(str(number))
