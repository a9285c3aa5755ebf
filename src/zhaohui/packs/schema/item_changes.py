"""A published change of a service item: one element from a day on, with the document that says so."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from zhaohui.packs.schema.items import BESIDES, ELEMENTS
from zhaohui.packs.schema.registers import PartialDate
from zhaohui.packs.schema.row import Row, Slug, Verification, Word

Shape = Literal["state", "text", "days", "yes_no", "levels", "channels", "kept_materials"]
STATE = "state"
# What officers may change without touching the pack's file, and what a value looks like.
CHANGEABLE: dict[str, Shape] = {
    STATE: "state",
    "promised_days": "days",
    "statutory_days": "days",
    "visits": "days",
    "materials": "kept_materials",
    "levels": "levels",
    "channels": "channels",
    "scope": "text",
    "fee": "text",
    "publicity": "yes_no",
    "publicity_days": "days",
    "automatic": "yes_no",
    "address": "text",
    "hours": "text",
    "phone": "text",
    "supervision_phone": "text",
    "complaint": "text",
    "base_code": "text",
    "item_code": "text",
    "credit_code": "text",
}
TITLES = {STATE: "事项状态", **ELEMENTS, **BESIDES}


class ItemChange(Row):
    """One approved change; `value` as JSON has it, `materials` the ids that are still asked for."""

    proposal: int
    item: Slug
    element: Word
    start: dt.date
    value: Any
    verification: Verification
    note: str = ""
    title: Word
    doc_no: str = ""
    article: str = ""
    address: str = ""
    published: PartialDate = ""
    retrieved: PartialDate = ""
