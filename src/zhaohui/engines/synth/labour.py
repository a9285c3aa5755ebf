"""Work, unemployment, businesses and monthly income of everyone from 16 on."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Bools, Floats, Ints, pick_by_chance, pick_exactly
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.bodies import severe
from zhaohui.engines.synth.people import HOME, NOBODY
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import is_student

STATES = ("单位就业", "灵活就业", "务农", "失业", "退休", "在校", "不在劳动力市场")
UNIT, FLEXIBLE, FARMING, UNEMPLOYED, RETIRED, AT_SCHOOL, OUTSIDE = range(len(STATES))
WORKING_AGE = 16
RETIREMENT = 60
TEN_YUAN = 1000


def add_labour(scene: Scene) -> None:
    """Make the facts of work, unemployment, business and income."""
    states = work_states(scene)
    scene.put("employment", states, words=STATES)
    people = scene.people
    works = (states == UNIT) | (states == FLEXIBLE)
    scene.put("works_away", works & (people.standing != HOME))
    add_unemployment(scene, states)
    add_business(scene, states)
    scene.put("monthly_income", incomes(scene, states))
    adult = people.age >= 18
    bad = pick_by_chance(scene.rng("credit"), adult * (1 - number("good_credit")))
    scene.put("good_credit", ~bad)
    aid = pick_by_chance(scene.rng("legal aid"), adult * number("legal_aid"))
    scene.put("needs_legal_aid", aid)
    claim = pick_by_chance(scene.rng("claims"), works * number("wage_claim"))
    scene.put("wage_or_injury_claim", claim)


def work_states(scene: Scene) -> Ints:
    """Draw everyone's state: at school, retired, or by age in town, village or elsewhere."""
    rng, people = scene.rng("work"), scene.people
    age, urban = people.age, scene.places.urban
    states = np.full(people.size, OUTSIDE)
    student = is_student(scene)
    pensioned = age >= np.where(people.male, RETIREMENT, 50)
    pull = np.where(urban, 2.0, 0.5)
    retired = pick_by_chance(rng, by_age("retired", age) * pull * pensioned * people.resident)
    able = (age >= WORKING_AGE) & ~student & ~retired & ~severe(scene)
    here = able & people.resident
    for town, name in ((True, "urban"), (False, "rural")):
        group = np.flatnonzero(here & (urban == town))
        chances = [
            by_age("unemployed_share", age[group]),
            *(by_age(f"{kind}_{name}", age[group]) for kind in ("unit", "flexible", "farming")),
        ]
        edges = np.cumsum(np.stack(chances), axis=0)
        place = (rng.random(len(group)) >= edges / np.maximum(edges[-1], 1.0)).sum(axis=0)
        states[group] = np.array([UNEMPLOYED, UNIT, FLEXIBLE, FARMING, OUTSIDE])[place]
    away = able & people.away & (age < 65)
    together = scene.home_sizes[scene.living] > 1
    share = np.where(together, number("away_works"), number("away_works_alone"))
    working = pick_by_chance(rng, away * share)
    in_unit = working & (rng.random(people.size) < number("away_unit"))
    states[working], states[in_unit] = FLEXIBLE, UNIT
    states[retired], states[student] = RETIRED, AT_SCHOOL
    return states


def add_unemployment(scene: Scene, states: Ints) -> None:
    """Registered and involuntary unemployment, insurance months and benefit months."""
    rng, age = scene.rng("unemployment"), scene.people.age
    idle = (states == UNEMPLOYED) & (age < RETIREMENT)
    registered = registered_unemployed(scene, states, idle, rng)
    involuntary = pick_by_chance(rng, registered * number("involuntary"))
    insured = insured_in_work(scene, states, "unemployment_insured", rng)
    most = np.maximum((age - 18) * 12, 1)
    months = np.minimum(np.exp(rng.normal(4.0, 0.8, len(age))).astype(np.int64) + 1, most)
    past = involuntary & (rng.random(len(age)) < 0.7)
    months = np.where(insured | past, months, 0)
    claims = involuntary & (months >= 12)
    claims = pick_by_chance(rng, claims * number("claimed_benefit"))
    drawn = np.where(claims, rng.integers(1, 13, len(age)), 0)
    late = np.where(age >= np.where(scene.people.male, 50, 40), 4.0, 1.0)
    late *= np.where(scene.flags("has_disability_certificate"), 6.0, 1.0)
    hard = pick_exactly(
        rng, registered * late, round(int(registered.sum()) * number("hard_to_employ"))
    )
    scene.put("registered_unemployed", registered)
    scene.put("involuntary_unemployment", involuntary)
    scene.put("unemployment_insurance_months", months)
    scene.put("unemployment_benefit_months", drawn)
    scene.put("hard_to_employ", hard)


def registered_unemployed(
    scene: Scene, states: Ints, idle: Bools, rng: np.random.Generator
) -> Bools:
    """Register the idle; in towns no more than the published urban rate allows."""
    chosen = pick_by_chance(rng, (idle & scene.people.resident) * number("registered_unemployed"))
    limit = scene.targets.margins.value("registered_unemployment")
    if limit is not None:
        town = scene.places.urban & scene.people.resident
        working = int((town & ((states == UNIT) | (states == FLEXIBLE))).sum())
        most = int(working * limit / (1 - limit))
        chosen = np.where(town, pick_exactly(rng, (chosen & town).astype(float), most), chosen)
    return chosen


def insured_in_work(scene: Scene, states: Ints, key: str, rng: np.random.Generator) -> Bools:
    """Choose the insured among those in units: the published number here, a share elsewhere."""
    in_unit = states == UNIT
    here = in_unit & scene.people.resident
    share = number(f"{key}_in_work")
    wanted = scene.targets.margins.scaled(key, scene.targets.residents)
    if wanted is None:
        wanted = round(int(here.sum()) * share)
    elsewhere = pick_by_chance(rng, (in_unit & scene.people.away) * share)
    return pick_exactly(rng, here.astype(float), wanted) | elsewhere


def add_business(scene: Scene, states: Ints) -> None:
    """Own businesses of the self-employed; months 0 without one."""
    rng = scene.rng("business")
    resident = scene.people.resident & (scene.people.age < 66)
    owner = pick_by_chance(rng, ((states == FLEXIBLE) & resident) * number("owns_business"))
    most = np.maximum((scene.people.age - 17) * 12, 1)
    months = np.minimum(1 + rng.exponential(40, len(states)).astype(np.int64), most)
    scene.put("business_months", np.where(owner, months, 0))
    scene.put("first_business", pick_by_chance(rng, owner * number("first_business")))
    scene.put("returnee_business", pick_by_chance(rng, owner * number("returnee")))


def incomes(scene: Scene, states: Ints) -> Ints:
    """Draw monthly income in fen, whole tens of yuan: log-normal by kind of work, 0 without any."""
    rng, people = scene.rng("income"), scene.people
    words, medians = weights("wages")
    spreads = weights("wage_spread")[1]
    away = words.index("外出")
    row = np.full(people.size, -1)
    for code, word in enumerate(STATES):
        if word in words:
            row[states == code] = words.index(word)
    row[(row >= 0) & people.away & (states != RETIRED)] = away
    drawn: Floats = medians[row] * np.exp(rng.normal(0, 1, people.size) * spreads[row])
    elder = (people.age >= RETIREMENT) & (row < 0)
    pension = number("elder_income") * np.exp(
        rng.normal(0, number("elder_income_spread"), people.size)
    )
    income = np.where(row >= 0, drawn, np.where(elder, pension, 0.0))
    income += np.where((people.age >= RETIREMENT) & (states == FARMING), pension, 0.0)
    return np.rint(income / TEN_YUAN).astype(np.int64) * TEN_YUAN


def lives_alone(scene: Scene) -> Bools:
    """Return who lives in a home of one."""
    alone: Bools = scene.home_sizes[scene.living] == 1
    alone &= scene.people.spouse == NOBODY
    return alone
