"""Pension and medical insurance: employees' and residents' schemes, met to the published rates."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Bools, draw_kinds, pick_by_chance, pick_exactly
from zhaohui.engines.synth.assumptions import number, weights
from zhaohui.engines.synth.labour import RETIREMENT, STATES, UNIT, WORKING_AGE, insured_in_work
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import is_student

MEDICAL = ("职工", "居民", "未参保")
EMPLOYEES, RESIDENTS, UNINSURED = range(len(MEDICAL))


def add_insurance(scene: Scene) -> None:
    """Make the facts of medical, pension, maternity and work-injury insurance."""
    rng, states = scene.rng("insurance"), scene.facts["employment"].values.astype(np.int64)
    words, shares = weights("employee_scheme")
    chance = np.zeros(len(STATES))
    chance[[STATES.index(word) for word in words]] = shares
    employee = pick_by_chance(rng, chance[states])
    outside = leave_out(scene, ~employee, scene.targets.share("medical_share"), rng)
    scene.put(
        "medical_insurance",
        np.where(employee, EMPLOYEES, np.where(outside, UNINSURED, RESIDENTS)),
        words=MEDICAL,
    )
    grown = (scene.people.age >= WORKING_AGE) & ~is_student(scene)
    without = leave_out(scene, ~employee, scene.targets.share("pension_share"), rng, among=grown)
    resident = grown & ~employee & ~without
    scene.put("in_employee_pension", employee)
    scene.put("in_resident_pension", resident)
    old = resident & (scene.people.age >= RETIREMENT)
    qualified = pick_by_chance(rng, old * number("pension_qualified"))
    scene.put("resident_pension_qualified", qualified)
    scene.put("pension_tier", tiers(resident & ~old, rng))
    in_unit = (states == UNIT) & employee
    scene.put(
        "in_maternity_insurance", pick_by_chance(rng, in_unit * number("maternity_insured_in_work"))
    )
    scene.put("in_injury_insurance", insured_in_work(scene, states, "injury_insured", rng))


def leave_out(
    scene: Scene, able: Bools, share: float, rng: np.random.Generator, among: Bools | None = None
) -> Bools:
    """Choose the uninsured among `able`, so that `share` of the group is insured, here and away."""
    out = np.zeros(scene.people.size, dtype=bool)
    for place in (scene.people.resident, scene.people.away):
        group = place if among is None else place & among
        missing = int(group.sum()) - round(int(group.sum()) * min(share, 1.0))
        out |= pick_exactly(rng, (group & able).astype(float), missing)
    return out


def tiers(payers: Bools, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return what payers choose to pay in yuan a year, 0 for others."""
    words, shares = weights("pension_tier")
    paid = np.zeros(len(payers), dtype=np.int64)
    amounts = np.array([int(word) for word in words])
    paid[payers] = amounts[draw_kinds(rng, int(payers.sum()), shares)]
    return paid
