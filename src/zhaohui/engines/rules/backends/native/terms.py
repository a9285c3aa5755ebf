"""C text of small things: two-bit logic, and the pair that every expression becomes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two C terms: of a yes/no (is yes, is no), of anything else (value, is known)."""

    kind: str
    first: str
    second: str

    @property
    def known(self) -> str:
        return any_of(self.first, self.second) if self.kind == "bool" else self.second


def all_of(*terms: str) -> str:
    """Terms of 0 and 1 joined by and; constants vanish.

    >>> all_of("a", "1", "b"), all_of("a", "0"), all_of()
    ('(a & b)', '0', '1')
    """
    given = [each for each in dict.fromkeys(terms) if each != "1"]
    if "0" in given:
        return "0"
    return _joined(given, " & ") or "1"


def any_of(*terms: str) -> str:
    """Terms of 0 and 1 joined by or; constants vanish.

    >>> any_of("a", "0"), any_of("a", "1"), any_of()
    ('a', '1', '0')
    """
    given = [each for each in dict.fromkeys(terms) if each != "0"]
    if "1" in given:
        return "1"
    return _joined(given, " | ") or "0"


def negated(term: str) -> str:
    """The other of 0 and 1.

    >>> negated("0"), negated("a")
    ('1', '(a ^ 1)')
    """
    return {"0": "1", "1": "0"}.get(term, f"({term} ^ 1)")


def number(value: int) -> str:
    """A whole number as C.

    >>> number(-3), number(2**40)
    ('(-3)', '1099511627776ll')
    """
    if value == -(2**63):
        return "INT64_MIN"
    long = "ll" if abs(value) >= 2**31 else ""
    return f"({value}{long})" if value < 0 else f"{value}{long}"


def _joined(terms: list[str], word: str) -> str:
    return terms[0] if len(terms) == 1 else f"({word.join(terms)})" if terms else ""
