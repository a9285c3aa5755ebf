"""What the register says of families: marriage, relation, register, children in need, poverty lists."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Bools, pick_by_chance, pick_exactly
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.homes import RELATIONS
from zhaohui.engines.synth.kinship import ADULT
from zhaohui.engines.synth.people import INCOMER, NOBODY
from zhaohui.engines.synth.places import one_per_label
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.spec import COMMUNITY

MARITAL = ("未婚", "已婚", "离异", "丧偶")
SINGLE, MARRIED, DIVORCED, WIDOWED = range(len(MARITAL))
REGISTER_KINDS = ("农村", "城镇")
CHILD_CATEGORIES = ("无", "孤儿", "事实无人抚养儿童", "艾滋病病毒感染儿童")
ORPHAN = CHILD_CATEGORIES.index("孤儿")
CARE = ("机构养育", "社会散居")


def add_family_facts(scene: Scene) -> None:
    """Make the facts that follow from families and places."""
    people, places = scene.people, scene.places
    scene.put("sex", people.male.astype(np.int64), words=("女", "男"))
    scene.put("birth_date", people.born)
    words, shares = weights("ethnicity")
    kinds = one_per_label(scene.registered, shares, scene.rng("ethnicity"))
    scene.put("ethnicity", kinds, words=tuple(words))
    scene.put("relation", scene.homes.relation, words=RELATIONS)
    codes = tuple(area.code for area in scene.spec.areas)
    everywhere = (*codes, *places.outside)
    outside = len(codes) + places.away_to
    incomer = people.standing == INCOMER
    scene.put("hukou_area", np.where(incomer, outside, places.registered_area), words=everywhere)
    scene.put("residence_area", np.where(people.away, outside, places.area), words=everywhere)
    add_register_kind(scene)
    add_marriage(scene)
    add_children_in_need(scene)
    add_poverty_lists(scene)


def add_register_kind(scene: Scene) -> None:
    """Say rural or urban register, one for a registered household."""
    community = np.array([area.kind == COMMUNITY for area in scene.spec.areas])
    head = scene.registered_head
    urban = community[scene.places.registered_area[head]]
    chance = np.where(
        urban, 1 - number("urban_register_farmer"), number("village_register_townsman")
    )
    kind = pick_by_chance(scene.rng("register kind"), chance)
    scene.put("hukou_kind", kind[scene.registered].astype(np.int64), words=REGISTER_KINDS)


def add_marriage(scene: Scene) -> None:
    """Married where there is a spouse; others single, divorced or widowed by age."""
    rng, people = scene.rng("marital"), scene.people
    status = np.full(people.size, SINGLE)
    alone = (people.spouse == NOBODY) & ~scene.people.elsewhere
    parent = np.zeros(people.size, dtype=bool)
    for links in (people.mother, people.father):
        parent[links[links != NOBODY]] = True
    widowed = pick_by_chance(
        rng, np.where(people.age >= 40, by_age("widowed", people.age), 0.0) * alone
    )
    middle = alone & ~widowed & (people.age >= 35) & (people.age < 60)
    divorced = pick_by_chance(rng, middle * number("divorced")) | (alone & ~widowed & parent)
    status[divorced], status[widowed] = DIVORCED, WIDOWED
    status[~alone] = MARRIED
    scene.put("marital", status, words=MARITAL)


def add_children_in_need(scene: Scene) -> None:
    """Orphans, children whom nobody raises in fact, left-behind children; adults have none of it."""
    rng, people = scene.rng("children in need"), scene.people
    minor = people.age < ADULT
    mother, father = people.mother, people.father
    gone = [np.where(p == NOBODY, True, people.away[np.maximum(p, 0)]) for p in (mother, father)]
    has_parent = (mother != NOBODY) | (father != NOBODY)
    left = minor & people.resident & has_parent & gone[0] & gone[1]
    scene.put("parents_away", left)
    category = np.where(people.orphan & minor, ORPHAN, 0)
    one_parent = (mother == NOBODY) | (father == NOBODY)
    chance = (minor & ~people.orphan) * np.where(one_parent, 4.0, np.where(left, 1.0, 0.02))
    category[pick_exactly(rng, chance, round(int(minor.sum()) * number("unsupported_child")))] = 2
    hiv = pick_exactly(
        rng, (minor & (category == 0)).astype(float), round(int(minor.sum()) * number("hiv_child"))
    )
    category[hiv] = 3
    in_need = category > 0
    scene.put("child_category", category, words=CHILD_CATEGORIES)
    scattered = rng.random(people.size) >= number("institution_care")
    institution = ~scattered & (category == ORPHAN)
    scene.put("care_arrangement", (~institution).astype(np.int64), known=in_need, words=CARE)


def add_poverty_lists(scene: Scene) -> None:
    """Households lifted from poverty and those watched, among rural registered ones."""
    rng, head = scene.rng("poverty lists"), scene.registered_head
    rural = scene.is_word("hukou_kind", "农村")[head] & (scene.people.standing[head] != INCOMER)
    lifted = pick_by_chance(rng, rural * number("lifted"))
    watched = pick_by_chance(rng, rural * number("monitored") * np.where(lifted, 3.0, 0.6))
    scene.put("lifted_from_poverty", lifted[scene.registered])
    scene.put("monitored_for_poverty", watched[scene.registered])


def has_children_here(scene: Scene) -> Bools:
    """Return who has a child on this register."""
    found = np.zeros(scene.people.size, dtype=bool)
    for links in (scene.people.mother, scene.people.father):
        found[links[links != NOBODY]] = True
    return found
