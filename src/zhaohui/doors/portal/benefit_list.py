"""A department's list of benefits as it stood on a day, and the days on which it turned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.doors.portal.parameter_tables import figures
from zhaohui.engines.rules.parameters import resolve
from zhaohui.engines.rules.spec import Parameter, Version
from zhaohui.packs import Pack
from zhaohui.packs.schema.benefit_lists import BenefitListRow
from zhaohui.packs.schema.registers import SourceRow
from zhaohui.packs.schema.rules import RuleRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ListedFigure:
    """A standard of a listed benefit on a day; no `figures`: not known. `is_new`: it began on that day."""

    name: str
    unit: str
    figures: Sequence[tuple[str, str]]
    gap: str
    source: SourceRow | None
    verification: str
    is_new: bool


@dataclass(frozen=True)
class ListedBenefit:
    """A benefit of the list with its standards on a day."""

    rule: RuleRow
    figures: Sequence[ListedFigure]


def listed_benefits(
    pack: Pack, book: Rulebook, row: BenefitListRow, day: dt.date
) -> list[ListedBenefit]:
    """Return the list's benefits as they stand on a day."""
    return [
        ListedBenefit(pack.rule(rule), [_figure(pack, p, day) for p in parameters(book, rule)])
        for rule in row.rules
    ]


def list_versions(pack: Pack, book: Rulebook, row: BenefitListRow) -> list[dt.date]:
    """Return the days on which a known figure of the list begins or ends, newest first."""
    used = [each for rule in row.rules for each in parameters(book, rule)]
    days = {day for each in used for version in each.versions for day in _ends(version)}
    return sorted((day for day in days if _turns(pack, used, day)), reverse=True)


def parameters(book: Rulebook, rule_id: str) -> list[Parameter]:
    """Return the parameters that a rule's conditions and amount name, in their order."""
    rule = book.rule(rule_id)
    used = [*(n for c in rule.conditions for n in c.parameters), *rule.amount_parameters]
    return [book.parameters[name] for name in dict.fromkeys(used)]


def _ends(version: Version) -> Iterator[dt.date]:
    yield version.start
    if version.end:
        yield version.end + ONE_DAY


def _turns(pack: Pack, used: Sequence[Parameter], day: dt.date) -> bool:
    return any(_value(pack, each, day) != _value(pack, each, day - ONE_DAY) for each in used)


def _value(pack: Pack, parameter: Parameter, day: dt.date) -> object:
    return resolve(parameter, pack.areas_chain, day).value


def _figure(pack: Pack, parameter: Parameter, day: dt.date) -> ListedFigure:
    held = resolve(parameter, pack.areas_chain, day)
    version = held.version
    gap = next((each.gap for each in parameter.versions if each.gap), "")
    sources = {row.source_id: row for row in pack.sources}
    known = held.value is not None and version is not None
    return ListedFigure(
        name=parameter.name,
        unit=parameter.unit if "money" in (parameter.type, parameter.of) else "",
        figures=figures(parameter, held.value),
        gap="" if known else gap,
        source=sources.get(version.source) if known and version else None,
        verification=version.verification if known and version else "placeholder",
        is_new=held.value != _value(pack, parameter, day - ONE_DAY),
    )
