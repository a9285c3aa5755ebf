"""Read offers: what is public, what is a resident's own, what an officer's area and department reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Booking,
    Capacity,
    Occupancy,
    Offer,
    RunState,
    Slot,
)
from zhaohui.county.offers.models.occupancy import TAKES_ROOM
from zhaohui.county.offers.states import OWN, READ
from zhaohui.county.offers.subjects import minors_of
from zhaohui.packs.offers import OfferKind, offer_kinds

IN_QUEUE = (ApplicationState.REGISTERED, ApplicationState.QUALIFIED)


def kinds() -> dict[str, OfferKind]:
    """Return the pack's kinds of offers."""
    return offer_kinds(current_pack())


def kind_named(name: str) -> OfferKind:
    """Return a kind; NotVisible where the pack has none of that name."""
    found = kinds().get(name)
    if found is None:
        raise NotVisible
    return found


def kind_visible_to(actor: Actor, action: str, name: str) -> OfferKind:
    """Return a kind of the actor's department; NotVisible for any other."""
    actor.require(action)
    own = department_of(actor)
    found = kind_named(name)
    if own != found.row.department and own in {kind.row.department for kind in kinds().values()}:
        raise NotVisible
    return found


def public_offers(kind: str) -> QuerySet[Offer]:
    """Return what is open of a kind, by place and name."""
    return Offer.objects.filter(kind=kind, is_open=True).order_by("area", "name")


def public_offer(pk: int) -> Offer:
    """Return an open offer; NotVisible for any other."""
    found = Offer.objects.filter(pk=pk, is_open=True).first()
    if found is None or found.kind not in kinds():
        raise NotVisible
    return found


def public_counts() -> dict[str, int]:
    """Return how many open offers there are by kind."""
    rows = Offer.objects.filter(is_open=True).values_list("kind").annotate(n=Count("pk"))
    return dict(rows.order_by())


def public_counts_in(town: str) -> dict[str, int]:
    """Return how many open offers a town has by kind."""
    rows = Offer.objects.filter(is_open=True, area__gte=town, area__lt=f"{town}A")
    return dict(rows.values_list("kind").annotate(n=Count("pk")).order_by())


def now_in_county() -> dt.datetime:
    """Return the county's clock, with which days and times of slots are compared."""
    return timezone.localtime()


def slots_ahead(offer: Offer, *, days: int | None = None) -> QuerySet[Slot]:
    """Return the slots that have not begun and can be booked, soonest first."""
    now = now_in_county()
    later = Q(day__gt=now.date()) | Q(day=now.date(), starts__gt=now.time())
    rows = Slot.objects.filter(later, offer=offer, is_cancelled=False)
    if days is not None:
        rows = rows.filter(day__lte=now.date() + dt.timedelta(days=days))
    return rows.order_by("day", "starts", "title")


def coming_slots(offers: Iterable[Offer]) -> dict[int, Slot]:
    """Return the next slot with a free seat of each offer; absent where there is none."""
    now = now_in_county()
    later = Q(day__gt=now.date()) | Q(day=now.date(), starts__gt=now.time())
    rows = Slot.objects.filter(later, offer__in=list(offers), is_cancelled=False)
    found: dict[int, Slot] = {}
    for slot in rows.filter(taken__lt=F("seats")).order_by("day", "starts", "pk"):
        found.setdefault(slot.offer_id, slot)
    return found


def capacity_on(offers: Iterable[int], day: dt.date | None = None) -> dict[int, int]:
    """Return how much each offer takes on a day; absent where nobody has said."""
    rows = Capacity.objects.filter(offer__in=list(offers), start__lte=day or county_today())
    return {row.offer_id: row.count for row in rows.order_by("start")}


def held_count(offers: Iterable[int]) -> dict[int, int]:
    """Return how many places of each are offered or held."""
    rows = Occupancy.objects.filter(offer__in=list(offers), state__in=TAKES_ROOM)
    return dict(rows.values_list("offer").annotate(n=Count("pk")).order_by())


def room_left(offers: Iterable[int]) -> dict[int, int]:
    """Return how many places of each are free now; absent where the capacity is unknown."""
    keys = list(offers)
    held = held_count(keys)
    return {pk: max(n - held.get(pk, 0), 0) for pk, n in capacity_on(keys).items()}


def kinds_for(actor: Actor) -> dict[str, OfferKind]:
    """Return the kinds of her department; a town's office sees those of all."""
    own, found = department_of(actor), kinds()
    mine = {name: kind for name, kind in found.items() if kind.row.department == own}
    return mine or found


def of_department(actor: Actor, column: str = "kind") -> Q:
    """Return the condition that a kind is one of hers (`kinds_for`)."""
    own = kinds_for(actor)
    return Q(**{f"{column}__in": sorted(own)}) if len(own) < len(kinds()) else Q()


def offers_visible_to(actor: Actor, action: str = READ) -> QuerySet[Offer]:
    """Return the offers in the actor's areas and of her department."""
    here = in_scope(actor, action, village="area", town="")
    return Offer.objects.filter(here, of_department(actor), kind__in=list(kinds()))


def offer_visible_to(actor: Actor, action: str, pk: int) -> Offer:
    """Return one; NotVisible where there is none or it is out of reach, which look the same."""
    found = offers_visible_to(actor, action).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _mine(actor: Actor, person: str, account: str) -> Q:
    """Return the condition "hers, her mandators', or a minor's of her home for whom she asked"."""
    own = Q(**{f"{person}__in": actor.people(OWN)})
    minors = minors_of(actor.person_id)
    return own | Q(**{f"{person}__in": minors, account: actor.user_id}) if minors else own


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Booking]:
    """Return the bookings that an action reaches: of offers in range, or of her own people."""
    if actor.kind == "resident":
        return Booking.objects.filter(_mine(actor, "person", "booked_by"))
    here = in_scope(actor, action, village="slot__offer__area", town="")
    return Booking.objects.filter(here, of_department(actor, "slot__offer__kind"))


def applications_visible_to(actor: Actor, action: str = READ) -> QuerySet[Application]:
    """Return the applications that an action reaches: by where she lives, or her own people's."""
    if actor.kind == "resident":
        return Application.objects.filter(_mine(actor, "subject", "filed_by"))
    here = in_scope(actor, action, village="area", town="")
    return Application.objects.filter(here, of_department(actor))


def occupancies_visible_to(actor: Actor, action: str = READ) -> QuerySet[Occupancy]:
    """Return the places that an action reaches: of offers in range, or of her own people."""
    if actor.kind == "resident":
        return Occupancy.objects.filter(_mine(actor, "person", "application__filed_by"))
    here = in_scope(actor, action, village="offer__area", town="")
    return Occupancy.objects.filter(here, of_department(actor, "offer__kind"))


def runs_visible_to(actor: Actor, action: str = READ) -> QuerySet[AllotmentRun]:
    """Return the rounds of her department; a round is the whole county's."""
    actor.require(action)
    return AllotmentRun.objects.filter(of_department(actor)).order_by("-pk")


def public_runs(kind: str = "") -> QuerySet[AllotmentRun]:
    """Return the rounds that everybody may see, void ones too, latest first."""
    rows = AllotmentRun.objects.order_by("-pk")
    return rows.filter(kind=kind) if kind else rows


def public_run(pk: int) -> AllotmentRun:
    """Return one round; NotVisible where there is none."""
    found = AllotmentRun.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def last_published(kind: str) -> AllotmentRun | None:
    """Return the latest round of a kind whose results are out."""
    rows = AllotmentRun.objects.filter(kind=kind, state=RunState.PUBLISHED)
    return rows.order_by("-published_at", "-pk").first()


def waiting_count(kind: str) -> int:
    """Return how many wait for a place of a kind."""
    return Application.objects.filter(kind=kind, state=ApplicationState.QUALIFIED).count()


def open_places(kinds_named: Iterable[str]) -> list[Offer]:
    """Return the open offers of these kinds, whoever's they are: for a nightly look."""
    return list(Offer.objects.filter(kind__in=list(kinds_named), is_open=True).order_by("pk"))


def share_free(offers: Iterable[int], today: dt.date) -> dict[int, Decimal]:
    """Return how many percent of each offer's places are free; absent where its capacity is unknown or 0."""
    keys = list(offers)
    held, room = held_count(keys), capacity_on(keys, today)
    return {
        pk: Decimal(100 * max(count - held.get(pk, 0), 0)) / count
        for pk, count in room.items()
        if count
    }


def days_unused(offers: Iterable[int], today: dt.date) -> dict[int, int]:
    """Return for how many days nobody has come to each offer; absent where it never had a slot.

    It counts from the last slot with a booking; where there was none, from the first slot.
    """
    past = Slot.objects.filter(offer__in=list(offers), day__lte=today, is_cancelled=False)
    rows = past.values_list("offer").annotate(
        first=Min("day"), last=Max("day", filter=Q(taken__gt=0))
    )
    return {pk: (today - (last or first)).days for pk, first, last in rows.order_by()}


def standing_by_kind(actor: Actor) -> dict[str, tuple[int, int]]:
    """Return by kind how many open offers are in reach, and how many people of it wait for a place."""
    counted = offers_visible_to(actor).filter(is_open=True).order_by().values_list("kind")
    offers = dict(counted.annotate(n=Count("pk")))
    queue = applications_visible_to(actor).filter(state__in=IN_QUEUE).order_by()
    waiting = dict(queue.values_list("kind").annotate(n=Count("pk")))
    return {kind: (offers.get(kind, 0), waiting.get(kind, 0)) for kind in offers | waiting}


def waiting_by_kind(kinds_named: Iterable[str]) -> dict[str, int]:
    """Return by kind how many wait for a place, whether checked or not."""
    rows = Application.objects.filter(kind__in=list(kinds_named), state__in=IN_QUEUE)
    return dict(rows.values_list("kind").annotate(n=Count("pk")).order_by())
