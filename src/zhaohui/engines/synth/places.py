"""Where people live and are registered: villages by weight, communities filled to the urban figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhaohui.engines.synth.allocation import (
    Bools,
    Floats,
    Ints,
    draw_kinds,
    pick_by_chance,
    share_out,
)
from zhaohui.engines.synth.assumptions import number, weights
from zhaohui.engines.synth.homes import Homes
from zhaohui.engines.synth.people import INCOMER, People
from zhaohui.engines.synth.spec import COMMUNITY, CountySpec


@dataclass
class Places:
    """Area positions in the spec: of registration and of life; outside codes are positions in `outside`.

    `area` is where the county counts a person: of life for residents, of registration for the away.
    """

    area: Ints
    registered_area: Ints
    away_to: Ints
    outside: list[str]
    urban: Bools


@dataclass
class Ground:
    """The areas to choose from: their weights, and which are communities."""

    share: Floats
    community: Bools

    @property
    def is_one_kind(self) -> bool:
        """Say whether there are only communities, or none."""
        return bool(self.community.all()) or not self.community.any()

    def scatter(self, in_town: Bools, rng: np.random.Generator) -> Ints:
        """Return an area by weight for each: a community where `in_town` says so, else a village."""
        if self.is_one_kind:
            return draw_kinds(rng, len(in_town), self.share)
        areas = np.empty(len(in_town), dtype=np.int64)
        for town in (True, False):
            who = in_town == town
            shares = np.where(self.community == town, self.share, 0.0)
            areas[who] = draw_kinds(rng, int(who.sum()), shares)
        return areas


def place(
    people: People, homes: Homes, spec: CountySpec, urban_residents: int, rng: np.random.Generator
) -> Places:
    """Give every family a village of registration and every home a village or community."""
    community = np.array([area.kind == COMMUNITY for area in spec.areas])
    ground = Ground(area_weights(spec, rng), community)
    roots = np.unique(homes.root)
    in_town = pick_by_chance(rng, np.full(len(roots), number("registered_urban_share")))
    of_root = np.zeros(people.size, dtype=np.int64)
    of_root[roots] = ground.scatter(in_town, rng)
    registered = of_root[homes.root]
    home = ~people.away
    area = registered.copy()
    area[home] = home_areas(
        people, homes.living[home], registered, ground, urban_residents, rng=rng
    )
    away_words, away_weights = weights("away_places")
    from_words, from_weights = weights("incomer_places")
    to = one_per_label(homes.living, away_weights, rng)
    origin = one_per_label(homes.registered, from_weights, rng) + len(away_words)
    return Places(
        area=area,
        registered_area=registered,
        away_to=np.where(people.standing == INCOMER, origin, to),
        outside=[outside_code(word, spec.division) for word in (*away_words, *from_words)],
        urban=community[area],
    )


def area_weights(spec: CountySpec, rng: np.random.Generator) -> Floats:
    """Return the areas' weights; equal ones are spread, as no two villages are of one size."""
    given = np.array([area.weight for area in spec.areas], dtype=float)
    spread = np.exp(rng.normal(0, number("village_spread"), len(given)))
    return given * spread if np.ptp(given) == 0 else given


def home_areas(
    people: People,
    living: Ints,
    registered: Ints,
    ground: Ground,
    urban_residents: int,
    *,
    rng: np.random.Generator,
) -> Ints:
    """Return each resident's area (`living`: their homes); exactly `urban_residents` in communities."""
    labels, group, sizes = np.unique(living, return_inverse=True, return_counts=True)
    of_label = registered[labels]
    stays = ground.community[of_label]
    if ground.is_one_kind:
        return of_label[group]
    age, incomer = people.age[labels], people.standing[labels] == INCOMER
    pull = np.where(stays, 0.0, np.where(incomer, 0.3, np.where(age < 55, 1.0, 1.6)))
    in_town = fill_towns(pull + rng.random(len(labels)), sizes, urban_residents)
    moved = in_town != stays
    areas: Ints = np.where(moved, ground.scatter(in_town, rng), of_label)[group]
    return areas


def fill_towns(wish: Floats, sizes: Ints, places: int) -> Bools:
    """Take homes by their wish until the places are full, the last ones with people alone."""
    order = np.argsort(wish, kind="stable")
    taken = np.cumsum(sizes[order]) <= places
    first_out = int(np.argmin(taken)) if not taken.all() else len(order)
    chosen = np.zeros(len(wish), dtype=bool)
    chosen[order[:first_out]] = True
    rest = places - int(sizes[chosen].sum())
    for size in (*range(min(rest, 6), 0, -1), 1):
        left = order[~chosen[order] & (sizes[order] == size)]
        count = min(len(left), rest // size)
        chosen[left[:count]] = True
        rest -= count * size
    return chosen


def one_per_label(labels: Ints, share: Floats, rng: np.random.Generator) -> Ints:
    """Draw one kind for each household label and hand it to its people."""
    found, group = np.unique(labels, return_inverse=True)
    kinds = np.repeat(np.arange(len(share)), share_out(len(found), share))
    drawn: Ints = rng.permutation(kinds)[group]
    return drawn


def outside_code(word: str, division: str) -> str:
    """Return the six digits of a place outside: same_city, same_province or a province's own code."""
    if word == "same_city":
        return division[:4] + "00"
    if word == "same_province":
        return division[:2] + "0000"
    return word
