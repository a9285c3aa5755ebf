"""An amount as it stands in a sentence: number, range, scale, unit and the words that bound it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhaohui.engines.plandoc.spec import Number

AFTER = "(?P<after>及?以上|及?以下|以内|之内|左右|上下|(?<=[日钟时天月])内(?![部容设外涵]))?"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """Where an amount stands in the paragraph's text and what it says there."""

    start: int
    end: int
    number: Number
    max: Number | None
    unit: str
    scale: str
    over: bool
    after: str
    each: str = ""


def from_match(m: re.Match[str], low: Number, *, unit: str, high: Number | None = None) -> Amount:
    """The amount of a match with the usual groups: scale, over1 or over2, after, each."""
    groups = m.groupdict()
    return Amount(
        start=m.start(),
        end=m.end(),
        number=low,
        max=high,
        unit=unit.replace("(", "").replace(")", ""),
        scale=groups.get("scale") or "",
        over=bool(groups.get("over1") or groups.get("over2")),
        after=groups.get("after") or "",
        each=groups.get("each") or "",
    )
