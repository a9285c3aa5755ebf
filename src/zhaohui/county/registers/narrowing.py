"""How a register's list stays quick at a million records: one index is walked, a rare answer is looked up.

The list is read from the index `record_of_area`, which covers all filters. Where a filter is rare
(few records of the register meet it), its own index gives them all, and the walk is spared.
Without statistics SQLite would take a filter's index whenever there is one, and sort what it
finds: `Walked` keeps it from doing so (decision 0035).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Func, Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.layouts import columns_to_ask
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.record_filters import field_filter
from zhaohui.packs.schema.register_files import RegisterRow

RARE = 2_000
READ = "record.read"


class Walked(Func):
    """A column as it stands in the index that is walked; SQLite takes no other index for it."""

    template = "+%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the column alone: PostgreSQL keeps statistics and chooses well."""
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def narrowed(actor: Actor, register: RegisterRow, raw: Mapping[str, str]) -> Q:
    """Return "one of these" where a filter is rare in the register; else no further condition.

    An amount or a day is looked up only by who sees the whole county: within a town the walk is short.
    """
    if connection.vendor == "postgresql":
        return Q()
    is_wide = actor.everywhere(READ) and "area" not in raw
    fields = {field.name: field for field in register.fields}
    asked = [
        field_filter(fields[name], column, over="").condition(raw)
        for name, column in columns_to_ask(register).items()
        if column.startswith("t") or is_wide
    ]
    if raw.get("state"):
        asked.append(Q(state=raw["state"]))
    for condition in filter(None, asked):
        rows = Record.objects.filter(condition, register=register.id)
        found = list(rows.order_by().values_list("pk", flat=True)[: RARE + 1])
        if len(found) <= RARE:
            return Q(pk__in=found)
    return Q()
