"""Note somebody who was met in need: who is not registered gets a row of what is known, and no more."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.registry.errors import MetError
from zhaohui.county.registry.identity_number import IdentityFault, normal_identity
from zhaohui.county.registry.models import (
    Encounter,
    Household,
    HouseholdKind,
    Person,
    Provisional,
    SourceBatch,
)
from zhaohui.county.registry.queries import ids_of_cards, is_synthetic
from zhaohui.county.registry.seals import registry_seals

AS_TOLD = "本人所述，待核实"
NAMELESS = "无名氏"
LEAST_WORDS = 4
TOWN_DIGITS = 9
OLDEST = 120  # years


@dataclass(frozen=True, kw_only=True)
class Met:
    """Who was met where, for which item; `words`: what happened, what she looks like.

    `number` only as it stands on a card that was seen; "" where there is none.
    """

    item: str
    area: str
    words: str
    name: str = ""
    number: str = ""
    sex: str = ""
    birth_year: int | None = None


def note_met(actor: Actor, action: str, met: Met) -> Person:
    """Return the person: the registry's (with an encounter where she lives elsewhere), else a new row.

    MetError where something is missing or number and name do not belong together. The caller holds
    the transaction and has judged item and area.
    """
    if (noted_by := actor.user_id) is None:
        raise NotVisible
    number = _identity(met.number)
    known = _registered(number, met.name)
    person = known or _new_person(noted_by, met, number)
    if known is not None and known.area != met.area:
        Encounter.objects.create(
            person=known, item=met.item, area=met.area, words=met.words, noted_by_id=noted_by
        )
    record(
        actor,
        action,
        subject=("person", person.pk),
        purpose="发生地受理" if known else "登记身份待核实的人",
        change={"item": met.item, "area": met.area, "known": known is not None},
    )
    return person


def _identity(number: str) -> str:
    if not number.strip():
        return ""
    try:
        return normal_identity(number)
    except IdentityFault as fault:
        raise MetError(f"{fault}。", hint=_("没有证件的，请不要填。")) from None


def _registered(number: str, name: str) -> Person | None:
    """Return whose number it is; the name on the card must be hers."""
    pk = ids_of_cards([number]).get(number) if number else None
    if pk is None:
        return None
    person = Person.objects.get(pk=pk)
    if "".join(name.split()) != "".join((person.name or "").split()):
        raise MetError(_("姓名和证件号对不上，请照证件核对。"))
    return person


def _new_person(noted_by: int, met: Met, number: str) -> Person:
    words, today = met.words.strip(), county_today()
    if len(words) < LEAST_WORDS:
        raise MetError(_("请写清楚发生了什么、样貌和本人怎么说，至少 4 个字。"))
    if met.birth_year is not None and not today.year - OLDEST <= met.birth_year <= today.year:
        raise MetError(_("估计的出生年不对，请写四位数的年份。"))
    place = {
        "town": met.area[:TOWN_DIGITS],
        "village": met.area if len(met.area) > TOWN_DIGITS else None,
        "batch": _batch_of(today),
    }
    homes = {kind: Household.objects.create(kind=kind, **place) for kind in HouseholdKind.values}
    seals = registry_seals()
    person = Person.objects.create(
        living=homes[HouseholdKind.LIVING],
        registered=homes[HouseholdKind.REGISTERED],
        name=met.name.strip() or NAMELESS,
        sex=met.sex or None,
        identity_sealed=seals.identity.seal(number) if number else None,
        identity_index=seals.identity_index.of(number) if number else None,
        **place,
    )
    Provisional.objects.create(
        person=person, description=words, birth_year=met.birth_year, noted_by_id=noted_by
    )
    return person


def _batch_of(day: dt.date) -> SourceBatch:
    """Return the batch of everybody who is met on a day."""
    made = {"department": AS_TOLD, "as_of": day, "kind": "met", "rows": 0}
    key = hashlib.sha256(f"met {day}".encode()).hexdigest()
    defaults = made | {"is_synthetic": is_synthetic()}
    return SourceBatch.objects.get_or_create(content_hash=key, defaults=defaults)[0]
