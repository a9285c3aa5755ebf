"""A bench's population: exactly so many people, whole keys, one county repeated but never the same people."""

from __future__ import annotations

import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.rules_parts import population


def test_copies_have_ids_of_their_own_and_rows_keep_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr(population, "ROW_GROUP", 700)
    made, homes = population.county(900, 3)
    monkeypatch.setattr(population, "county", lambda people, seed: (made, homes))
    people = 2 * made.num_rows + 500
    population.write_population(tmp_path, people)
    file = pq.ParquetFile(tmp_path / "persons.parquet")
    sizes = [file.metadata.row_group(index).num_rows for index in range(file.num_row_groups)]
    assert set(sizes[:-1]) == {700}
    assert sum(sizes) == people
    persons = file.read()
    assert len(pc.unique(persons["person_id"])) == people
    living = persons["living_id"].to_pylist()
    assert living == sorted(living)
    households = pq.read_table(tmp_path / "households.parquet")
    ids = households["household_id"].to_pylist()
    assert len(set(ids)) == len(ids)
    assert {*living, *persons["registered_id"].to_pylist()} <= set(ids)
    first, second = (persons["birth_date"].slice(start, 50) for start in (0, made.num_rows))
    gaps = {(b - a).days for a, b in zip(first.to_pylist(), second.to_pylist(), strict=True) if a}
    assert gaps == {1}
