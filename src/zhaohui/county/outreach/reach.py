"""By which channel a person can be told: her own account, her phone, a letter; else somebody visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from zhaohui.county.accounts.models import User
from zhaohui.county.outreach.models import (
    Channel,
    ContactStop,
    ContactWish,
    Outbox,
    OutboxState,
)
from zhaohui.county.registry.models import Person
from zhaohui.engines.rules.calendar import years_between
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.templates import TemplateRow

ORDER = (Channel.INBOX, Channel.SMS, Channel.LETTER)
ADULT = 18
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """What decides how a person is told; an unknown age is not that of an adult.

    `failed` are channels by which something did not arrive.
    """

    is_stopped: bool = False
    has_account: bool = False
    has_phone: bool = False
    is_adult: bool = False
    place: str = ""
    wishes: Mapping[str, bool] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()


def channel_for(person: Reachable, templates: Mapping[str, TemplateRow]) -> Channel | None:
    """Return the first channel that is possible, wanted and not known to fail; None: visit her."""
    if person.is_stopped:
        return None
    possible = {
        Channel.INBOX: person.has_account,
        Channel.SMS: person.has_phone and person.is_adult,
        Channel.LETTER: bool(person.place),
    }
    for channel in ORDER:
        row, wish = templates.get(channel), person.wishes.get(channel)
        if row is None or not possible[channel] or channel in person.failed or wish is False:
            continue
        if row.needs_consent and wish is not True:
            continue  # never asked is not a yes
        return channel
    return None


def templates_of(pack: Pack, occasion: str) -> dict[str, TemplateRow]:
    """Return the pack's texts for an occasion by channel."""
    return {row.channel: row for row in pack.templates if row.occasion == occasion}


def reachable(people: Iterable[int], today: dt.date) -> dict[int, Reachable]:
    """Return how each of these people can be reached; few queries, whatever their number."""
    wanted = sorted(set(people))
    found: dict[int, Reachable] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found |= _reachable(wanted[start : start + AT_ONCE], today)
    return found


def _reachable(people: list[int], today: dt.date) -> dict[int, Reachable]:
    bound = User.objects.filter(person=OuterRef("pk"), is_active=True)
    stopped = ContactStop.objects.filter(person_id=OuterRef("pk"))
    wishes: dict[int, dict[str, bool]] = {}
    for row in ContactWish.objects.filter(person_id__in=people):
        wishes.setdefault(row.person_id, {})[row.channel] = row.is_wanted
    failed: dict[int, set[str]] = {}
    lost = Outbox.objects.filter(person_id__in=people, state=OutboxState.FAILED)
    for pk, channel in lost.values_list("person_id", "channel"):
        failed.setdefault(pk, set()).add(channel)
    rows = Person.objects.filter(pk__in=people).values_list(
        "pk", "birth_date", "phone_index", "village", "town", Exists(bound), Exists(stopped)
    )
    return {
        pk: Reachable(
            is_stopped=is_stopped,
            has_account=has_account,
            has_phone=phone is not None,
            is_adult=born is not None and years_between(born, today) >= ADULT,
            place=village or town or "",
            wishes=wishes.get(pk, {}),
            failed=frozenset(failed.get(pk, ())),
        )
        for pk, born, phone, village, town, has_account, is_stopped in rows
    }
