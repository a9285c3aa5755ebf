"""Facts that are no longer counted once they are old: after `fresh_days` they are unknown again.

Only where the dictionary says `lapses`; others keep their value and carry the mark 过期. Unknown is
not "no": the answers that rested on such a fact then ask for it anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from zhaohui.county.registry.models import FieldOverride, Household, Person, SourceBatch, Subject
from zhaohui.packs.schema.registers import FactRow

DAY = dt.timedelta(days=1)
SUBJECTS = {Person: Subject.PERSON, Household: Subject.HOUSEHOLD}
DUE = pa.schema([("kind", pa.string()), ("household_id", pa.int64()), ("next_change", pa.date32())])


def lapse_day(of: dt.date, fresh_days: int) -> dt.date:
    """Return the first day on which a value of a day is no longer counted."""
    return of + (fresh_days + 1) * DAY


def lapsing(facts: Iterable[FactRow]) -> list[FactRow]:
    """Return the facts that are not counted once they are old."""
    return [fact for fact in facts if fact.lapses and fact.fresh_days]


@dataclass
class Lapses:
    """What is no longer counted on a day, and when each household next loses a fact."""

    day: dt.date
    facts: list[FactRow]
    due: dict[tuple[str, int], dt.date] = field(default_factory=dict)
    _dates: dict[int, dt.date] = field(default_factory=dict)
    _noted: dict[str, dict[int, dt.date]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: dt.date, facts: Iterable[FactRow]) -> Lapses:
        """Read the batches' days and the fields that differ from their row's; two queries, if any."""
        lapses = cls(day, lapsing(facts))
        if lapses.facts:
            lapses._dates = dict(SourceBatch.objects.values_list("pk", "as_of"))
            columns: dict[str, dict[int, dt.date]] = {fact.column: {} for fact in lapses.facts}
            notes = FieldOverride.objects.filter(column__in=columns).values_list(
                "column", "subject_id", "batch_id"
            )
            for column, subject, batch in notes:
                columns[column][subject] = lapses._dates[batch]
            lapses._noted = columns
        return lapses

    def apply(self, model: type[Person | Household], table: pa.Table) -> pa.Table:
        """Return the rows, which hold `batch_id`, without what has lapsed; note what lapses next."""
        own = [fact for fact in self.facts if (fact.entity == "person") == (model is Person)]
        for fact in own:
            if fact.column in table.column_names:
                table = self._without(fact, model, table)
        return table

    def _without(self, fact: FactRow, model: type[Person | Household], table: pa.Table) -> pa.Table:
        key = table["person_id" if model is Person else "household_id"]
        last = pa.array(self._last_days(fact, key, table["batch_id"]), pa.date32())
        has_lapsed = pc.less_equal(last, pa.scalar(self.day, pa.date32()))
        value = table[fact.column]
        kept = pc.if_else(has_lapsed, pa.scalar(None, value.type), value)
        waiting = pc.and_(pc.invert(has_lapsed), pc.is_valid(value))
        self._note(fact, model, table.append_column("lapses", last).filter(waiting))
        return table.set_column(table.column_names.index(fact.column), fact.column, kept)

    def _last_days(
        self, fact: FactRow, keys: pa.ChunkedArray, batches: pa.ChunkedArray
    ) -> pa.ChunkedArray:
        days = {pk: lapse_day(of, fact.fresh_days or 0) for pk, of in self._dates.items()}
        usual = pc.index_in(batches, value_set=pa.array(list(days), pa.int64()))
        found = pa.array(list(days.values()), pa.date32()).take(usual.combine_chunks())
        noted = self._noted[fact.column]
        if noted:
            place = pc.index_in(keys, value_set=pa.array(list(noted), pa.int64())).combine_chunks()
            own = [lapse_day(of, fact.fresh_days or 0) for of in noted.values()]
            found = pc.coalesce(pa.array(own, pa.date32()).take(place), found)
        return found

    def _note(self, fact: FactRow, model: type[Person | Household], rows: pa.Table) -> None:
        days = rows["lapses"].to_pylist()
        if model is Person:
            for kind in ("living", "registered"):
                self._soonest(kind, rows[f"{kind}_id"].to_pylist(), days)
        else:
            self._soonest(fact.entity, rows["household_id"].to_pylist(), days)

    def _soonest(self, kind: str, homes: list[int], days: list[dt.date]) -> None:
        for home, day in zip(homes, days, strict=True):
            key = (kind, home)
            if key not in self.due or day < self.due[key]:
                self.due[key] = day

    def due_table(self) -> pa.Table:
        """Return each household's next day on which a fact lapses, in the columns of `due.parquet`."""
        kinds, homes = zip(*self.due, strict=True) if self.due else ((), ())
        columns = [list(kinds), list(homes), list(self.due.values())]
        return pa.table(dict(zip(DUE.names, columns, strict=True)), schema=DUE)
