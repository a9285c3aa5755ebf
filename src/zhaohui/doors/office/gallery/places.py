"""Places that are waited for and held: registrations and places, an officer's and one's own. 模拟数据."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.offers.models import (
    ApplicationState,
    Booking,
    BookingState,
    OccupancyState,
    Verdict,
)
from zhaohui.doors.office.gallery.offers import PLACE, places_kind, slot, slots_kind
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    STALE,
    UNKNOWN,
    Of,
    Sample,
    Samples,
    Scene,
)

WISHES = Of(
    all=[Of(rank=1, offer=Of(name=PLACE)), Of(rank=2, offer=Of(name="模拟二处"))],
)


def samples(scene: Scene) -> Samples:
    """Return the samples of registrations, places and one's own bookings."""
    return {
        "offer_application": _applications(scene),
        "offer_held": _held(scene),
        "offer_my_application": _own_applications(scene),
        "offer_my_booking": _own_bookings(scene),
        "offer_my_place": _own_places(scene),
    }


def _applications(scene: Scene) -> list[Sample]:
    kind = places_kind(scene)
    classes = list(enumerate(row.name for row, _condition in kind.classes))

    def row(state: ApplicationState, words: str = "", name: str = "模拟甲") -> Of:
        return Of(**_registered(scene, state, words), subject=Of(name=name), level=0, points=12)

    shown = {"kind": kind, "classes": classes, "may_serve": True}
    points = {"kind": Of(id=kind.id, row=Of(scoring=True)), "classes": []}
    new, checked = ApplicationState.REGISTERED, ApplicationState.QUALIFIED
    return [
        Sample(FILLED, shown | {"row": row(new)}),
        Sample(_("积分"), shown | points | {"row": row(checked, "看过退役证")}),
        Sample(LONG, shown | {"row": row(checked, LONG_WORDS)}),
        Sample(_("只能看"), shown | {"row": row(new, name=""), "may_serve": False}),
    ]


def _registered(scene: Scene, state: ApplicationState, words: str = "") -> dict[str, Any]:
    return {
        "pk": 1,
        "version": 1,
        "state": state.value,
        "get_state_display": state.label,
        "since": scene.today,
        "words": words,
        "wishes": WISHES,
    }


def _place(state: OccupancyState, **over: Any) -> Of:
    given: dict[str, Any] = {
        "pk": 1,
        "state": state.value,
        "get_state_display": state.label,
        "offer": Of(name=PLACE),
        "person": Of(name="模拟甲"),
        "confirm_by": None,
        "started_on": None,
        "review_on": None,
        "end_words": "",
        "reviews": Of(all=[]),
    }
    return Of(**given | over)


def _held(scene: Scene) -> list[Sample]:
    day, year = scene.today, dt.timedelta(days=365)
    kept = Of(day=day, get_verdict_display=Verdict.KEEPS.label, words="看过证", registry_says=True)
    unclear = {"get_verdict_display": Verdict.UNCLEAR.label, "registry_says": None}
    doubted = Of(**vars(kept) | unclear)
    held, offered = OccupancyState.HELD, OccupancyState.OFFERED
    shown = {"today": day, "kind": Of(id="x"), "verdicts": Verdict.choices, "may_serve": True}
    rows = (
        (
            FILLED,
            {"started_on": day - year, "review_on": day + year, "reviews": Of(all=[kept])},
        ),
        (
            STALE,
            {"started_on": day - year, "review_on": day - dt.timedelta(days=9)}
            | {"reviews": Of(all=[doubted])},
        ),
        (UNKNOWN, {"started_on": day}),
    )
    return [
        *(Sample(state, shown | {"row": _place(held, **over)}) for state, over in rows),
        Sample(_("等本人确认"), shown | {"row": _place(offered, confirm_by=day)}),
        Sample(_("只能看"), shown | {"row": _place(offered), "may_serve": False}),
    ]


def _own_applications(scene: Scene) -> list[Sample]:
    kind = places_kind(scene)
    run = Of(title="模拟一轮")
    waits = Of(run_id=1, run=run, number="0007", position=None, offer=None)
    given = Of(run_id=1, run=run, number="0007", position=3, offer=Of(name=PLACE))

    def each(state: ApplicationState, words: str = "", **over: Any) -> dict[str, object]:
        row = Of(**_registered(scene, state, words), kind=kind.id)
        found = {"row": row, "who": said("本人"), "kind": kind, "level": kind.row.priority[0].name}
        return {"each": Of(**found | {"entries": [], "can_withdraw": True} | over)}

    done: dict[str, Any] = {"entries": [given], "can_withdraw": False, "level": ""}
    return [
        Sample(FILLED, each(ApplicationState.QUALIFIED, entries=[waits])),
        Sample(_("轮到了"), each(ApplicationState.ALLOTTED, **done)),
        Sample(LONG, each(ApplicationState.REFUSED, LONG_WORDS, can_withdraw=False)),
    ]


def _own_bookings(scene: Scene) -> list[Sample]:
    def each(state: BookingState, *, sure: bool = True, **over: Any) -> dict[str, object]:
        row = Booking(pk=1, state=state, is_sure=sure, slot=slot(scene, title="模拟讲座"))
        found = {"row": row, "who": said("本人"), "kind": slots_kind(scene)}
        return {"each": Of(**found | {"ahead": None, "can_cancel": True} | over)}

    called_off = each(BookingState.CANCELLED, can_cancel=False)
    called_off["each"].row.slot.is_cancelled = True  # type: ignore[attr-defined]
    return [
        Sample(FILLED, each(BookingState.BOOKED)),
        Sample(_("候补"), each(BookingState.WAITING, ahead=2)),
        Sample(_("条件待核实"), each(BookingState.BOOKED, sure=False)),
        Sample(_("时段取消了"), called_off),
    ]


def _own_places(scene: Scene) -> list[Sample]:
    kind, day = places_kind(scene), scene.today

    def each(state: OccupancyState, **over: Any) -> dict[str, object]:
        row = _place(state, **over)
        return {"each": Of(row=row, kind=kind, who=said("本人"))}

    return [
        Sample(FILLED, each(OccupancyState.OFFERED, confirm_by=day)),
        Sample(UNKNOWN, each(OccupancyState.OFFERED)),
        Sample(_("在用"), each(OccupancyState.HELD, review_on=day)),
        Sample(EMPTY, each(OccupancyState.DECLINED)),
        Sample(LONG, each(OccupancyState.LEFT, end_words=LONG_WORDS)),
    ]
