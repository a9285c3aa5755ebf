"""Facts are missing as in a register: a few per cent, never where a person is or of which sex."""

import pyarrow.compute as pc
import pytest

from tests.engines.synth.counties import of_pack
from zhaohui.engines.synth import County

NEVER = {"sex", "hukou_area", "residence_area"}


def test_each_fact_lacks_two_to_five_per_cent(county: County, blanked: County) -> None:
    for fact in of_pack().facts:
        if fact.entity != "person":
            continue
        before, after = county.persons[fact.column], blanked.persons[fact.column]
        known = len(before) - before.null_count
        lost = (after.null_count - before.null_count) / known
        if fact.column in NEVER:
            assert lost == 0
        elif fact.column == "birth_date":
            assert 0 < lost < 0.003
        elif known > 2_000:
            assert 0.012 < lost < 0.06, fact.column


def test_what_is_left_is_unchanged(county: County, blanked: County) -> None:
    for name in county.persons.column_names:
        same = pc.equal(county.persons[name], blanked.persons[name])
        assert pc.all(same).as_py() is not False, name


@pytest.mark.parametrize(
    "column",
    ["person_id", "living_id", "registered_id", "town", "village", "identity_number", "name"],
)
def test_identity_is_never_missing(blanked: County, column: str) -> None:
    assert blanked.persons[column].null_count == 0
