"""What a round is made of: free places, who waits for them under a number, what they wish."""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import Application, ApplicationState, Wish
from zhaohui.county.offers.queries import public_offers, room_left
from zhaohui.engines.matching import ApplicantLine, Inputs, PlaceLine, WishLine
from zhaohui.packs.offers import OfferKind

DIGITS = 8


@dataclass(frozen=True)
class Drawn:
    """A round's inputs; `applications` are registration ids by number."""

    inputs: Inputs
    applications: dict[str, int] = field(default_factory=dict)
    pack_version: str = ""

    @classmethod
    def read(cls, texts: dict[str, str]) -> Drawn:
        """Return the inputs that a round's own files hold."""

        def rows(name: str) -> list[dict[str, str]]:
            return list(csv.DictReader(io.StringIO(texts[name], newline="")))

        return cls(
            Inputs(
                [PlaceLine(r["place"], r["name"], int(r["capacity"])) for r in rows("places.csv")],
                [
                    ApplicantLine(r["number"], int(r["class"]), int(r["points"]), r["since"])
                    for r in rows("applicants.csv")
                ],
                [
                    WishLine(r["number"], int(r["wish"]), r["place"], int(r["class"]))
                    for r in rows("wishes.csv")
                ],
            )
        )


@dataclass(frozen=True)
class Preview:
    """How many take part, how many still wait for a check, how many places of how many offers are free."""

    people: int
    unchecked: int
    places: int
    unknown: int
    room: int

    @property
    def words(self) -> str:
        """The figures in one sentence."""
        return _(
            "核实过的 %(people)s 人，等核实的 %(unchecked)s 人；%(places)s 处空出 %(room)s 个名额，"
            "%(unknown)s 处没有写容量。"
        ) % {
            "people": self.people,
            "unchecked": self.unchecked,
            "places": self.places,
            "room": self.room,
            "unknown": self.unknown,
        }


def preview(kind: OfferKind) -> Preview:
    """Return what a round begun now would be made of; only figures."""
    offers = list(public_offers(kind.id).values_list("pk", flat=True))
    room = room_left(offers)
    rows = Application.objects.filter(kind=kind.id)
    return Preview(
        people=rows.filter(state=ApplicationState.QUALIFIED).count(),
        unchecked=rows.filter(state=ApplicationState.REGISTERED).count(),
        places=sum(1 for each in room.values() if each),
        unknown=len(offers) - len(room),
        room=sum(room.values()),
    )


def numbered(kind: OfferKind) -> Drawn:
    """Give everybody who takes part a number made at random, and return the inputs."""
    offers = list(public_offers(kind.id))
    room = {pk: n for pk, n in room_left([offer.pk for offer in offers]).items() if n}
    rows = list(
        Application.objects.filter(kind=kind.id, state=ApplicationState.QUALIFIED).order_by("pk")
    )
    taken: set[str] = set()
    while len(taken) < len(rows):
        taken.add(f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}")
    number = {row.pk: each for row, each in zip(rows, taken, strict=True)}
    wishes = Wish.objects.filter(application__in=rows, offer__in=list(room)).order_by("pk")
    return Drawn(
        Inputs(
            [PlaceLine(str(o.pk), o.name, room[o.pk]) for o in offers if o.pk in room],
            [ApplicantLine(number[r.pk], r.level, r.points, r.since.isoformat()) for r in rows],
            [WishLine(number[w.application_id], w.rank, str(w.offer_id), w.level) for w in wishes],
        ),
        {each: pk for pk, each in number.items()},
        current_pack().version,
    )
