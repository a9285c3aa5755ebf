"""What a county must tell the generator about itself, and what the generator gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from zhaohui.errors import ZhaohuiError

Progress = Callable[[str, float], None]

COMMUNITY = "社区"
VILLAGE = "村"
FIRST_YEAR = 1970  # its oldest are born a hundred and more years before


class SynthError(ZhaohuiError):
    """The county can't be made from what was given; the message says what is wrong."""

    code = "synth"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A village 村 or community 社区: 12-digit code, its town's 9 digits; `weight` shares people out."""

    code: str
    name: str
    town: str
    kind: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Town:
    """A town: 9-digit code and its point in WGS84 degrees, None when nobody knows it."""

    code: str
    name: str
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, kw_only=True)
class FactColumn:
    """One fact of the dictionary: its Chinese name, column, entity, type and allowed values."""

    name: str
    column: str
    entity: str
    type: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Margin:
    """A published figure as the pack has it, e.g. 男性占比, 51.06, %, with the id of its source.

    `area` names the place it was published for; empty means the county itself.
    """

    item: str
    value: float
    unit: str
    source: str
    area: str = ""


@dataclass(frozen=True, kw_only=True)
class CountySpec:
    """Everything the generator knows about one county.

    `division` is its six-digit code. `as_of` is the day on which ages and facts hold.
    `fake_division` starts every identity number: six digits that no place has. `missing` is the
    range from which each fact's share of NULLs is drawn; (0, 0) keeps every fact.
    """

    name: str
    division: str
    as_of: date
    areas: Sequence[Area]
    towns: Sequence[Town]
    facts: Sequence[FactColumn]
    margins: Sequence[Margin] = ()
    fake_division: str = "990000"
    missing: tuple[float, float] = (0.02, 0.05)

    def check(self, residents: int) -> None:
        """Refuse what no county can be made of."""
        if residents < 1:
            raise SynthError(
                f"{residents} residents make no county.", hint="Ask for at least one resident."
            )
        if not self.areas:
            raise SynthError(
                f"{self.name} has no villages or communities.",
                hint="The pack's areas/villages.csv must list them.",
            )
        if self.as_of.year < FIRST_YEAR:
            raise SynthError(
                f"No county can be made as of {self.as_of}: its oldest people would have no birth"
                " date that a registry takes.",
                hint=f"Ask for a day in {FIRST_YEAR} or later.",
            )
        towns = {town.code for town in self.towns}
        for area in self.areas:
            if area.town not in towns:
                raise SynthError(
                    f"{area.name} ({area.code}) belongs to town {area.town}, which is not listed.",
                    hint="Add the town to the pack's areas/towns.csv or mend the code.",
                )
        if not self.fake_division.startswith("99"):
            raise SynthError(
                f"{self.fake_division} may be a real place's code.",
                hint="Identity numbers of synthetic people start with 99, which no place has.",
            )


@dataclass(frozen=True, kw_only=True)
class County:
    """The synthetic county as Arrow tables; `report` compares it with the published figures."""

    persons: pa.Table
    households: pa.Table
    organisations: pa.Table
    facilities: pa.Table
    report: pa.Table
    notes: tuple[str, ...] = field(default=())
