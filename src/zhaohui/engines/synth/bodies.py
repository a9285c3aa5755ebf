"""Health: disability, chronic and serious illness, pregnancy, care. Earlier than work and school."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import (
    Bools,
    Floats,
    draw_kinds,
    pick_by_chance,
    pick_exactly,
)
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.people import NOBODY
from zhaohui.engines.synth.scene import Scene

KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
MENTAL = KINDS.index("精神")
SEVERE = 2
FERTILE = (18, 49)
GROWN = 30


def add_health(scene: Scene) -> None:
    """Make the facts of disability, illness, care and pregnancy."""
    add_disability(scene)
    add_illness(scene)
    add_pregnancy(scene)


def add_disability(scene: Scene) -> None:
    """Certificates by age to the asked share; kind and level only with a certificate."""
    rng, age = scene.rng("disability"), scene.people.age
    certified = pick_exactly(
        rng, by_age("disability", age), round(len(age) * number("disability_share"))
    )
    kind = np.zeros(len(age), dtype=np.int64)
    for key, group in (("disability_young", age < GROWN), ("disability_old", age >= GROWN)):
        who = np.flatnonzero(certified & group)
        words, shares = weights(key)
        kind[who] = np.array([KINDS.index(w) for w in words])[draw_kinds(rng, len(who), shares)]
    level = np.zeros(len(age), dtype=np.int64)
    level[certified] = 1 + draw_kinds(rng, int(certified.sum()), weights("disability_level")[1])
    scene.put("has_disability_certificate", certified)
    scene.put("disability_kind", kind, known=certified, words=KINDS)
    scene.put("disability_level", level, known=certified)


def severe(scene: Scene) -> Bools:
    """Return who has a certificate of level 1 or 2."""
    level = scene.numbers("disability_level")
    return (level > 0) & (level <= SEVERE)


def add_illness(scene: Scene) -> None:
    """Chronic and serious illness by age; severe mental disorder with its certificates."""
    rng, age = scene.rng("illness"), scene.people.age
    size = len(age)
    for column in ("hypertension", "diabetes"):
        chances = np.where(age >= 18, by_age(column, age), 0.0)
        scene.put(column, pick_by_chance(rng, chances))
    ill = pick_by_chance(rng, by_age("serious_illness", age))
    scene.put("serious_illness", ill)
    scene.put("tuberculosis", pick_by_chance(rng, np.full(size, number("tuberculosis"))))
    certified = (scene.numbers("disability_kind") == MENTAL) & scene.flags(
        "has_disability_certificate"
    )
    adult = age >= 14
    mental = pick_exactly(
        rng,
        np.where(adult, np.where(certified, 300.0, 1.0), 0.0),
        round(int(adult.sum()) * number("severe_mental")),
    )
    scene.put("severe_mental_disorder", mental)
    care = by_age("long_term_care", age) * np.where(severe(scene), 6.0, 1.0)
    scene.put("needs_long_term_care", pick_by_chance(rng, np.minimum(care, 0.9)))


def add_pregnancy(scene: Scene) -> None:
    """As many pregnant women 18–49 as the number of infants suggests, mostly married ones."""
    rng, people = scene.rng("pregnancy"), scene.people
    woman = ~people.male & (people.age >= FERTILE[0]) & (people.age <= FERTILE[1])
    married = (people.spouse != NOBODY) | scene.people.elsewhere
    chance: Floats = by_age("pregnancy_by_age", people.age) * np.where(married, 1.0, 0.04) * woman
    pregnant = np.zeros(people.size, dtype=bool)
    for group in (people.away, ~people.away):
        infants = int((group & (people.age == 0)).sum())
        wanted = round(infants * number("pregnant_per_infant"))
        pregnant |= pick_exactly(rng, chance * group, wanted)
    hopeful = woman & married & ~pregnant & (people.age >= 22) & (people.age <= 40)
    scene.put("pregnant", pregnant)
    scene.put("plans_pregnancy", pick_by_chance(rng, hopeful * number("plans_pregnancy")))
    lawful = ~pregnant | (rng.random(people.size) < number("lawful_birth"))
    scene.put("lawful_birth", lawful, known=pregnant)
