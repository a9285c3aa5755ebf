"""What is asked of a simulation: two rulebooks, the rules to compare, and how to group people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhaohui.engines.rules.rulebook import Rulebook

TIMES_A_YEAR = {"月": 12, "年": 1, "学年": 1, "次": 1}
ONCE = "次"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a group: its name, and the condition that puts a subject into it."""

    name: str
    when: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A way to group people: `of` is `person`, or `living` for all of a living household alike.

    The first part that holds is the subject's; parts are to exclude one another. A household's rule
    is grouped by its head 户主 where `of` is `person`.
    """

    name: str
    of: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Poverty:
    """The line a head and the household's whole income, a month: expressions over a household."""

    line: str
    income: str


@dataclass(frozen=True, kw_only=True)
class Study:
    """Two rulebooks and what to report of their difference; `times` are payments a year by rule."""

    before: Rulebook
    after: Rulebook
    rules: tuple[str, ...]
    as_of: date
    years: int = 1
    groups: tuple[Group, ...] = ()
    poverty: Poverty | None = None

    def times(self) -> Mapping[str, int]:
        """How often each rule's amount is paid in a year, by its unit."""
        rules = {each: self.after.rule(each).rule for each in self.rules}
        return {name: TIMES_A_YEAR.get(rule.unit, 1) for name, rule in rules.items()}

    def day(self, year: int) -> date:
        """The evaluation date so many years on; 29 February falls on 1 March."""
        try:
            return self.as_of.replace(year=self.as_of.year + year)
        except ValueError:
            return date(self.as_of.year + year, 3, 1)
