"""One household asked in every way, in a module that a pool of processes can import."""

from __future__ import annotations

from datetime import date
from functools import cache

from bench.questions_parts.answers import Truth, means_tested
from bench.questions_parts.askers import MOST, SIZE, curve_of
from bench.questions_parts.bound import bound_of
from zhaohui.engines.rules import Household, Rulebook
from zhaohui.engines.rules.frequencies import Frequencies
from zhaohui.packs import default_pack, frequencies, load, rulebook

AS_OF = date(2026, 11, 1)
Curves = dict[str, list[float]]


@cache
def county() -> tuple[Rulebook, Frequencies]:
    """The tested rules of the default pack, and its frequencies; kept."""
    pack = load(default_pack())
    return means_tested(rulebook(pack)), frequencies(pack)


def play(household: Household) -> tuple[Curves, int]:
    """Ask one household as the check does and in the fixed order; and what the check decided wrongly."""
    curves, turned = _curves(household, ("check", "fixed"))
    return curves, turned["check"]


def compare(household: Household) -> Curves:
    """Ask it field by field, with the true answers known, and say what nobody can better."""
    curves, _ = _curves(household, ("fields", "knowing"))
    truth = Truth(county()[0], household, AS_OF)
    curves["bound"] = [0.0] * SIZE + bound_of(truth, MOST)
    return curves


def _curves(household: Household, names: tuple[str, ...]) -> tuple[Curves, dict[str, int]]:
    book, expected = county()
    truth = Truth(book, household, AS_OF)
    found = {name: curve_of(name, truth, expected) for name in names}
    return {name: curve for name, (curve, _) in found.items()}, {
        name: turned for name, (_, turned) in found.items()
    }
