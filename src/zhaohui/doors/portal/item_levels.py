"""An item beside the national, provincial and city levels 逐级对照: what each says, what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zhaohui.doors.portal.item_words import said, title_of
from zhaohui.doors.portal.parameter_levels import levels
from zhaohui.doors.portal.parameter_tables import area_names
from zhaohui.engines.rules.story import title
from zhaohui.packs import Pack
from zhaohui.packs.items import Item
from zhaohui.packs.schema.catalog import ServiceRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

ORDER = ("verified", "secondary", "unverified", "placeholder")
ELEMENTS = ("levels", "promised_days", "statutory_days", "materials")


@dataclass(frozen=True)
class Cell:
    """What one level says of one aspect; "" means that it was not read."""

    area: str
    words: str
    verification: str
    is_used: bool = False


@dataclass(frozen=True)
class Aspect:
    """One aspect (who, what, a standard, days) with a cell for each level, the nation first."""

    name: str
    cells: Sequence[Cell]


def aspects_of(pack: Pack, book: Rulebook, item: Item, today: date) -> list[Aspect]:
    """Return the item's aspects level by level, as they stand on a day."""
    service = pack.service(item.service) if item.service else None
    found = _of_the_service(pack, item, service) if service else []
    found += _of_the_parameters(pack, book, item, today)
    found += _of_the_elements(pack, item)
    return [aspect for aspect in found if any(cell.words for cell in aspect.cells)]


def _of_the_service(pack: Pack, item: Item, service: ServiceRow) -> list[Aspect]:
    national = service.detail_verification or service.verification
    names = service.name_verification or service.verification
    rules = [pack.rule(name) for name in item.rules]
    who = item.who or " / ".join("；".join(c.yes for c in rule.conditions) for rule in rules)
    given = "；".join(dict.fromkeys(rule.in_kind or rule.name for rule in rules))
    said_by = (
        (_("名称"), service.national_item, names, item.title),
        (_("给谁"), service.service_object, national, who),
        (_("给什么"), service.content, national, given or item.result_name),
        (_("标准"), service.standard, national, ""),
    )
    own = weakest([rule.verification for rule in rules])
    return [
        Aspect(name, _cells(pack, {-1: (nation, mark), 0: (here, own)}))
        for name, nation, mark, here in said_by
    ]


def weakest(levels_of_rules: Sequence[str]) -> str:
    """Return the weakest of several levels of verification."""
    return max(levels_of_rules, key=ORDER.index, default="unverified")


def _of_the_parameters(pack: Pack, book: Rulebook, item: Item, today: date) -> list[Aspect]:
    rules = [book.rule(name) for name in item.rules]
    used = [
        name
        for rule in rules
        for name in (
            *rule.amount_parameters,
            *(each for condition in rule.conditions for each in condition.parameters),
        )
    ]
    found = []
    for name in dict.fromkeys(used):
        cells = [
            Cell(
                area=level.area,
                words="；".join(
                    f"{key}：{words}" if key else words for key, words in level.figures
                ),
                verification=level.version.verification if level.version else "placeholder",
                is_used=level.is_used and bool(level.figures),
            )
            for level in levels(pack, book, pack.parameter(name), today)
        ]
        found.append(Aspect(title(name), cells))
    return found


def _of_the_elements(pack: Pack, item: Item) -> list[Aspect]:
    found = []
    for element in ELEMENTS:
        mark = item.mark(element)
        own = (said(item, element), mark.verification if mark else "placeholder")
        found.append(Aspect(title_of(element), _cells(pack, {0: own})))
    return found


def _cells(pack: Pack, said_at: dict[int, tuple[str, str]]) -> list[Cell]:
    """Make a cell a level; `said_at` counts in the chain of areas: 0 the county, -1 the nation."""
    names = area_names(pack)
    by_code = {pack.areas_chain[place]: said for place, said in said_at.items()}
    nothing = ("", "placeholder")
    return [
        Cell(names.get(code, code), *by_code.get(code, nothing))
        for code in reversed(pack.areas_chain)
    ]
