"""模拟参数: what the generator assumes where nobody published a figure. None of it is a fact.

One table, shown in docs/explanation/synthetic-county.md. A published margin of the pack always
wins over an assumption with the same key. Shares are 0…1, curves are (age, value) corners with
straight lines between them, money is fen a month unless said otherwise.
"""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Floats, Ints
from zhaohui.engines.synth.assumed_circumstances import CIRCUMSTANCES
from zhaohui.engines.synth.assumed_living import INSURANCE, RELIEF, SUPPLY, WORK
from zhaohui.engines.synth.assumed_people import FAMILY, HEALTH, POPULATION, SCHOOL
from zhaohui.engines.synth.assumption import Assumption

ASSUMPTIONS: dict[str, Assumption] = {
    **POPULATION,
    **FAMILY,
    **SCHOOL,
    **WORK,
    **INSURANCE,
    **HEALTH,
    **RELIEF,
    **CIRCUMSTANCES,
    **SUPPLY,
}


def number(key: str) -> float:
    """Return one assumed number."""
    value = ASSUMPTIONS[key].value
    if isinstance(value, tuple):
        raise TypeError(f"{key} is not one number")
    return float(value)


def by_age(key: str, ages: Ints) -> Floats:
    """Return the curve's value at each age.

    >>> by_age("tuberculosis", np.array([40]))
    array([0.0005])
    """
    value = ASSUMPTIONS[key].value
    if not isinstance(value, tuple):
        return np.full(len(ages), float(value))
    corners = np.array(value, dtype=float)
    drawn: Floats = np.interp(ages, corners[:, 0], corners[:, 1])
    return drawn


def weights(key: str) -> tuple[list[str], Floats]:
    """Return the words and their shares."""
    value = ASSUMPTIONS[key].value
    if not isinstance(value, tuple):
        raise TypeError(f"{key} has no words")
    return [str(word) for word, _ in value], np.array([share for _, share in value], dtype=float)


def table_rows() -> list[str]:
    """Return the assumptions as rows of a Markdown table: key, value, what it stands for."""
    return [f"| `{key}` | {in_words(one)} | {one.about} |" for key, one in ASSUMPTIONS.items()]


def in_words(one: Assumption) -> str:
    """Return a number as it is, corners as age:value and weights as word:share."""
    if not isinstance(one.value, tuple):
        return f"{one.value:.10g}"
    return ", ".join(f"{corner}:{value:.10g}" for corner, value in one.value)
