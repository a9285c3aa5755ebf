"""What the newest assessments of a register's records say, by town: how many in each band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.counts import MOST_COUNTED, TOWN_DIGITS, offices
from zhaohui.county.registers.models import Assessment
from zhaohui.county.registers.queries import listed
from zhaohui.packs.schema.register_files import RegisterRow


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A scale's bands, and by town how many records stand in each and how many were not assessed.

    A result that is still open, or may not stand in plain, counts as not assessed.
    """

    form: str
    scale: str
    bands: tuple[str, ...]
    towns: Mapping[str, tuple[tuple[int, ...], int]]


def standings(actor: Actor, register: RegisterRow) -> list[Standing]:
    """Return each scale of the register's assessments over the records in the actor's range."""
    records = {each.code: each.records for each in offices(actor, register)}
    found = []
    for form in current_pack().forms:
        if form.id not in register.assessments:
            continue
        newest = _newest(actor, register, form.id)
        for scale in form.scales:
            bands = tuple(band.name for band in scale.bands)
            towns = {
                code: _town([b for c, b in newest.get(scale.id, []) if c == code], bands, number)
                for code, number in records.items()
            }
            found.append(Standing(form=form.name, scale=scale.name, bands=bands, towns=towns))
    return found


def _newest(actor: Actor, register: RegisterRow, form: str) -> dict[str, list[tuple[str, str]]]:
    """Return by scale the town and the band of each record's newest assessment, ten thousand at most."""
    rows = Assessment.objects.filter(record__in=listed(actor, register), form=form)
    last = rows.order_by().values("record").annotate(last=Max("pk")).values("last")
    kept = Assessment.objects.filter(pk__in=last).order_by("pk")
    found: dict[str, list[tuple[str, str]]] = {}
    for area, scores in kept.values_list("record__area", "scores")[:MOST_COUNTED]:
        for each in scores:
            found.setdefault(each["scale"], []).append((area[:TOWN_DIGITS], each["band"]))
    return found


def _town(found: list[str], bands: tuple[str, ...], records: int) -> tuple[tuple[int, ...], int]:
    counts = tuple(found.count(band) for band in bands)
    return counts, records - sum(counts)
