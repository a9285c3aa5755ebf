"""What households live on besides own incomes, and the stretch to the published means."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Floats, Ints, pick_by_chance
from zhaohui.engines.synth.assumptions import number
from zhaohui.engines.synth.kinship import ADULT
from zhaohui.engines.synth.labour import TEN_YUAN
from zhaohui.engines.synth.people import NOBODY
from zhaohui.engines.synth.scene import Scene

FEN, MONTHS = 100, 12


def add_household_income(scene: Scene) -> None:
    """Make other income of living households: rent and land, and money sent home by the away.

    Then own and other incomes in town and country are stretched alike, so that the yearly mean
    a head is the published one.
    """
    rng, count = scene.rng("household income"), len(scene.living_head)
    drawn = np.exp(rng.normal(0, 0.7, count)) * number("other_income")
    some = pick_by_chance(rng, np.full(count, number("other_income_share")))
    extra = np.where(some, drawn, 0.0) + sent_home(scene)
    income = scene.facts["monthly_income"].values
    here, urban = scene.people.resident, scene.places.urban
    for group, key in ((here & urban, "urban_income"), (here & ~urban, "rural_income")):
        factor = stretch(scene, group, extra, scene.targets.margins.value(key))
        income[group] = to_tens(income[group] * factor)
        homes = np.unique(scene.living[group])
        extra[homes] *= factor
    scene.put_living("other_monthly_income", to_tens(extra))


def to_tens(fen: Floats) -> Ints:
    """Round to whole tens of yuan."""
    tens: Ints = np.rint(fen / TEN_YUAN).astype(np.int64) * TEN_YUAN
    return tens


def stretch(scene: Scene, group: Bools, extra: Floats, published: float | None) -> float:
    """Return the factor that makes the group's income a head and year the published yuan."""
    total = float(scene.numbers("monthly_income")[group].sum())
    total += float(extra[np.unique(scene.living[group])].sum())
    if published is None or total == 0:
        return 1.0
    return published * FEN * int(group.sum()) / MONTHS / total


def sent_home(scene: Scene) -> Floats:
    """Return what each home gets from the away: wives, husbands and children first, else parents."""
    people, income = scene.people, scene.numbers("monthly_income").astype(float)
    receiver = np.full(people.size, NOBODY)
    share = np.zeros(people.size)
    parents = np.where(people.mother != NOBODY, people.mother, people.father)
    elder = scene.families.elder[scene.families.unit]
    child = np.full(people.size, NOBODY)
    minors = np.flatnonzero((people.age < ADULT) & people.resident)
    for links in (people.mother, people.father):
        child[links[minors][links[minors] != NOBODY]] = minors[links[minors] != NOBODY]
    for relative, key in (
        (people.spouse, "sent_to_own"),
        (child, "sent_to_own"),
        (parents, "sent_to_parents"),
        (elder, "sent_to_parents"),
    ):
        found = (relative != NOBODY) & people.resident[np.maximum(relative, 0)]
        found &= people.away & (receiver == NOBODY)
        receiver[found] = relative[found]
        share[found] = number(key)
    sends = receiver != NOBODY
    homes = scene.living[receiver[sends]]
    return np.bincount(homes, income[sends] * share[sends], len(scene.living_head)).astype(float)
