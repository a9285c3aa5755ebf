"""The rules that serve a service, as sentences, bands, dates and citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zhaohui.doors.portal.parameter_tables import ParameterTable, area_names, parameter_table
from zhaohui.engines.rules.story import phrase
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import SourceRow
from zhaohui.packs.schema.rules import RuleRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook


@dataclass(frozen=True)
class RuleWords:
    """A rule for reading: its amount in words, its parameters' tables, its citations."""

    rule: RuleRow
    amount: str
    tables: Sequence[ParameterTable]
    citations: Sequence[tuple[SourceRow | None, str, str]]
    excludes: Sequence[str]
    is_stale: bool


def rules_in_words(pack: Pack, book: Rulebook, service_id: str, today: date) -> list[RuleWords]:
    """Return the rules of a service as pages show them."""
    return [rule_in_words(pack, book, rule, today) for rule in pack.rules_of(service_id)]


def rule_in_words(pack: Pack, book: Rulebook, rule: RuleRow, today: date) -> RuleWords:
    """Return one rule with the parameters that its expressions name."""
    compiled = book.rule(rule.id)
    used = [*compiled.amount_parameters, *(n for c in compiled.conditions for n in c.parameters)]
    parameters = [book.parameters[name] for name in dict.fromkeys(used)]
    tables = [parameter_table(pack, parameter, today) for parameter in parameters]
    sources = {row.source_id: row for row in pack.sources}
    titles = {other.id: other.name for other in pack.rules}
    return RuleWords(
        rule=rule,
        amount=phrase(compiled.amount.node, area_names(pack)) if compiled.amount else "",
        tables=tables,
        citations=[(sources.get(c.source), c.source, c.article) for c in rule.citations],
        excludes=[titles.get(other, other) for other in rule.excludes],
        is_stale=any(row.is_stale for table in tables for row in table.rows),
    )
