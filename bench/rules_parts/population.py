"""A population of any size for benches: a synthetic county's snapshot, repeated with other ids and ages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROW_GROUP = 65_536
AS_OF = date(2026, 3, 1)
IDENTITIES = ("name", "identity_number", "phone", "bank_card", "head")
IDS = ("person_id", "living_id", "registered_id", "household_id")


def write_population(folder: Path, people: int, seed: int = 1) -> None:
    """Write `persons.parquet` and `households.parquet` of exactly so many people, in a stream.

    The county that the pack describes is made once and repeated: each copy has ids of its own and is born one
    day later. The last copy is cut; households that nobody is left in stay out.
    """
    persons, households = county(people, seed)
    homes = households.num_rows
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "persons.parquet", _cut(_copies(persons, homes), people), persons.schema)
    full, rest = divmod(people, persons.num_rows)
    last = _inhabited(households, persons.slice(0, rest))
    copies = (
        _moved(households if copy < full else last, copy, 0, homes) for copy in range(full + 1)
    )
    _write(folder / "households.parquet", copies, households.schema)


def county(people: int, seed: int) -> tuple[pa.Table, pa.Table]:
    """The two tables of one synthetic county, as a snapshot has them: no more people than wanted."""
    from zhaohui.county.registry.county_spec import county_spec
    from zhaohui.engines.synth import make_county
    from zhaohui.packs import default_pack, load

    pack = load(default_pack())
    residents = min(people, pack.manifest.default_residents or people)
    made = make_county(county_spec(pack, as_of=AS_OF), residents=residents, seed=seed)
    tables = (made.persons, made.households)
    known = [[name for name in table.column_names if name not in IDENTITIES] for table in tables]
    persons, households = (
        table.select(names).combine_chunks() for table, names in zip(tables, known, strict=True)
    )
    return persons, households


def _copies(persons: pa.Table, homes: int) -> Iterator[pa.Table]:
    copy = 0
    while True:
        yield _moved(persons, copy, persons.num_rows, homes)
        copy += 1


def _moved(table: pa.Table, copy: int, people: int, homes: int) -> pa.Table:
    """A copy of the county: its ids behind those of the copies before, its dates days later."""
    columns = []
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name in IDS:
            columns.append(pc.add(column, copy * (people if name == "person_id" else homes)))
        elif pa.types.is_date32(column.type):
            days = pc.add(column.cast(pa.int32()), pa.scalar(copy, pa.int32()))
            columns.append(days.cast(pa.date32()))
        else:
            columns.append(column)
    return pa.table(columns, schema=table.schema)


def _cut(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    for table in tables:
        yield table.slice(0, rows)
        rows -= table.num_rows
        if rows <= 0:
            return


def _inhabited(households: pa.Table, persons: pa.Table) -> pa.Table:
    """The households that some of these people live or are registered in."""
    ids = pa.chunked_array([*persons["living_id"].chunks, *persons["registered_id"].chunks],
                           pa.int64())  # fmt: skip
    return households.filter(pc.is_in(households["household_id"], value_set=ids))


def _write(path: Path, tables: Iterator[pa.Table], schema: pa.Schema) -> None:
    """Row groups of the same size whatever the sizes of the tables."""
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        held: list[pa.Table] = []
        for table in tables:
            joined = pa.concat_tables([*held, table])
            whole = joined.num_rows // ROW_GROUP * ROW_GROUP
            for start in range(0, whole, ROW_GROUP):
                file.write_table(joined.slice(start, ROW_GROUP))
            held = [joined.slice(whole)]
        if held and held[0].num_rows:
            file.write_table(held[0])


def main(arguments: list[str]) -> None:
    """`python -m bench.rules_parts.population FOLDER PEOPLE [--seed N]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("people", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    write_population(asked.folder, asked.people, asked.seed)


if __name__ == "__main__":
    main(sys.argv[1:])
