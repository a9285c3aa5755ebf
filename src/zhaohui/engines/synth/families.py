"""Units (a couple or a single adult with the children), and which unit belongs to whose parents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Ints
from zhaohui.engines.synth.assumptions import number
from zhaohui.engines.synth.kinship import ADULT, keys
from zhaohui.engines.synth.pairing import outward, pair_up
from zhaohui.engines.synth.people import NOBODY, People

YOUNGEST_ELDER = 41


@dataclass
class Families:
    """Units are named by the position of their anchor: the husband, or the single adult.

    Arrays are as long as people and mean something at anchors: `elder` is the anchor of the unit
    of the parents' generation, `link` the spouse through whom; `guardian` (of every person) the
    anchor of the unit that looks after a child whose own unit has no grown-up at home.
    """

    unit: Ints
    elder: Ints
    link: Ints
    guardian: Ints

    def anchors(self) -> Ints:
        """Return the anchors."""
        return np.flatnonzero(self.unit == np.arange(len(self.unit)))


def join_families(people: People, rng: np.random.Generator) -> Families:
    """Form units and tie younger units to elder ones, those with left-behind children first."""
    unit = np.arange(people.size)
    wives = np.flatnonzero(~people.male & (people.spouse != NOBODY))
    unit[wives] = people.spouse[wives]
    children = np.flatnonzero((people.mother != NOBODY) | (people.father != NOBODY))
    parent = np.maximum(people.mother[children], people.father[children])
    unit[children] = unit[parent]
    nobody = np.full(people.size, NOBODY)
    families = Families(unit, nobody, nobody.copy(), nobody.copy())
    grown_home = any_in(unit, ~people.away & (people.age >= ADULT))
    minor_home = any_in(unit, ~people.away & (people.age < ADULT))
    anchors = families.anchors()
    anchors = anchors[people.age[anchors] >= ADULT]
    left = anchors[(minor_home & ~grown_home)[anchors]]
    tie(people, families, left, anchors[grown_home[anchors]], rng)
    age = people.age[anchors]
    rest = rng.random(len(anchors)) < number("three_generations")
    tie(people, families, anchors[rest & (age >= 45) & (age < 60)], anchors[age >= 65], rng)
    tie(people, families, anchors[rest & (age >= 20) & (age < 45)], anchors, rng)
    find_guardians(people, families, grown_home, rng)
    return families


def any_in(unit: Ints, members: Bools) -> Bools:
    """Say at each anchor whether some member of its unit is among `members`."""
    found = np.zeros(len(unit), dtype=bool)
    found[unit[members]] = True
    return found


def tie(
    people: People, families: Families, juniors: Ints, elders: Ints, rng: np.random.Generator
) -> None:
    """Give juniors an elder unit of fitting age; a unit is elder once, and never both."""
    elder_used = np.zeros(people.size, dtype=bool)
    elder_used[families.elder[families.elder != NOBODY]] = True
    is_junior = families.elder != NOBODY
    juniors = juniors[~is_junior[juniors] & ~elder_used[juniors]]
    spouse = people.spouse[juniors]
    through_wife = (spouse != NOBODY) & (rng.random(len(juniors)) >= number("through_husband"))
    link = np.where(through_wife, spouse, juniors)
    older = np.clip(rng.normal(number("parents_older"), 4, len(juniors)), 21, 38)
    busy = is_junior | elder_used
    busy[juniors] = True
    young = younger_of_couple(people, elders)
    elders = elders[~busy[elders] & (young >= YOUNGEST_ELDER)]
    young = younger_of_couple(people, elders)
    one, other = pair_up(
        keys(people, juniors, people.age[link] + np.rint(older).astype(np.int64)),
        keys(people, elders, young),
        steps=outward(-2, 8),
        rng=rng,
    )
    families.elder[juniors[one]] = elders[other]
    families.link[juniors[one]] = link[one]


def younger_of_couple(people: People, anchors: Ints) -> Ints:
    """Return the age of the younger spouse, or of the single adult."""
    spouse = people.spouse[anchors]
    return np.where(
        spouse == NOBODY,
        people.age[anchors],
        np.minimum(people.age[anchors], people.age[np.maximum(spouse, 0)]),
    )


def find_guardians(
    people: People, families: Families, grown_home: Bools, rng: np.random.Generator
) -> None:
    """Put children whose unit (and elders) have no grown-up with them into an older unit's care.

    Children of one unit stay together. Away children without parents go to an away unit.
    """
    elder_of = families.elder[families.unit]
    elder_home = (elder_of != NOBODY) & grown_home[np.maximum(elder_of, 0)]
    grown_away = any_in(families.unit, people.away & (people.age >= ADULT))
    minor = people.age < ADULT
    for lost, shelter, away in (
        (minor & ~people.away & ~grown_home[families.unit] & ~elder_home, grown_home, False),
        (minor & people.away & ~grown_away[families.unit], grown_away, True),
    ):
        first = np.unique(families.unit[lost])
        oldest = np.zeros(people.size, dtype=np.int64)
        np.maximum.at(oldest, families.unit[lost], people.age[lost])
        homes = families.anchors()
        homes = homes[shelter[homes] & (people.away[homes] == away) & (people.age[homes] >= 40)]
        wished = oldest[first] + rng.integers(42, 58, len(first))
        one, other = pair_up(
            keys(people, first, np.minimum(wished, 80)),
            keys(people, homes, younger_of_couple(people, homes)),
            steps=outward(-4, 30),
            rng=rng,
        )
        families_guardian = np.full(people.size, NOBODY)
        families_guardian[first[one]] = homes[other]
        families.guardian[lost] = families_guardian[families.unit[lost]]
