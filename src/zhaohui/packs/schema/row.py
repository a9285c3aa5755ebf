"""What every row of a pack has in common, and the kinds of value that several rows share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Verification = Literal["verified", "secondary", "unverified", "placeholder"]
Operator = Literal["=", "<", "<=", ">", ">=", "≈", "range", "text"]
Money = Decimal  # 元 as written; `fen` turns it into int64


class Row(BaseModel):
    """A row of a pack; `place` is "file:line", where it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    place: str


class Sourced(Row):
    """A row that says where it was read and how sure that reading is."""

    source: str
    verification: Verification
    note: str = ""


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("a binary float cannot be kept exactly; write the digits as text")  # noqa: TRY004
    return value


Number = Annotated[Decimal, BeforeValidator(_no_float)]
Line = Annotated[int, Field(ge=1)]
DivisionCode = Annotated[str, Field(pattern=r"^(00|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$")]
CountyCode = Annotated[str, Field(pattern=r"^\d{6}$")]
TownCode = Annotated[str, Field(pattern=r"^\d{9}$")]
VillageCode = Annotated[str, Field(pattern=r"^\d{12}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$")]
SlugOrNone = Annotated[str, Field(pattern=r"^([a-z0-9]+([-_.][a-z0-9]+)*)?$")]
Word = Annotated[str, Field(min_length=1)]
