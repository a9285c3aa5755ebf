"""Veterans 优抚 and family planning records 计生: rare facts of older people."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Ints, draw_kinds, pick_by_chance
from zhaohui.engines.synth.assumptions import by_age, number
from zhaohui.engines.synth.family_facts import has_children_here
from zhaohui.engines.synth.people import NOBODY
from zhaohui.engines.synth.scene import Scene

VETERANS = (
    "无",
    "残疾军人",
    "在乡复员军人",
    "带病回乡退役军人",
    "参战退役人员",
    "农村籍退役士兵",
    "其他退役军人",
)
INJURED, DEMOBILISED, ILL, IN_ACTION, RURAL_SOLDIER, OTHER = range(1, len(VETERANS))
CAUSES = ("因战", "因公", "因病")
SPECIAL = (
    "无",
    "独生子女死亡",
    "独生子女伤残",
    "手术并发症一级",
    "手术并发症二级",
    "手术并发症三级",
)
LAST_VOLUNTEER_BIRTH = 1936  # enlisted before conscription began in 1954, at 18
IN_ACTION_BIRTHS = (1958, 1968)
DAYS_A_YEAR = 365.2425


def add_service_records(scene: Scene) -> None:
    """Make the facts of veterans and of family planning."""
    add_veterans(scene)
    add_family_planning(scene)


def add_veterans(scene: Scene) -> None:
    """Choose veterans by age and sex, then their category, service, injury and allowances."""
    rng, people = scene.rng("veterans"), scene.people
    chance = by_age("veteran", people.age) * np.where(people.male, 1.0, number("veteran_women"))
    chance = np.where(people.age >= 22, chance, 0.0)
    veteran = pick_by_chance(rng, chance)
    category = np.where(veteran, categories(scene, rng), 0)
    scene.put("veteran_category", category, words=VETERANS)
    injured = category == INJURED
    grade = np.zeros(people.size, dtype=np.int64)
    cause = np.zeros(people.size, dtype=np.int64)
    count = int(injured.sum())
    grade[injured] = 1 + draw_kinds(rng, count, np.array([1, 1, 2, 3, 8, 14, 18, 20, 18, 15.0]))
    cause[injured] = draw_kinds(rng, count, np.array([0.1, 0.7, 0.2]))
    scene.put("veteran_disability_grade", grade, known=injured)
    scene.put("veteran_disability_cause", cause, known=injured, words=CAUSES)
    served = np.where(
        veteran, 2 + draw_kinds(rng, people.size, np.array([0.35, 0.4, 0.2, 0.05])), 0
    )
    scene.put("service_years", served)
    enlisted = people.born + np.rint(rng.uniform(18.0, 20.0, people.size) * DAYS_A_YEAR).astype(int)
    scene.put("enlisted_on", enlisted, known=veteran)
    cared = np.isin(category, (INJURED, DEMOBILISED, ILL, IN_ACTION))
    some = pick_by_chance(rng, np.isin(category, (RURAL_SOLDIER, OTHER)) * 0.04)
    scene.put("other_veteran_allowance", cared | some)


def categories(scene: Scene, rng: np.random.Generator) -> Ints:
    """Return the category each person would have as a veteran."""
    people = scene.people
    birth_year = people.born.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    rural = scene.is_word("hukou_kind", "农村") & (people.age >= 60)
    draw = rng.random((3, people.size))
    first, last = IN_ACTION_BIRTHS
    action = (birth_year >= first) & (birth_year <= last) & (draw[2] < number("veteran_in_action"))
    return np.select(
        [
            birth_year <= LAST_VOLUNTEER_BIRTH,
            draw[0] < number("veteran_injured"),
            draw[1] < number("veteran_ill"),
            action,
            rural,
        ],
        [DEMOBILISED, INJURED, ILL, IN_ACTION, RURAL_SOLDIER],
        OTHER,
    ).astype(np.int64)


def add_family_planning(scene: Scene) -> None:
    """One child or two girls from known children, else assumed; special help is rare and after 49."""
    rng, people = scene.rng("family planning"), scene.people
    few = np.zeros(people.size, dtype=bool)
    for links in (people.mother, people.father):
        child = np.flatnonzero(links != NOBODY)
        children = np.bincount(links[child], minlength=people.size)
        girls = np.bincount(links[child], weights=~people.male[child], minlength=people.size)
        few |= (children == 1) | ((children == 2) & (girls == 2))
    parent = has_children_here(scene)
    old = (people.age >= 50) & ~scene.is_word("marital", "未婚")
    guess = pick_by_chance(rng, (old & ~parent) * number("one_child_or_two_girls"))
    few = (few & (people.age < 50)) | guess | (few & old & (rng.random(people.size) < 0.5))
    scene.put("one_child_or_two_girls", few)
    special = pick_by_chance(rng, (few & (people.age >= 49)) * number("special_family"))
    kind = np.zeros(people.size, dtype=np.int64)
    shares = np.array([0.55, 0.38, 0.01, 0.02, 0.04])
    kind[special] = 1 + draw_kinds(rng, int(special.sum()), shares)
    scene.put("special_family_kind", kind, words=SPECIAL)
