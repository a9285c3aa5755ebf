"""Who is at school, in which stage and year; school years begin on 1 September."""

from __future__ import annotations

from datetime import date

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Ints, draw_kinds, pick_by_chance, pick_exactly
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.people import NOBODY
from zhaohui.engines.synth.scene import Scene

STAGES = ("未就学", "学前", "小学", "初中", "普高", "中职", "大专及以上")
NONE, KINDERGARTEN, PRIMARY, JUNIOR, SENIOR, VOCATIONAL, COLLEGE = range(len(STAGES))
FIRST_AGE = {KINDERGARTEN: 3, PRIMARY: 6, JUNIOR: 12, SENIOR: 15, VOCATIONAL: 15, COLLEGE: 18}


def school_year_start(as_of: date) -> date:
    """Return the latest 1 September not after the day."""
    year = as_of.year if as_of >= date(as_of.year, 9, 1) else as_of.year - 1
    return date(year, 9, 1)


def add_schooling(scene: Scene) -> None:
    """Make stage, year, boarding, kind of school and graduation."""
    rng, people = scene.rng("schooling"), scene.people
    age = scene.age_on(school_year_start(scene.spec.as_of))
    stage = np.full(people.size, NONE)
    young = scene.targets.share("kindergarten")
    older = scene.targets.share("senior_secondary")
    for group in (people.resident, people.away):  # each group meets the rate by itself
        stage[attend(rng, group & between(age, 3, 5), young)] = KINDERGARTEN
        teens = np.flatnonzero(attend(rng, group & between(age, 15, 17), older))
        trade = draw_kinds(
            rng, len(teens), np.array([1, 0]) + np.array([-1, 1]) * number("vocational")
        )
        stage[teens] = np.where(trade == 1, VOCATIONAL, SENIOR)
    stage[between(age, 6, 11)] = PRIMARY
    stage[between(age, 12, 14)] = JUNIOR
    free = between(age, 18, 23) & (people.spouse == NOBODY) & ~scene.people.elsewhere
    stage[pick_by_chance(rng, by_age("college", age) * free)] = COLLEGE
    studies = stage != NONE
    first = np.array([FIRST_AGE.get(code, 0) for code in range(len(STAGES))])[stage]
    scene.put("study_stage", stage, words=STAGES)
    scene.put("grade", age - first + 1, known=studies)
    words, shares = weights("boards")
    boarding = dict(zip(words, shares, strict=True))
    chance = np.array([boarding.get(word, 0.0) for word in STAGES])[stage]
    scene.put("boards", pick_by_chance(rng, chance))
    for column, where in (
        ("inclusive_kindergarten", KINDERGARTEN),
        ("agricultural_major", VOCATIONAL),
        ("performing_major", VOCATIONAL),
    ):
        scene.put(column, pick_by_chance(rng, (stage == where) * number(column)))
    scene.flags("agricultural_major")[scene.flags("performing_major")] = False
    add_graduation(scene, ~studies, rng)


def between(age: Ints, low: int, high: int) -> Bools:
    """Say who is of these full years, both ends included."""
    found: Bools = (age >= low) & (age <= high)
    return found


def attend(rng: np.random.Generator, group: Bools, share: float) -> Bools:
    """Choose exactly this share of the group."""
    return pick_exactly(rng, group.astype(float), round(int(group.sum()) * min(share, 1.0)))


def add_graduation(scene: Scene, free: Bools, rng: np.random.Generator) -> None:
    """Give graduates of a college or university their year, others 0."""
    age, year = scene.people.age, scene.spec.as_of.year
    chance = np.where(age >= 21, by_age("graduate", age), 0.0)
    graduate = pick_by_chance(rng, chance * free)
    left = year - age + 22 + rng.integers(-1, 2, len(age))
    scene.put("graduation_year", np.where(graduate, np.minimum(left, year - 1), 0))


def is_student(scene: Scene) -> Bools:
    """Return who is at school from primary on, or in kindergarten."""
    studies: Bools = scene.facts["study_stage"].values != NONE
    return studies
