"""The files by which an allotment is published: numbers instead of people, each text always the same.

    places.csv      place,name,capacity
    applicants.csv  number,class,points,since      class: 0 is first; since: a day or a turn
    wishes.csv      number,wish,place,class        wish: 1 is most wanted; class: at that place
    results.csv     position,number,place,wish     position: in the order of the lottery or queue

UTF-8, LF, sorted; the hash of the first three is what the lottery commits to.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhaohui.engines.matching.errors import MatchingError
from zhaohui.engines.matching.lottery import digest

INPUTS = ("places.csv", "applicants.csv", "wishes.csv")
HEADERS = {
    "places.csv": "place,name,capacity",
    "applicants.csv": "number,class,points,since",
    "wishes.csv": "number,wish,place,class",
    "results.csv": "position,number,place,wish",
}


@dataclass(frozen=True, order=True)
class PlaceLine:
    """A place: its code, its name, how many it takes."""

    place: str
    name: str
    capacity: int


@dataclass(frozen=True, order=True)
class ApplicantLine:
    """An applicant by number: priority class, points, and since when she waits (an ISO day)."""

    number: str
    level: int = 0
    points: int = 0
    since: str = ""


@dataclass(frozen=True, order=True)
class WishLine:
    """A wish: whose, the how-manieth, which place, and her class there."""

    number: str
    wish: int
    place: str
    level: int = 0


@dataclass(frozen=True, order=True)
class ResultLine:
    """What came out: the position in the order, the number, the place ("" for none), which wish."""

    position: int
    number: str
    place: str = ""
    wish: int = 0


@dataclass(frozen=True)
class Inputs:
    """What is allotted, to whom, and what they want."""

    places: Sequence[PlaceLine]
    applicants: Sequence[ApplicantLine]
    wishes: Sequence[WishLine]

    def texts(self) -> dict[str, str]:
        """Return the three files; MatchingError for a name or a number that stands twice."""
        self._once()
        return {
            "places.csv": text_of(
                "places.csv", ((r.place, r.name, r.capacity) for r in sorted(self.places))
            ),
            "applicants.csv": text_of(
                "applicants.csv",
                ((r.number, r.level, r.points, r.since) for r in sorted(self.applicants)),
            ),
            "wishes.csv": text_of(
                "wishes.csv", ((r.number, r.wish, r.place, r.level) for r in sorted(self.wishes))
            ),
        }

    def hash(self, algorithm: str = "sm3") -> str:
        """Return the hash of the three files."""
        return inputs_hash(self.texts(), algorithm)

    def _once(self) -> None:
        places, numbers = {r.place for r in self.places}, {r.number for r in self.applicants}
        if len(places) != len(self.places) or len(numbers) != len(self.applicants):
            raise MatchingError("A place or a number stands twice.", hint="Keep one of the two.")
        for row in self.wishes:
            if row.place not in places or row.number not in numbers:
                raise MatchingError(
                    f"The wish {row.wish} of number {row.number} names a place or a number that"
                    " takes no part."
                )


def inputs_hash(texts: dict[str, str], algorithm: str = "sm3") -> str:
    """Return the hash of the three files' own hashes, in their order."""
    found = [hash_of_text(texts[name], algorithm) for name in INPUTS]
    return digest(algorithm, "zhaohui-allotment-inputs-v1", *found)


def hash_of_text(text: str, algorithm: str) -> str:
    """Return the hash of a file's bytes."""
    import hashlib

    return hashlib.new(algorithm, text.encode()).hexdigest()


def results_text(rows: Iterable[ResultLine]) -> str:
    """Return results.csv."""
    lines = ((r.position, r.number, r.place, r.wish) for r in sorted(rows))
    return text_of("results.csv", lines)


def text_of(name: str, rows: Iterable[Sequence[object]]) -> str:
    """Return a file's text: its header and its rows."""
    out = io.StringIO()
    out.write(HEADERS[name] + "\n")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
