"""Households hang together: who lives and who is registered with whom, and how they are related."""

import numpy as np

from tests.engines.synth.counties import AS_OF, Seen
from zhaohui.engines.synth import County

YEAR = 365.2425


def test_each_person_is_in_one_household_of_each_kind(seen: Seen, county: County) -> None:
    ids, kinds = seen.households["household_id"], seen.households["kind"]
    assert ids.tolist() == list(range(1, len(ids) + 1))
    for column, kind in (("living_id", "living"), ("registered_id", "registered")):
        assert np.array_equal(np.unique(seen[column]), ids[kinds == kind])
    assert seen["person_id"].tolist() == list(range(1, county.persons.num_rows + 1))


def test_people_are_ordered_by_living_household(seen: Seen) -> None:
    assert (np.diff(seen["living_id"]) >= 0).all()


def test_a_household_stands_where_its_people_are_counted(seen: Seen) -> None:
    village = dict(zip(seen.households["household_id"], seen.households["village"], strict=True))
    assert [village[h] for h in seen["living_id"]] == seen["village"].tolist()
    assert all(v.startswith(t) for v, t in zip(seen["village"], seen["town"], strict=True))


def test_residents_live_where_they_are_counted_and_the_away_elsewhere(seen: Seen) -> None:
    same = seen["residence_area"] == seen["village"]
    assert (same == seen.resident).all()
    registered_here = seen["hukou_area"] == seen["village"]
    assert registered_here[~seen.resident].all()
    assert 0.3 < registered_here[seen.resident].mean() < 0.99


def test_every_register_has_one_head(seen: Seen) -> None:
    heads = seen["relation"] == "户主"
    per_household = np.bincount(seen["registered_id"], weights=heads)
    assert (per_household[np.unique(seen["registered_id"])] == 1).all()
    of_table = seen.households["head"][seen.households["kind"] == "registered"]
    assert set(of_table.tolist()) == set(seen["person_id"][heads].tolist())


def heads_of(seen: Seen) -> np.ndarray:
    """Return the row of each person's registered head."""
    rows = np.full(seen["registered_id"].max() + 1, -1)
    heads = np.flatnonzero(seen["relation"] == "户主")
    rows[seen["registered_id"][heads]] = heads
    return rows[seen["registered_id"]]


def test_relations_fit_ages_and_sexes(seen: Seen) -> None:
    head = heads_of(seen)
    born = seen["birth_date"].astype("datetime64[D]").astype(int)
    older = (born - born[head]) / YEAR  # years by which the head is older
    relation = seen["relation"]
    spouse = relation == "配偶"
    assert (seen["sex"][spouse] != seen["sex"][head[spouse]]).all()
    assert (np.abs(older[spouse]) < 21).all()
    assert (older[relation == "子女"] > 18).all()
    assert (older[relation == "孙子女"] > 36).all()
    assert (older[relation == "父母"] < -18).all()
    assert {"子女", "配偶", "孙子女", "父母", "兄弟姐妹"} <= set(relation.tolist())


def test_a_head_has_at_most_one_spouse(seen: Seen) -> None:
    spouses = np.bincount(seen["registered_id"], weights=seen["relation"] == "配偶")
    assert spouses.max() == 1


def test_no_child_lives_without_an_adult(seen: Seen) -> None:
    adults = np.bincount(seen["living_id"], weights=seen.age >= 18)
    children = np.bincount(seen["living_id"], weights=seen.age < 18)
    assert not ((adults == 0) & (children > 0)).any()


def test_left_behind_children_live_with_the_old_and_are_many(seen: Seen) -> None:
    left = seen["parents_away"]
    assert 0.1 < left.sum() / (seen.resident & (seen.age < 18)).sum() < 0.4
    assert (seen.age[left] < 18).all()
    assert seen.resident[left].all()
    oldest = np.zeros(seen["living_id"].max() + 1)
    np.maximum.at(oldest, seen["living_id"], seen.age)
    assert (oldest[seen["living_id"][left]] >= 40).mean() > 0.95


def test_living_and_registered_households_differ(seen: Seen) -> None:
    spread = {}
    for registered, living in zip(seen["registered_id"], seen["living_id"], strict=True):
        spread.setdefault(registered, set()).add(living)
    apart = np.mean([len(homes) > 1 for homes in spread.values()])
    assert 0.2 < apart < 0.8


def test_old_people_alone_and_three_generations_both_occur(seen: Seen) -> None:
    size = np.bincount(seen["living_id"])
    alone = seen.resident & (seen.age >= 65) & (size[seen["living_id"]] == 1)
    assert 0.05 < alone.sum() / (seen.resident & (seen.age >= 65)).sum() < 0.5
    young = np.bincount(seen["living_id"], weights=seen.age < 18)
    middle = np.bincount(seen["living_id"], weights=(seen.age >= 18) & (seen.age < 50))
    old = np.bincount(seen["living_id"], weights=seen.age >= 60)
    assert ((young > 0) & (middle > 0) & (old > 0)).any()


def test_the_away_miss_from_the_working_ages_of_residents(seen: Seen) -> None:
    assert AS_OF.year - 2000 == 26
    working = (seen.age >= 20) & (seen.age < 50)
    assert working[~seen.resident].mean() > 1.5 * working[seen.resident].mean()


def test_ages_change_smoothly(seen: Seen) -> None:
    counts = np.bincount(seen.age[seen.resident], minlength=101)[:80].astype(float)
    steps = np.abs(np.diff(counts))
    assert (steps <= 0.25 * counts[:-1] + 6).all()
