"""Living households 共同生活家庭 and registered households 户籍户, and each one's relation to its head."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Ints, pick_by_chance, pick_exactly
from zhaohui.engines.synth.assumptions import number
from zhaohui.engines.synth.families import Families, any_in
from zhaohui.engines.synth.kinship import ADULT
from zhaohui.engines.synth.people import NOBODY, People

RELATIONS = ("户主", "配偶", "子女", "父母", "祖父母", "孙子女", "兄弟姐妹", "其他")
HEAD, SPOUSE, CHILD, PARENT, _, GRANDCHILD, SIBLING, OTHER = range(len(RELATIONS))
GRANDPARENT_GAP = 37


@dataclass
class Homes:
    """For each person: labels of both households, the family's root unit, and the relation.

    A living label below the number of people is a home in the county, above it one elsewhere.
    """

    living: Ints
    registered: Ints
    root: Ints
    relation: Ints


def settle(
    people: People, families: Families, living_households: int, rng: np.random.Generator
) -> Homes:
    """Decide who lives and who is registered with whom; homes in the county number as asked."""
    unit, elder = families.unit, families.elder
    grown_home = any_in(unit, ~people.away & (people.age >= ADULT))
    carer = carers(people, families, grown_home)
    home = ~people.away
    label = np.where(home & (carer != NOBODY), carer, unit)
    able = (elder != NOBODY) & grown_home & grown_home[np.maximum(elder, 0)]
    able &= any_in(unit, home)
    have = len(np.unique(label[home]))
    joint = pick_exactly(rng, able.astype(float), have - living_households)
    label = np.where(joint[label], elder[label], label)
    label = move_out(people, label, home, living_households, rng)
    return Homes(
        living=np.where(home, label, away_labels(people, families)),
        registered=np.empty(0, np.int64),
        root=roots(people, families),
        relation=np.empty(0, np.int64),
    )


def adopted(people: People, families: Families) -> Bools:
    """Return the children without parents whom another unit takes in, also on its register."""
    alone: Bools = families.unit == np.arange(people.size)
    alone &= (families.guardian != NOBODY) & (people.age < ADULT)
    return alone


def roots(people: People, families: Families) -> Ints:
    """Return the anchor of each person's widest family: it decides the village of registration."""
    unit = np.where(adopted(people, families), families.guardian, families.unit)
    elder = families.elder[unit]
    return np.where(elder != NOBODY, elder, unit)


def carers(people: People, families: Families, grown_home: Bools) -> Ints:
    """Return the unit that a child without a grown-up at home lives with, else NOBODY."""
    lost = (people.age < ADULT) & ~people.away & ~grown_home[families.unit]
    elder = families.elder[families.unit]
    with_elder = (elder != NOBODY) & grown_home[np.maximum(elder, 0)]
    return np.where(lost, np.where(with_elder, elder, families.guardian), NOBODY)


def move_out(
    people: People, label: Ints, home: Bools, wanted: int, rng: np.random.Generator
) -> Ints:
    """Let grown children live alone when there are fewer homes than wanted."""
    short = wanted - len(np.unique(label[home]))
    if short <= 0:
        return label
    is_child = (people.mother != NOBODY) | (people.father != NOBODY)
    grown = home & is_child & (people.age >= ADULT + 2) & (people.spouse == NOBODY)
    moved = pick_exactly(rng, grown.astype(float), short)
    return np.where(moved, np.arange(people.size), label)


def away_labels(people: People, families: Families) -> Ints:
    """Return labels of homes elsewhere: couples with minor children together, others alone."""
    is_child = (people.mother != NOBODY) | (people.father != NOBODY)
    alone = is_child & (people.age >= ADULT)
    unit = np.where(families.guardian != NOBODY, families.guardian, families.unit)
    return people.size + np.where(alone, np.arange(people.size), unit)


def register(people: People, families: Families, homes: Homes, rng: np.random.Generator) -> None:
    """Fill in the registered households and everyone's relation to the head."""
    size = people.size
    everyone = np.arange(size)
    unit, elder = families.unit, families.elder
    tied = elder != NOBODY
    own = tied & pick_by_chance(rng, tied * number("own_register"))
    base = np.where(adopted(people, families), families.guardian, unit)
    inside = tied[base] & ~own[base]
    homes.registered = np.where(inside, elder[base], base)
    # The head: the root's anchor, or now and then the grown child who stayed.
    juniors = np.flatnonzero(tied & ~own & (unit == everyone))
    juniors = juniors[(people.age[elder[juniors]] >= 60)]
    juniors = juniors[rng.random(len(juniors)) < number("young_head")]
    head = everyone.copy()
    head[elder[juniors]] = families.link[juniors]
    young_head = np.zeros(size, dtype=bool)
    young_head[elder[juniors]] = True
    homes.relation = relations(people, families, homes, head, young_head)


def relations(
    people: People, families: Families, homes: Homes, head: Ints, young_head: Bools
) -> Ints:
    """Return each person's relation to the head of the registered household."""
    everyone = np.arange(people.size)
    unit, label = families.unit, homes.registered
    reg_head = head[label]
    in_root = unit == label  # of the unit that gives the household its name
    linked = families.link[unit] == everyone
    is_child = (people.mother != NOBODY) | (people.father != NOBODY)
    young = young_head[label]
    grandchild = people.age[reg_head] - people.age >= GRANDPARENT_GAP
    cases: list[tuple[Bools, Ints | int]] = [
        (reg_head == everyone, HEAD),
        (people.spouse == reg_head, SPOUSE),
        (adopted(people, families), np.where(grandchild & ~young, GRANDCHILD, OTHER)),
        (
            in_root & ~is_child & young,
            np.where(people.age > people.age[reg_head] + 18, PARENT, OTHER),
        ),
        (in_root & young, SIBLING),
        (in_root, CHILD),
        (linked, CHILD),
        (is_child, np.where(young, CHILD, GRANDCHILD)),
    ]
    relation = np.full(people.size, OTHER)
    for case, value in reversed(cases):
        relation = np.where(case, value, relation)
    return relation
