"""Ages and sexes: single years with a smooth shape, bands and sexes met to the person."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from zhaohui.engines.synth.allocation import Floats, Ints, share_out
from zhaohui.engines.synth.assumptions import by_age, number
from zhaohui.engines.synth.people import AWAY, HOME, INCOMER, NOBODY, People
from zhaohui.engines.synth.streams import Streams
from zhaohui.engines.synth.targets import Targets

AGES = np.arange(101)
BAND_STARTS = (0, 15, 60, 65)
BAND_MIDDLES = (5.0, 38.0, 62.0, 75.0)
EPOCH = date(1970, 1, 1)


def populate(targets: Targets, as_of: date, streams: Streams) -> People:
    """Make everyone with standing, age, sex and birthday; nobody has relatives yet."""
    residents = resident_counts(targets)
    incomers = incomer_counts(residents, targets.incomers)
    away = away_counts(targets.away)
    columns = [
        spread(counts, standing)
        for counts, standing in ((residents - incomers, HOME), (incomers, INCOMER), (away, AWAY))
    ]
    age, male, standing = (np.concatenate(part) for part in zip(*columns, strict=True))
    order = streams.of("order").permutation(len(age))
    age = age[order]
    nobody = np.full(len(age), NOBODY)
    return People(
        age=age,
        male=male[order].astype(bool),
        standing=standing[order],
        born=birthdays(age, as_of, streams.of("birthdays")),
        spouse=nobody,
        mother=nobody.copy(),
        father=nobody.copy(),
        orphan=np.zeros(len(age), dtype=bool),
        elsewhere=np.zeros(len(age), dtype=bool),
    )


def resident_counts(targets: Targets) -> Ints:
    """Return residents by sex (women, men) and single year, shape (2, 101)."""
    shape = fit_bands(by_age("resident_shape", AGES), np.array(targets.bands, dtype=float))
    ages = np.zeros(len(AGES), dtype=np.int64)
    for start, end, people in zip(BAND_STARTS, (*BAND_STARTS[1:], 101), targets.bands, strict=True):
        ages[start:end] = share_out(people, shape[start:end])
    return by_sex(ages, targets.male)


def fit_bands(shape: Floats, bands: Floats) -> Floats:
    """Bend `shape` smoothly so that its bands have the asked proportions.

    A factor with corners in the bands' middles, straight between them, is adjusted until it fits:
    so the pyramid has no step where two published bands meet.
    """
    wanted = np.maximum(bands / bands.sum(), 1e-9)
    corners = np.zeros(len(bands))
    bent = shape
    for _ in range(60):
        bent = shape * np.exp(np.interp(AGES, BAND_MIDDLES, corners))
        have = np.maximum(np.add.reduceat(bent, BAND_STARTS) / bent.sum(), 1e-12)
        corners += np.log(wanted / have)
    return bent


def by_sex(ages: Ints, men: int) -> Ints:
    """Split single years into women and men with exactly `men` men, shape (2, 101)."""
    odds = by_age("male_by_age", AGES)
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        share = 1 / (1 + np.exp(-(np.log(odds / (1 - odds)) + middle)))
        low, high = (middle, high) if (ages * share).sum() < men else (low, middle)
    male = np.minimum(share_out(min(men, int(ages.sum())), ages * share), ages)
    short = min(men, int(ages.sum())) - int(male.sum())
    if short:  # only in counties of a few people, where a year has no room for its share
        room = np.repeat(AGES, ages - male)[:short]
        np.add.at(male, room, 1)
    return np.stack([ages - male, male])


def incomer_counts(residents: Ints, incomers: int) -> Ints:
    """Return how many of the residents are registered elsewhere, by sex and year."""
    weight = residents * by_age("incomer_shape", AGES)
    counts = np.minimum(share_out(incomers, weight.ravel().astype(float)), residents.ravel())
    short = incomers - int(counts.sum())
    if short:
        room = np.repeat(np.arange(counts.size), residents.ravel() - counts)
        np.add.at(counts, room[:: max(1, len(room) // short)][:short], 1)
    return counts.reshape(residents.shape)


def away_counts(away: int) -> Ints:
    """Return the registered people who live elsewhere, by sex and year."""
    ages = share_out(away, by_age("away_shape", AGES))
    return by_sex(ages, round(away * number("away_male_share")))


def spread(counts: Ints, standing: int) -> tuple[Ints, Ints, Ints]:
    """Return one row a person: age, sex (1 male), standing."""
    ages = np.concatenate([np.repeat(AGES, row) for row in counts])
    male = np.repeat(np.array([0, 1]), counts.sum(axis=1))
    return ages, male, np.full(len(ages), standing)


def years_before(day: date, years: int) -> date:
    """Return the last birthday date on which one is at least `years` old on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: who was born on 28 February has had the birthday
        return day.replace(year=day.year - years, day=28)


def birthday_window(age: int, as_of: date) -> tuple[int, int]:
    """Return the first and last birth day (days from 1970) of people aged `age` on `as_of`."""
    first = years_before(as_of, age + 1) + timedelta(days=1)
    last = years_before(as_of, age)
    return (first - EPOCH).days, (last - EPOCH).days


def birthdays(age: Ints, as_of: date, rng: np.random.Generator) -> Ints:
    """Draw a birthday in each person's year of age."""
    windows = np.array([birthday_window(int(year), as_of) for year in AGES])
    first, last = windows[age, 0], windows[age, 1]
    born: Ints = first + np.floor(rng.random(len(age)) * (last - first + 1)).astype(np.int64)
    return born
