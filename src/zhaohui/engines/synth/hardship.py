"""Social relief: 特困, 低保 by income, assets and dwelling of living households, pupils in hardship."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import (
    Bools,
    Floats,
    Ints,
    draw_kinds,
    pick_by_chance,
    pick_exactly,
)
from zhaohui.engines.synth.assumptions import number, weights
from zhaohui.engines.synth.bodies import severe
from zhaohui.engines.synth.family_facts import ORPHAN, has_children_here
from zhaohui.engines.synth.household_income import add_household_income
from zhaohui.engines.synth.labour import (
    FARMING,
    OUTSIDE,
    RETIREMENT,
    UNEMPLOYED,
    WORKING_AGE,
    lives_alone,
)
from zhaohui.engines.synth.people import AWAY, HOME
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import is_student

HARDSHIP = ("无", "一般困难", "困难", "特别困难")


def add_hardship(scene: Scene) -> None:
    """Make the facts of relief, for people and for living households."""
    add_tekun(scene)
    add_incapacity(scene)
    add_household_income(scene)
    poor = add_dibao(scene)
    add_dwellings(scene)
    add_pupils(scene, poor)
    suddenly = np.full(len(scene.living_head), number("sudden_hardship"))
    scene.put_living("sudden_hardship", pick_by_chance(scene.rng("sudden"), suddenly))


def add_tekun(scene: Scene) -> None:
    """Choose the supported destitute: at home here, alone, old or severely disabled, no children."""
    rng, people = scene.rng("tekun"), scene.people
    states = scene.facts["employment"].values
    alone = lives_alone(scene) & (people.standing == HOME) & ~has_children_here(scene)
    alone &= (people.age >= WORKING_AGE) & np.isin(states, (FARMING, UNEMPLOYED, OUTSIDE))
    old = people.age >= RETIREMENT
    never = scene.is_word("marital", "未婚")
    pull = np.where(old, np.where(never, 20.0, 1.0), np.where(severe(scene), 20.0, 0.0))
    wanted = round(int((people.standing == HOME).sum()) * number("tekun"))
    tekun = pick_exactly(rng, alone * pull, wanted)
    scene.facts["monthly_income"].values[tekun] = 0
    states[tekun] = OUTSIDE
    for column in ("registered_unemployed", "involuntary_unemployment", "hard_to_employ"):
        scene.flags(column)[tekun] = False
    scene.put("tekun", tekun)


def add_incapacity(scene: Scene) -> None:
    """No capacity for work, no income, nobody to support them; a few beyond the list of 特困."""
    rng, people = scene.rng("incapacity"), scene.people
    ill = scene.flags("serious_illness") & (rng.random(people.size) < 0.2)
    incapable = (people.age < WORKING_AGE) | (people.age >= RETIREMENT) | severe(scene) | ill
    tekun = scene.flags("tekun")
    orphan = scene.facts["child_category"].values == ORPHAN
    missed = lives_alone(scene) & (people.age >= RETIREMENT) & ~has_children_here(scene)
    missed = pick_by_chance(rng, (missed & ~tekun) * 0.01)
    scene.put("no_labour_capacity", incapable)
    scene.put("no_income_source", (tekun | orphan | missed))
    scene.put("no_supporter", tekun | orphan | missed)
    income = scene.facts["monthly_income"].values
    income[missed] = 0


def add_dibao(scene: Scene) -> Bools:
    """Put the poorest homes by income a head on the list, with a few errors; return who is poor."""
    rng, head, sizes = scene.rng("dibao"), scene.living_head, scene.home_sizes
    count = len(head)
    assets_ok = ~pick_by_chance(rng, np.full(count, number("assets_bad")))
    extra = scene.living_facts["other_monthly_income"].values
    total = scene.per_home(scene.numbers("monthly_income").astype(float)) + extra
    here = scene.per_home((scene.people.standing == HOME).astype(float)) > 0
    here &= scene.per_home(scene.flags("tekun").astype(float)) == 0
    rank = poverty_order(total / sizes, here & assets_ok, rng)
    dibao = np.zeros(count, dtype=bool)
    edge = np.zeros(count, dtype=bool)
    urban = scene.places.urban[head]
    for group, key in ((here & urban, "dibao_urban"), (here & ~urban, "dibao_rural")):
        first = round(int(group.sum()) * number(key))
        second = first + round(int(group.sum()) * number("dibao_edge"))
        order = np.argsort(np.where(group, rank, np.inf), kind="stable")
        errors = pick_by_chance(rng, np.full(first, number("dibao_error")))
        dibao[order[:first][~errors]] = True
        edge[order[first:second]] = True
        near = order[second : second + 6 * first]
        wrong = min(int(errors.sum()), len(near))
        dibao[rng.choice(near, wrong, replace=False)] = True
    scene.put_living("dibao", dibao)
    scene.put_living("dibao_edge", edge & ~dibao)
    scene.put_living("assets_ok", assets_ok | (dibao & here))
    return (dibao | edge)[scene.living]


def poverty_order(per_head: Floats, eligible: Bools, rng: np.random.Generator) -> Floats:
    """Return a number that grows with income a head; the ineligible come last."""
    return np.where(eligible, per_head + rng.random(len(per_head)), 1e15)


def add_dwellings(scene: Scene) -> None:
    """Danger grade, homes owned, floor area a head, housing help before."""
    rng, head = scene.rng("dwellings"), scene.living_head
    urban = scene.places.urban[head] | (scene.people.standing[head] == AWAY)
    danger = np.empty(len(head), dtype=np.int64)
    owned = np.empty(len(head), dtype=np.int64)
    for group, name in ((urban, "urban"), (~urban, "rural")):
        size = int(group.sum())
        danger[group] = draw_kinds(rng, size, weights(f"house_danger_{name}")[1])
        owned[group] = draw_kinds(rng, size, weights(f"homes_{name}")[1])
    owned = np.where(scene.living_facts["dibao"].values, np.minimum(owned, 1), owned)
    whole = np.exp(rng.normal(0, 0.35, len(head))) * number("home_area")
    area = np.clip(np.rint(whole / scene.home_sizes), 8, 160).astype(np.int64)
    poor = 1 + 2.0 * scene.living_facts["dibao"].values.astype(float)
    helped = pick_by_chance(rng, np.minimum(number("housing_aid") * poor, 1.0))
    scene.put_living("house_danger", danger, words=("A", "B", "C", "D"))
    scene.put_living("homes_owned", owned)
    scene.put_living("home_area_per_person", area)
    scene.put_living("housing_aid_before", helped)


def add_pupils(scene: Scene, poor: Bools) -> None:
    """Grade pupils' hardship, those of poor homes first."""
    rng = scene.rng("pupils")
    student = is_student(scene)
    need = np.where(poor, 12.0, np.where(scene.flags("lifted_from_poverty"), 4.0, 1.0)) * student
    need[scene.facts["child_category"].values > 0] *= 12.0
    grade: Ints = np.zeros(len(student), dtype=np.int64)
    words, shares = weights("student_hardship")
    total = int(student.sum())
    for level in range(len(words) - 1, 0, -1):
        chosen = pick_exactly(rng, need * (grade == 0), round(total * float(shares[level])))
        grade[chosen] = level
    scene.put("student_hardship", grade, words=HARDSHIP)
