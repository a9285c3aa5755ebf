"""What every step of one check needs, and the words for the people in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.entitlements.check import check_household
from zhaohui.doors.portal.check.answers import Answers, Facts
from zhaohui.engines.rules import Rulebook
from zhaohui.packs import Pack

# Asked of everyone at once, before the questions that the engine chooses.
RELATION, SEX, BIRTH, HOME_AREA = "与户主关系", "性别", "出生日期", "户籍区划"
FIRST_FACTS = (RELATION, SEX, BIRTH, HOME_AREA)


@dataclass(frozen=True)
class Sitting:
    """The pack, its rules and the date of one check."""

    pack: Pack
    book: Rulebook
    today: date

    def report(self, answers: Answers) -> dict[str, Any]:
        """Return the answer of `check_household` for what is known so far."""
        document = answers.document([self.label(answers, i) for i in range(len(answers.members))])
        return check_household(self.pack, self.book, document, self.today)

    def label(self, answers: Answers, index: int) -> str:
        """Return what a member is called on the page: relation and year of birth, else a number."""
        return member_label(answers.members[index], index)


@dataclass(frozen=True)
class Problem:
    """What has to be mended in a form: the input's id and a sentence."""

    id: str
    sentence: str


def member_label(facts: Facts, index: int) -> str:
    """Return a short name for a member."""
    relation, year = facts.get(RELATION, ""), facts.get(BIRTH, "")[:4]
    if not relation:
        return _("第%(n)s人") % {"n": index + 1}
    if not year:
        return _("%(relation)s（第%(n)s人）") % {"relation": relation, "n": index + 1}
    return _("%(relation)s（%(year)s年生）") % {"relation": relation, "year": year}


def progress(report: dict[str, Any]) -> dict[str, int]:
    """Return how many rules are settled for the whole household, of how many."""
    rules = {row["id"] for row in report["services"]}
    open_rules = {row["id"] for row in report["services"] if row["status"] == "unknown"}
    return {"settled": len(rules) - len(open_rules), "total": len(rules)}
