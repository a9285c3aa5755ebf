"""Rows of the county's own registers: sources, fact dictionary, areas, holidays, margins, coverage."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from zhaohui.packs.schema.row import (
    CountyCode,
    DivisionCode,
    Number,
    Row,
    Slug,
    Sourced,
    TownCode,
    Verification,
    VillageCode,
    Word,
)

Entity = Literal["person", "living", "registered"]
FactType = Literal["bool", "int", "money", "date", "enum", "text", "code"]
PartialDate = Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


def _identifier(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"{name!r} is not one word of letters, digits and _")
    return name


Identifier = Annotated[str, AfterValidator(_identifier)]
Longitude = Annotated[Number, Field(ge=-180, le=180)]
Latitude = Annotated[Number, Field(ge=-90, le=90)]


class Contact(Row):
    """The office that answers for a department; an empty phone is a gap it fills."""

    department: Word
    name: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    source: str = ""
    verification: Verification = "placeholder"
    gap: str = ""


class Manifest(Row):
    """pack.toml: which county this is and how its pack is read."""

    code: CountyCode
    name: Word
    short_name: Word
    name_en: str = ""
    province: str = ""
    city: str = ""
    areas_chain: tuple[DivisionCode, ...] = Field(min_length=1)
    current_plan: str = ""
    default_residents: int = Field(default=0, ge=0)
    default_residents_source: str = ""
    quotation_limit: int = Field(default=2500, ge=0)
    contact: tuple[Contact, ...] = ()


class SourceRow(Row):
    """A document that figures were read in."""

    source_id: Word
    title: Word
    doc_no: str = ""
    address: str = ""
    published: PartialDate = ""
    retrieved: PartialDate = ""
    verification: Verification
    note: str = ""


class FactRow(Row):
    """A fact 事实 that rules, forms, the registry and imports may name."""

    name: Identifier
    column: Identifier
    entity: Entity
    type: FactType
    values: tuple[Word, ...] = ()
    codes: str = ""
    unit: str = ""
    source: Word
    fresh_days: int | None = Field(default=None, ge=1)
    lapses: bool = False
    privacy: Literal["normal", "sensitive"] = "normal"
    question: Word
    help: str = ""

    @model_validator(mode="after")
    def _values_belong_to_enums(self) -> Self:
        if (self.type == "enum") != bool(self.values):
            raise ValueError("an enum needs `values`, and no other type may have them")
        if len(set(self.values)) != len(self.values):
            raise ValueError("`values` names one value twice")
        if not self.column.isascii():
            raise ValueError("`column` is a database column: letters a–z, digits and _")
        if self.lapses and not self.fresh_days:
            raise ValueError("a fact that lapses needs `fresh_days`")
        return self


class TownRow(Sourced):
    """A town 镇."""

    code: TownCode
    name: Word
    kind: Word
    village_count: int = Field(ge=0)
    communities: int | None = Field(default=None, ge=0)
    villages: int | None = Field(default=None, ge=0)
    lon: Longitude | None = None
    lat: Latitude | None = None
    seat_source: str = ""


class VillageRow(Sourced):
    """A village or community 村/社区."""

    code: VillageCode
    name: Word
    short_name: str = ""
    kind: Word
    town_code: TownCode


class PointRow(Sourced):
    """Where an old town's seat lay (WGS84 degrees); `code` where a town of today keeps the name.

    `town` is the town of today that most of the old town's villages belong to.
    """

    name: Word
    code: TownCode | None = None
    lon: Longitude
    lat: Latitude
    code_2016: str = ""
    town: TownCode | None = None


class Credit(BaseModel):
    """Whose geography a file of areas/ holds, and how a page that shows it must say so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str = ""
    source: str = ""
    licence: str = ""
    credit: str = ""
    changes: str = ""
    label: str = ""
    method: str = ""


class Attribution(Row):
    """areas/attribution.toml: credits of points, outline and the cells drawn from them; gaps."""

    points: Credit = Credit()
    outline: Credit = Credit()
    cells: Credit = Credit()
    gaps: dict[str, Word] = Field(default_factory=dict)


class HolidayRow(Sourced):
    """A weekday off, or a weekend day that is worked."""

    date: dt.date
    kind: Literal["holiday", "workday"]
    name: str = ""


class MarginRow(Sourced):
    """A published figure that the synthetic county must meet."""

    id: Slug
    item: Word
    area: str = ""
    value: Number
    unit: str = ""


class FrequencyRow(Row):
    """Of 1000 synthetic people 模拟数据 from `from_age` on (empty: of all), how many have a value.

    It orders questions and proves nothing. Of 年龄 the value is an age; money is in 元.
    """

    fact: Word
    from_age: int | None = Field(default=None, ge=0)
    value: Word
    permille: int = Field(ge=1, le=1000)


class CoverageRow(Row):
    """Which pack files show a requirement, as which of the twelve nouns."""

    req_id: Word
    nouns: str = ""
    files: str = ""
    status: Literal["declared", "planned"]
    note: str = ""
