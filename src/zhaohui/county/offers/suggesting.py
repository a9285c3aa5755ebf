"""为您推荐: which offers may suit a resident by what the registry knows of her, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.known import household_of, known_of_household
from zhaohui.county.forms.sitting import Known
from zhaohui.county.offers.judging import judge, views_of
from zhaohui.county.offers.models import Offer, Slot, SuggestionRefusal
from zhaohui.county.offers.queries import coming_slots, kinds, public_offers
from zhaohui.county.offers.states import OWN
from zhaohui.packs.offers import OfferKind
from zhaohui.packs.schema.offers import SuggestRow

MOST_PLACES = 3


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A kind that may suit her, the reasons that hold, and places with their next slot, nearest first."""

    kind: OfferKind
    reasons: list[SuggestRow]
    places: list[tuple[Offer, Slot | None]]


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """What is suggested, by which facts; `lacking` are those that the registry does not know.

    `refused` are the kinds that she wants no more of; `is_refused`: she wants none at all, so nothing
    of hers was read.
    """

    found: list[Suggestion] = field(default_factory=list)
    facts: Mapping[str, Known] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    refused: list[OfferKind] = field(default_factory=list)
    is_refused: bool = False


def suggestions(actor: Actor) -> Suggestions:
    """Return what is suggested to the resident herself; NotVisible for whoever is bound to nobody."""
    actor.require(OWN)
    person = actor.person_id
    if person is None:
        raise NotVisible
    refused = set(SuggestionRefusal.objects.filter(person=person).values_list("kind", flat=True))
    offered = [kind for kind in kinds().values() if kind.suggest]
    if "" in refused:
        return Suggestions(is_refused=True)
    wanted = [kind for kind in offered if kind.id not in refused]
    facts, lacking, area = _profile(person, wanted)
    found = [each for kind in wanted if (each := _suggestion(kind, person, area))]
    return Suggestions(
        found=sorted(found, key=lambda each: -len(each.reasons)),
        facts=facts,
        lacking=lacking,
        refused=[kind for kind in offered if kind.id in refused],
    )


def _profile(person: int, wanted: list[OfferKind]) -> tuple[dict[str, Known], list[str], str]:
    """Return the facts that the reasons look at, those that nobody knows, and where she lives."""
    names = {n for kind in wanted for _row, when in kind.suggest if when for n in when.names}
    people, homes = household_of(person)
    known = known_of_household(current_pack(), people, homes, names, county_today())
    own = {name: each for (who, name), each in known.items() if who in (0, None)}
    area = people[0]["village"] or people[0]["town"] or ""
    return own, sorted(names - set(own)), area


def _suggestion(kind: OfferKind, person: int, area: str) -> Suggestion | None:
    views = views_of(person, county_today())
    reasons = [row for row, when in kind.suggest if when and when.holds(views, 0) is True]
    if not reasons or judge(kind, person).fits is False:
        return None
    offers = sorted(public_offers(kind.id), key=lambda each: _distance(each.area, area))
    ahead = coming_slots(offers) if kind.row.use == "slots" else {}
    if kind.row.use == "slots":
        offers = [each for each in offers if each.pk in ahead]
    places = [(each, ahead.get(each.pk)) for each in offers[:MOST_PLACES]]
    return Suggestion(kind=kind, reasons=reasons, places=places)


def _distance(there: str, here: str) -> int:
    """Return 0 for her village, 1 for her town, 2 for elsewhere in the county."""
    if here and there == here:
        return 0
    return 1 if here and there[:9] == here[:9] else 2
