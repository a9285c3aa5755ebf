"""The keys must be those of the people already registered; with others nobody would be found again."""

import datetime as dt

import pytest

from tests.county.small_county import AS_OF, small_county, the_pack
from zhaohui.county.registry.actions.import_table import Source, import_table
from zhaohui.county.registry.actions.load_county import load_county
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import KeyRing, SealError
from zhaohui.engines.seals.keystore import rotate_keys

SYNTHETIC = Source(department="民政", as_of=dt.date(2026, 6, 1), is_synthetic=True)


@pytest.fixture
def table(tmp_path, county):
    path = tmp_path / "table.csv"
    number = county.persons["identity_number"][0].as_py()
    path.write_text(f"身份证号,月收入\n{number},1\n", encoding="utf-8")
    return path


def other_index(ring):
    return KeyRing(keys=ring.keys, current=ring.current, index_key=bytes(16))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (None, "its keys .* are missing"),
        (lambda _ring: KeyRing.generate(), "was sealed with another key"),
        (
            lambda ring: KeyRing(keys={2: ring.keys[1]}, current=2, index_key=ring.index_key),
            "key 1",
        ),
        (other_index, "index key is not the one"),
    ],
)
def test_foreign_keys_stop_an_import_before_it_writes(data_dir, table, change, sentence):
    path, people = data_dir / "keys.json", Person.objects.count()
    ring = KeyRing.from_text(path.read_text())
    path.unlink()
    if change:
        path.write_text(change(ring).to_text())
    before = sorted(data_dir.iterdir())
    with pytest.raises(SealError, match=sentence) as caught:
        import_table(table, pack=the_pack(), source=SYNTHETIC)
    assert caught.value.hint
    assert sorted(data_dir.iterdir()) == before  # and no new keys in the place of the lost ones
    assert Person.objects.count() == people


def test_after_a_rotation_people_are_still_found(data_dir, table):
    rotate_keys(data_dir / "keys.json")
    report = import_table(table, pack=the_pack(), source=SYNTHETIC)
    assert (report.rows, report.created, report.faults) == (1, 0, [])


def test_a_new_synthetic_county_may_come_with_new_keys(data_dir, county):
    (data_dir / "keys.json").unlink()
    load_county(small_county(seed=2), as_of=AS_OF, department="模拟", replace=True)
    assert registry_seals().identity.open(Person.objects.first().identity_sealed)
