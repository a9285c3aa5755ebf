"""The synthetic county enters whole, once, sealed, and never beside real people."""

import datetime as dt

import pyarrow as pa
import pytest
from django.db import IntegrityError, connection

from tests.county.small_county import AS_OF, small_county
from zhaohui.county.bulk_rows import ColumnsError
from zhaohui.county.places.models import Facility, Organisation
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.errors import MixedDataError, OtherCountyError
from zhaohui.county.registry.models import Household, Person, SourceBatch
from zhaohui.county.registry.seals import registry_seals

pytestmark = pytest.mark.django_db


def load(county, **options):
    return load_county(county, as_of=AS_OF, department="模拟", **options)


def test_it_works(county):
    rows = county.persons.to_pylist()
    assert Person.objects.count() == len(rows)
    assert Household.objects.count() == county.households.num_rows
    assert (Organisation.objects.count(), Facility.objects.count()) == (1, 1)
    stored = {person.pk: person for person in Person.objects.all()}
    for row in rows:
        person = stored[row["person_id"]]
        facts = {name: getattr(person, name) for name in row if hasattr(person, name)}
        assert facts == {name: row[name] for name in facts}
    batch = SourceBatch.objects.get()
    assert (batch.rows, batch.is_synthetic, batch.as_of) == (len(rows), True, AS_OF)


def test_a_person_is_found_by_number_and_opened_with_the_key(county):
    row = county.persons.to_pylist()[7]
    seals = registry_seals()
    person = Person.objects.get(identity_index=seals.identity_index.of(row["identity_number"]))
    assert person.pk == row["person_id"]
    assert seals.identity.open(person.identity_sealed) == row["identity_number"]
    assert seals.phone.open(person.phone_sealed) == row["phone"]
    assert seals.bank_card.open(person.bank_card_sealed) == row["bank_card"]


def test_the_same_county_twice_changes_nothing(county):
    batch, changed = load(small_county())
    assert (batch.pk, changed) == (SourceBatch.objects.get().pk, False)


def test_another_county_needs_replace(county):
    other = small_county(30, seed=2)
    with pytest.raises(OtherCountyError, match="another synthetic county"):
        load(other)
    assert Person.objects.count() == county.persons.num_rows
    _, changed = load(other, replace=True)
    assert changed
    assert Person.objects.count() == 30
    assert SourceBatch.objects.count() == 1


def test_it_is_not_mixed_with_real_people(data_dir):
    SourceBatch.objects.create(
        department="民政",
        as_of=dt.date(2026, 1, 1),
        kind="table",
        rows=1,
        content_hash="x",
        is_synthetic=False,
    )
    with pytest.raises(MixedDataError):
        load(small_county(10), replace=True)
    assert not Person.objects.exists()


def test_an_unknown_or_missing_column_is_named(data_dir):
    good = small_county(10)
    with pytest.raises(ColumnsError, match="shoe_size"):
        load(with_persons(good, good.persons.append_column("shoe_size", pa.array([1] * 10))))
    with pytest.raises(ColumnsError, match="lacks living_id"):
        load(with_persons(good, good.persons.drop_columns(["living_id"])))
    assert not SourceBatch.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(data_dir):
    good = small_county(10)
    twice = pa.concat_tables([good.persons, good.persons.slice(0, 1)])
    with pytest.raises(IntegrityError):
        load(with_persons(good, twice))
    assert not Person.objects.exists()
    assert not SourceBatch.objects.exists()


def test_statements_do_not_grow_with_the_people(data_dir, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        load(small_county(400))


def test_progress_ends_at_one(data_dir):
    seen = {}
    load(small_county(10), progress=seen.__setitem__)
    assert seen == {"households": 1.0, "persons": 1.0}


def with_persons(county, persons):
    return type(county)(
        persons=persons,
        households=county.households,
        organisations=county.organisations,
        facilities=county.facilities,
        report=county.report,
    )


@pytest.mark.django_db(transaction=True)
def test_nothing_readable_at_rest(data_dir, tmp_path):
    county = small_county(40)
    load(county)
    stored = whole_database(tmp_path)
    for row in county.persons.to_pylist():
        assert row["name"].encode() in stored
        for secret in ("identity_number", "phone", "bank_card"):
            assert row[secret].encode() not in stored
            assert row[secret].encode("utf-16-le") not in stored


def whole_database(folder):
    """Return every table's bytes as the database keeps them."""
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return copy.read_bytes()
    stored = b""
    for table in connection.introspection.table_names():
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows,
        ):
            stored += b"".join(bytes(block) for block in rows)
    return stored
