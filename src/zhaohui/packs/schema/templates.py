"""Rows of templates/*.yaml: what people are told, in plain words, by which channel."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field, model_validator

from zhaohui.packs.schema.row import Row, Slug, Verification, Word

Channel = Literal["inbox", "sms", "letter"]
Occasion = Literal[
    "missing",  # 漏保: she may apply
    "award",  # 免申即享: one word of hers is enough
    "case_submitted",
    "case_returned",
    "case_not_accepted",
    "case_accepted",
    "case_paused",
    "case_published",
    "case_decided",
    "case_appealed",
    "case_reviewed",
    "case_reopened",
    "case_overdue",
    "case_helper",  # to who helps: only that it moved, and how far
    "offer_booked",  # booked, or on the waiting list
    "offer_called",  # moved up from the waiting list
    "offer_moved",  # its time was changed
    "offer_off",  # called off, or cancelled at a window
    "offer_place",  # a place is offered
    "offer_lost",  # not confirmed in time
    "offer_round",  # a round is published, and she has no place
    "offer_refused",  # her registration does not fit
    "offer_ended",  # her place ended
    "duty_reminder",  # a day of a schedule 随访计划 is near
]
# What the program can fill in; nothing else may stand in braces.
FIELDS = ("待遇", "金额句", "材料句", "联系句", "村")
CASE_FIELDS = ("事项", "编号", "进展", "还缺", "说明", "截止日", "期限句", "经办")
OFFER_FIELDS = ("名称", "种类", "时间", "状态句", "截止句", "说明")
DUTY_FIELDS = ("事项", "日子", "怎样办", "给谁")
IN_BRACES = re.compile(r"\{([^{}]*)\}")
LONGEST = {"inbox": 600, "sms": 140, "letter": 900}


class TemplateRow(Row):
    """A text with named fields; a changed text gets a higher `version`, what was sent keeps its own.

    `needs_consent`: only who said yes to this channel gets it. Nothing is sent from `quiet_from`
    o'clock until `quiet_to`.
    """

    id: Slug
    version: int = Field(ge=1)
    channel: Channel
    occasion: Occasion
    name: Word
    subject: str = ""
    body: Word
    named: tuple[Word, ...] = ()
    needs_consent: bool = False
    quiet_from: int = Field(default=21, ge=0, le=23)
    quiet_to: int = Field(default=8, ge=0, le=23)
    source: str = ""
    verification: Verification
    note: str = ""

    @model_validator(mode="after")
    def _fields_are_those_in_braces(self) -> Self:
        used = {name for text in (self.subject, self.body) for name in IN_BRACES.findall(text)}
        about = self.occasion.partition("_")[0]
        own = {"case": CASE_FIELDS, "offer": OFFER_FIELDS, "duty": DUTY_FIELDS}
        fields = own.get(about, FIELDS)
        if unknown := used - set(fields):
            raise ValueError(f"{{{min(unknown)}}} is no field; there are {'、'.join(fields)}")
        if used != set(self.named):
            raise ValueError("`named` and the names in braces differ: list exactly those used")
        if "{" in IN_BRACES.sub("", self.body) or "}" in IN_BRACES.sub("", self.body):
            raise ValueError("a brace stands alone; fields are written {待遇}")
        if len(self.body) > LONGEST[self.channel]:
            raise ValueError(f"longer than {LONGEST[self.channel]} characters for {self.channel}")
        if (self.channel == "sms") != (not self.subject):
            raise ValueError("inbox and letter have a `subject`, an SMS has none")
        return self
