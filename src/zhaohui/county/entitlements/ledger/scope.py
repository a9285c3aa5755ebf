"""Which rows of each side belong to what was looked at anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from zhaohui.county.entitlements.ledger.numbers import LedgerRules
from zhaohui.county.registry.actions.write_subset import Subset


@dataclass(frozen=True, kw_only=True)
class Scope:
    """People whose own rules, and households whose rules, are answered anew."""

    people: pa.Array
    answered: pa.Array
    emptied: pa.Array
    household_rules: pa.Array

    @classmethod
    def of(cls, subset: Subset, touched: Iterable[int], rules: LedgerRules) -> Scope:
        """Everybody of the subset; of touched households without members only old rows remain."""
        answered = pa.concat_arrays([subset.living, subset.registered])
        return cls(
            people=subset.people,
            answered=answered,
            emptied=pa.array(sorted(set(touched) - set(answered.to_pylist())), pa.int64()),
            household_rules=pa.array(list(rules.household_kinds), pa.int16()),
        )

    def new(self, table: pa.Table) -> pa.Table:
        """The rows of answers, or of holdings, that are in scope."""
        return table.filter(self._in_scope(table, self.answered))

    def old(self, table: pa.Table) -> pa.Table:
        """The standing rows in scope: also those of households that have no members any more."""
        return table.filter(self._in_scope(table, pa.concat_arrays([self.answered, self.emptied])))

    def _in_scope(self, table: pa.Table, households: pa.Array) -> pa.ChunkedArray:
        of_household = pc.is_in(table["rule"], value_set=self.household_rules)
        return pc.if_else(
            of_household,
            pc.is_in(table["household"], value_set=households),
            pc.is_in(table["person"], value_set=self.people),
        )
