"""The snapshot holds every fact of everybody, no identity, and appears whole."""

import pyarrow.parquet as pq
import pytest

from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.county.registry.errors import NoDataError
from zhaohui.county.registry.models import Person

IDENTITY = {"name", "identity_number", "phone", "bank_card"}


def test_it_holds_what_the_registry_holds(county):
    snapshot = write_snapshot()
    assert (snapshot.persons, snapshot.households) == (
        county.persons.num_rows,
        county.households.num_rows,
    )
    assert snapshot.is_synthetic
    people = county.persons.drop_columns(list(IDENTITY)).sort_by(
        [("living_id", "ascending"), ("person_id", "ascending")]
    )
    written = pq.read_table(snapshot.folder / "persons.parquet")
    assert written.select(people.column_names) == people
    homes = pq.read_table(snapshot.folder / "households.parquet")
    assert homes.select(county.households.column_names) == county.households


def test_no_identity_enters_it(county):
    snapshot = write_snapshot()
    names = set()
    for path in snapshot.folder.iterdir():
        table = pq.read_table(path)
        names |= set(table.column_names)
        values = {str(value) for column in table.columns for value in column.to_pylist()}
        for row in county.persons.to_pylist():
            assert not values & {row[name] for name in IDENTITY}
    assert not {name for name in names if name in IDENTITY or "sealed" in name or "index" in name}


def test_the_same_registry_gives_the_same_folder(county, data_dir):
    first, second = write_snapshot(), write_snapshot()
    assert first == second
    assert [path.name for path in (data_dir / "snapshot").iterdir()] == [first.hash]


def test_one_changed_fact_gives_another_folder(county):
    before = write_snapshot()
    person = Person.objects.filter(boards=True)[0]
    person.boards = None
    person.save(update_fields=["boards"])
    assert write_snapshot().hash != before.hash


@pytest.mark.django_db
def test_an_empty_registry_says_which_command_fills_it(data_dir):
    with pytest.raises(NoDataError, match="zhaohui seed") as caught:
        write_snapshot()
    assert caught.value.exit_code == 3
    assert list((data_dir / "snapshot").iterdir()) == []


def test_drafts_of_dead_processes_go(county, data_dir):
    dead = data_dir / "snapshot" / ".draft-4194999-abc"
    dead.mkdir(parents=True)
    (dead / "persons.parquet").touch()
    write_snapshot()
    assert not dead.exists()


def test_few_queries(county, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        write_snapshot()
