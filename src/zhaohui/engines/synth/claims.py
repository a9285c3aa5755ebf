"""Grades and former wages of the injured at work, new skill certificates; nobody is a patient of an event."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import pick_by_chance
from zhaohui.engines.synth.assumptions import number, weights
from zhaohui.engines.synth.pyramid import EPOCH
from zhaohui.engines.synth.scene import Scene

SKILLS = ("无", "初级", "中级", "高级")
DAYS_A_YEAR = 365
TEN_YUAN = 1_000  # fen


def add_claims(scene: Scene) -> None:
    """Make the facts that allowances for injuries and certificates ask, after those of work."""
    rng, people = scene.rng("claims"), scene.people
    hurt = scene.flags("work_injury")
    scene.put("injury_grade", rng.integers(1, 11, people.size), known=hurt)
    wage = weights("wages")[1][0] * np.exp(rng.normal(0, 0.3, people.size))
    scene.put("injury_wage", np.rint(wage / TEN_YUAN).astype(np.int64) * TEN_YUAN, known=hurt)
    scene.put("injury_allowance_year", rng.integers(2012, 2024, people.size), known=hurt)
    works = scene.is_word("employment", "单位就业")
    certified = pick_by_chance(rng, works * number("skill_certificate"))
    level = np.where(certified, rng.integers(1, 4, people.size), 0)
    scene.put("skill_level", level, known=people.age >= 16, words=SKILLS)
    ago = rng.integers(0, 2 * DAYS_A_YEAR, people.size)
    oldest = people.born + 16 * DAYS_A_YEAR
    day = np.maximum((scene.spec.as_of - EPOCH).days - ago, oldest)
    scene.put("skill_certified_on", day, known=certified)
    scene.put("special_event_patient", np.zeros(people.size, dtype=bool))
