"""What to ask next: the missing fact that brings most answers nearest."""

from __future__ import annotations

from datetime import date

from zhaohui.engines.rules.household import Household
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.results import Need, Question
from zhaohui.engines.rules.rulebook import Rulebook


def questions(book: Rulebook, household: Household, as_of: date) -> list[Question]:
    """The facts that still block an answer, best first; each is asked of one member or household.

    A fact that is the only one missing for an answer counts fully, one of three a third: the first
    question is the one expected to settle most answers. Ties go by the dictionary, then the member.
    """
    worth: dict[Need, float] = {}
    unblocks: dict[Need, int] = {}
    for finding in book.evaluate(household, as_of):
        asked = [need for need in finding.blocks if not need.name.startswith(PARAMETER)]
        for need in asked:
            worth[need] = worth.get(need, 0) + 1 / len(asked)
            unblocks[need] = unblocks.get(need, 0) + 1
    order = {name: index for index, name in enumerate(book.facts)}
    best = sorted(
        worth,
        key=lambda need: (
            -worth[need],
            order[need.name],
            -1 if need.member is None else need.member,
        ),
    )
    return [Question(fact=need.name, member=need.member, unblocks=unblocks[need]) for need in best]
