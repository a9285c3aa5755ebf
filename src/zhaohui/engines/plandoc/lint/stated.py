"""Population figures that the plan itself states, where no census was given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from zhaohui.engines.plandoc.lint.spec import Census
from zhaohui.engines.plandoc.widths import number, scaled

_PEOPLE = r"(?:总?数|总量)?(?:为|达到?|约|有|共)*(?P<n>\d+(?:\.\d+)?)(?P<scale>万)?(?:余|多)?人"
_RESIDENTS = re.compile(
    rf"(?<![百千万名])(?:全[区县市旗]|我[区县市]|辖区)?常住(?:总)?人口{_PEOPLE}"
)
_REGISTERED = re.compile(rf"(?<![百千万名])户籍(?:总)?人口{_PEOPLE}")
_OLD = re.compile(
    rf"60(?:周)?岁(?:及)?以上(?:的)?(?:常住)?(?:老年|老龄)?(?:人口|人|老人)?{_PEOPLE}"
)


def with_stated(census: Census, paragraphs: Iterable[str]) -> Census:
    """The census, its gaps filled from what the plan says of its own people (first mention)."""
    texts = list(paragraphs)
    residents = census.residents or _first(_RESIDENTS, texts)
    registered = census.registered or _first(_REGISTERED, texts)
    old = _first(_OLD, texts)
    share = census.share_60_plus
    people = residents or registered
    if share is None and old and people and old < people:
        share = old / people
    return replace(census, residents=residents, registered=registered, share_60_plus=share)


def _first(pattern: re.Pattern[str], texts: list[str]) -> int | None:
    for text in texts:
        if found := pattern.search(text):
            return int(scaled(number(found["n"]), 10_000 if found["scale"] else 1))
    return None
