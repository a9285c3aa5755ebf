"""What to ask next: the missing fact whose answer is expected to decide most."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhaohui.engines.rules.frequencies import Frequencies
from zhaohui.engines.rules.household import Household, check_household
from zhaohui.engines.rules.results import Need, Question
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.waiting import Board, open_answers

# What a step towards an answer counts beside an answer. Without it two facts that decide only
# together would never be asked; .1 to .6 were tried and differ by a question at most (bench).
NEARNESS = 0.3


def questions(
    book: Rulebook,
    household: Household,
    as_of: date,
    *,
    frequencies: Frequencies | None = None,
    unsure: Collection[Need] = (),
    rules: Collection[str] | None = None,
) -> list[Question]:
    """The facts that can still decide an answer, best first; each is asked of one member or household.

    Each value that a fact may have is tried on the open answers and weighed by its frequency. An
    amount comes after what decides whether there is one. `unsure` are facts that were asked in vain:
    neither they nor what could decide only together with them is asked, nor what waits for an empty
    parameter. Ties go by the dictionary, then the member. `rules` narrows it to what those rules ask.
    """
    check_household(household, book.facts)
    expected = frequencies or Frequencies.of(book.facts)
    board = open_answers(book, household, as_of, frozenset(unsure), rules)
    order = {name: index for index, name in enumerate(book.facts)}
    ranked = []
    for need in board.by_fact:
        settles = _settles(board, need, expected)
        place = (order[need.name], -1 if need.member is None else need.member)
        ranked.append((-(settles + NEARNESS * _nearness(board, need)), place, need, settles))
    return [
        Question(
            fact=need.name, member=need.member, unblocks=len(board.by_fact[need]), settles=settles
        )
        for _, _, need, settles in sorted(ranked, key=lambda each: each[:2])
    ]


def _settles(board: Board, need: Need, expected: Frequencies) -> float:
    values = expected.expected(need.name, board.age(need), board.as_of)
    return sum(share * board.settles(need, value) for value, share in values)


def _nearness(board: Board, need: Need) -> float:
    """Each open answer that this fact helps, divided by the facts that it waits for."""
    return sum(1 / len(each.facts) for each in board.by_fact[need])
