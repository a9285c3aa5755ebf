"""The county with everyone placed: what the makers of facts look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from zhaohui.engines.synth.allocation import Bools, Floats, Ints
from zhaohui.engines.synth.families import Families, join_families
from zhaohui.engines.synth.homes import Homes, register, settle
from zhaohui.engines.synth.kinship import ADULT, relate
from zhaohui.engines.synth.people import NOBODY, People
from zhaohui.engines.synth.places import Places, place
from zhaohui.engines.synth.pyramid import EPOCH, populate
from zhaohui.engines.synth.spec import CountySpec
from zhaohui.engines.synth.streams import Streams
from zhaohui.engines.synth.targets import Targets

M = TypeVar("M", People, Families, Homes, Places)


@dataclass
class Column:
    """Values of one fact; `words` turns codes into text; where `known` is False the fact is NULL."""

    values: NDArray[Any]
    known: Bools | None = None
    words: tuple[str, ...] = ()


@dataclass
class Scene:
    """People in their final order with households 0…n-1 of each kind, and the facts made so far.

    `living` and `registered` are household indexes of each person, `living_head` and
    `registered_head` positions of each household's head.
    """

    spec: CountySpec
    targets: Targets
    streams: Streams
    people: People
    families: Families
    homes: Homes
    places: Places
    living: Ints
    registered: Ints
    living_head: Ints
    registered_head: Ints
    facts: dict[str, Column] = field(default_factory=dict)
    living_facts: dict[str, Column] = field(default_factory=dict)

    def put(
        self,
        column: str,
        values: NDArray[Any],
        *,
        known: Bools | None = None,
        words: tuple[str, ...] = (),
    ) -> None:
        """Keep a fact of every person."""
        self.facts[column] = Column(values, known, words)

    def put_living(self, column: str, values: NDArray[Any], *, words: tuple[str, ...] = ()) -> None:
        """Keep a fact of every living household."""
        self.living_facts[column] = Column(values, None, words)

    def rng(self, name: str) -> np.random.Generator:
        """Return the random stream of this name."""
        return self.streams.of(name)

    def flags(self, column: str) -> Bools:
        """Return a yes-or-no fact made earlier."""
        return self.facts[column].values.astype(bool)

    def numbers(self, column: str) -> Ints:
        """Return a number made earlier, 0 where it does not apply."""
        return self.facts[column].values.astype(np.int64)

    def is_word(self, column: str, *wanted: str) -> Bools:
        """Say whose fact is one of these words."""
        fact = self.facts[column]
        codes = [fact.words.index(word) for word in wanted]
        found: Bools = np.isin(fact.values, codes)
        if fact.known is not None:
            found &= fact.known
        return found

    def per_home(self, values: Floats) -> Floats:
        """Sum a value of people over their living households."""
        sums: Floats = np.bincount(self.living, values, len(self.living_head)).astype(float)
        return sums

    @property
    def home_sizes(self) -> Ints:
        """Return how many live in each living household."""
        return np.bincount(self.living, minlength=len(self.living_head))

    def age_on(self, day: date) -> Ints:
        """Return everyone's full years on a day, negative before birth."""
        born = self.people.born.astype("datetime64[D]")
        months = born.astype("datetime64[M]")
        years = born.astype("datetime64[Y]")
        month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
        in_month = (born - months.astype("datetime64[D]")).astype(np.int64) + 1
        later = month * 100 + in_month > day.month * 100 + day.day
        years_old: Ints = day.year - (years.astype(np.int64) + EPOCH.year) - later
        return years_old


def build_scene(spec: CountySpec, targets: Targets, streams: Streams) -> Scene:
    """Make everyone, their families, households and places, ordered by living household."""
    people = populate(targets, spec.as_of, streams)
    relate(people, spec.as_of, streams)
    families = join_families(people, streams.of("families"))
    homes = settle(people, families, targets.living_households, streams.of("homes"))
    register(people, families, homes, streams.of("register"))
    places = place(people, homes, spec, targets.urban, streams.of("places"))
    rank = living_heads_first(people)
    order = np.lexsort((np.arange(people.size), rank, homes.living, people.away, places.area))
    people, families, homes, places = reorder(order, people, families, homes, places)
    first = np.r_[True, homes.living[1:] != homes.living[:-1]]
    registered_head, registered = np.unique(homes.registered, return_inverse=True)
    heads = np.empty(len(registered_head), dtype=np.int64)
    is_head = np.flatnonzero(homes.relation == 0)
    heads[registered[is_head]] = is_head
    return Scene(
        spec=spec,
        targets=targets,
        streams=streams,
        people=people,
        families=families,
        homes=homes,
        places=places,
        living=np.cumsum(first) - 1,
        registered=registered,
        living_head=np.flatnonzero(first),
        registered_head=heads,
    )


def living_heads_first(people: People) -> Ints:
    """Return a rank within a home: adults before children, the middle-aged first, men a little."""
    adult = people.age >= ADULT
    prime = adult & (people.age < 75)
    return np.where(prime, 0, np.where(adult, 200, 400)) - people.age - people.male


def reorder(
    order: Ints, people: People, families: Families, homes: Homes, places: Places
) -> tuple[People, Families, Homes, Places]:
    """Put everyone in `order` and let all references point to the new positions."""
    size = people.size
    new = np.empty(size + 1, dtype=np.int64)
    new[order], new[size] = np.arange(size), NOBODY

    def point(positions: Ints) -> Ints:
        return new[np.where(positions == NOBODY, size, positions)[order]]

    outside = homes.living >= size
    living = np.where(outside, size, 0) + new[np.where(outside, homes.living - size, homes.living)]
    return (
        moved(people, order, point, {"spouse", "mother", "father"}),
        moved(families, order, point, {"unit", "elder", "link", "guardian"}),
        moved(replace(homes, living=living), order, point, {"registered", "root"}),
        moved(places, order, point, set()),
    )


def moved(made: M, order: Ints, point: Callable[[Ints], Ints], references: set[str]) -> M:
    """Return a record of columns in the new order; `references` point to people."""
    columns: dict[str, Any] = {
        name: point(column) if name in references else column[order]
        for name, column in vars(made).items()
        if isinstance(column, np.ndarray)
    }
    return replace(made, **columns)
