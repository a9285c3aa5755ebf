"""Who is married to whom and whose child is whose: ages fit, and parents are grown up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Ints, draw_kinds, pick_exactly
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.pairing import GROUP, outward, pair_up
from zhaohui.engines.synth.people import INCOMER, NOBODY, People
from zhaohui.engines.synth.pyramid import birthday_window
from zhaohui.engines.synth.streams import Streams

ADULT = 18
OLDEST_CHILD = 45
PARENT_GAP = 19  # whole years between ages, so more than 18 years between birthdays
BIRTH_APART_DAYS = 280


def relate(people: People, as_of: date, streams: Streams) -> None:
    """Fill in spouses, parents and orphans."""
    people.elsewhere[:] = marry(people, streams.of("couples"))
    rng = streams.of("children")
    minors = people.age < ADULT
    people.orphan[:] = pick_exactly(
        rng, minors.astype(float), round(minors.sum() * number("orphan"))
    )
    slots = child_slots(people, rng)
    give_children(people, slots, rng)
    space_births(people, as_of)


def keys(people: People, who: Ints, ages: Ints) -> Ints:
    """Return matching keys: ages kept apart by where people are registered."""
    found: Ints = ages + GROUP * (people.standing[who] == INCOMER)
    return found


def marry(people: People, rng: np.random.Generator) -> Bools:
    """Form couples; the away with the away first, then across, then at home."""
    chance = np.where(
        people.male, by_age("married_men", people.age), by_age("married_women", people.age)
    )
    single = rng.random(people.size) < chance  # to be married, and not yet
    away = people.away
    together = rng.random(people.size) < number("wife_away_too")
    rounds = (
        (people.male & away & together, ~people.male & away),
        (people.male & ~away, ~people.male & away),
        (people.male & away, ~people.male & ~away),
        (people.male & ~away, ~people.male & ~away),
    )
    for men, women in rounds:
        husbands, wives = np.flatnonzero(men & single), np.flatnonzero(women & single)
        gap = rng.normal(number("husband_older"), number("husband_older_spread"), len(husbands))
        wished = people.age[husbands] - np.clip(np.rint(gap), -4, 9).astype(np.int64)
        one, other = pair_up(
            keys(people, husbands, np.maximum(wished, 18)),
            keys(people, wives, people.age[wives]),
            steps=outward(-5, 5),
            rng=rng,
        )
        people.spouse[husbands[one]] = wives[other]
        people.spouse[wives[other]] = husbands[one]
        single[husbands[one]] = single[wives[other]] = False
    return single & (rng.random(people.size) < number("spouse_elsewhere"))


@dataclass
class Slots:
    """Places for children, one row a place: the parents and the age a child should have."""

    mother: Ints
    father: Ints
    child_age: Ints
    free: Bools


def child_slots(people: People, rng: np.random.Generator) -> Slots:
    """Give each couple and some single parents places for up to three children."""
    wives = np.flatnonzero(~people.male & (people.spouse != NOBODY))
    alone = (people.spouse == NOBODY) & (people.age >= 24) & (people.age <= 80)
    parting = np.where(people.age >= 40, 0.5, 0.2) * np.where(people.male, 0.3, 1.0)
    lone = np.flatnonzero(alone & (people.elsewhere | (rng.random(people.size) < parting)))
    mother = np.concatenate([wives, np.where(people.male[lone], NOBODY, lone)])
    father = np.concatenate([people.spouse[wives], np.where(people.male[lone], lone, NOBODY)])
    young = np.minimum(
        np.where(mother >= 0, people.age[mother], 999),
        np.where(father >= 0, people.age[father], 999),
    )
    words, shares = weights("children_of_couple")
    most = np.array([int(word) for word in words])[draw_kinds(rng, len(mother), shares)]
    first = rng.normal(number("first_birth_age"), number("first_birth_spread"), len(mother))
    births = np.clip(np.rint(first), PARENT_GAP + 2, 36).astype(np.int64)
    ages, places = [], []
    for order in range(3):
        ages.append(young - births)
        places.append(order < most)
        births = np.minimum(births + rng.integers(2, 7, len(mother)), 42)
    child_age, wanted = np.concatenate(ages), np.concatenate(places)
    keep = wanted & (child_age >= 0) & (child_age <= OLDEST_CHILD)
    return Slots(
        mother=np.tile(mother, 3)[keep],
        father=np.tile(father, 3)[keep],
        child_age=child_age[keep],
        free=np.ones(int(keep.sum()), dtype=bool),
    )


def give_children(people: People, slots: Slots, rng: np.random.Generator) -> None:
    """Fill the places: minors near a parent, a given share left behind, then grown children."""
    minor = (people.age < ADULT) & ~people.orphan
    away = people.away
    left = minor & ~away & (people.standing != INCOMER)
    left &= rng.random(people.size) < number("left_behind")
    grown = (people.age >= ADULT) & (people.age < OLDEST_CHILD) & ~people.elsewhere
    grown &= (people.spouse == NOBODY) & (rng.random(people.size) < number("adult_child_at_home"))
    for parents in (slots.mother, slots.father):
        grown[parents[parents != NOBODY]] = False  # who may be a parent heads a unit

    def at(parents: Ints, *, where_away: bool) -> Bools:
        found: Bools = (parents != NOBODY) & (away[parents] == where_away)
        return found

    some_home = at(slots.mother, where_away=False) | at(slots.father, where_away=False)
    some_away = at(slots.mother, where_away=True) | at(slots.father, where_away=True)
    everywhere = np.ones(len(slots.free), dtype=bool)
    for children, places in (
        (minor & away, some_away & ~some_home),
        (minor & away, some_away),
        (left, ~some_home),
        (minor & ~away & ~left, some_home),
        (minor & ~away, everywhere),
        (grown & ~away, some_home),
        (grown, everywhere),
    ):
        fill(
            people,
            slots,
            np.flatnonzero(children & (people.mother + people.father == -2)),
            places,
            rng,
        )


def fill(
    people: People, slots: Slots, children: Ints, places: Bools, rng: np.random.Generator
) -> None:
    """Put these children into free places that fit their ages, and into the same county of register."""
    open_places = np.flatnonzero(places & slots.free)
    parent = np.maximum(slots.mother[open_places], slots.father[open_places])
    child, place = pair_up(
        keys(people, children, people.age[children]),
        keys(people, parent, slots.child_age[open_places]),
        steps=outward(-2, 7),
        rng=rng,
    )
    filled = open_places[place]
    people.mother[children[child]] = slots.mother[filled]
    people.father[children[child]] = slots.father[filled]
    slots.free[filled] = False


def space_births(people: People, as_of: date) -> None:
    """Make children of one mother twins when of one age, else at least 280 days apart."""
    child = np.flatnonzero((people.mother != NOBODY) | (people.father != NOBODY))
    parent = np.maximum(people.mother[child], people.father[child])
    order = np.lexsort((child, people.age[child], parent))
    child, parent = child[order], parent[order]
    windows = np.array([birthday_window(year, as_of) for year in range(101)])
    same = (parent[1:] == parent[:-1]) & (people.age[child[1:]] == people.age[child[:-1]])
    next_year = (parent[1:] == parent[:-1]) & (people.age[child[1:]] == people.age[child[:-1]] + 1)
    close = next_year & (people.born[child[:-1]] - people.born[child[1:]] < BIRTH_APART_DAYS)
    younger, older = child[:-1][close], child[1:][close]
    people.born[younger] = windows[people.age[younger], 1] - people.born[younger] % 40
    people.born[older] = windows[people.age[older], 0] + people.born[older] % 40
    twins = np.flatnonzero(same)
    for _ in range(2):  # at most three children a pair: a triplet takes two steps
        people.born[child[twins + 1]] = people.born[child[twins]]
