"""Ways of asking a household: ours field by field, the portal's pages, a fixed order, one that knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.questions_parts.answers import Truth, key_of, tell
from zhaohui.county.forms.needs import ALIKE
from zhaohui.engines.rules import Finding, Household, Need, questions
from zhaohui.engines.rules.frequencies import Frequencies
from zhaohui.engines.rules.vocabulary import BIRTH
from zhaohui.engines.rules.waiting import open_answers

ENOUGH, LIMIT, MOST = 0.9, 12, 80
SIZE = 1  # how many people there are is the first question


@dataclass
class Play:
    """One household being asked: what is stated, what was asked in vain, the share settled so far."""

    truth: Truth
    frequencies: Frequencies
    stated: Household = field(init=False)
    unsure: set[Need] = field(default_factory=set)
    curve: list[float] = field(default_factory=lambda: [0.0])
    open: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stated = self.truth.blank()
        self.note(None)

    def note(self, asked: str | None) -> None:
        """Keep the share settled now, as one more question; only open rules that read `asked` can differ."""
        book, kept = self.truth.book, []
        rules = None
        if asked is not None:
            rules = {each.rule for each in self.open if asked in self.truth.reads(each.rule)}
            kept = [each for each in self.open if each.rule not in rules]
        found = book.evaluate(self.stated, self.truth.as_of, rules)
        self.open = kept + [each for each in found if each.status == "unknown"]
        counted = self.truth.counted
        left = sum(key_of(each) in counted for each in self.open)
        self.curve.append(1 - left / len(counted))

    def ask(self, needs: list[Need]) -> None:
        """Ask these fields, one question each."""
        for need in needs:
            value = self.truth.answer(need)
            if value is None:
                self.unsure.add(need)
            else:
                tell(self.stated, need, value)
            self.note(need.name)

    @property
    def is_over(self) -> bool:
        """Whether more questions would tell nothing that is printed."""
        asked = len(self.curve) - 1
        return asked >= MOST or (asked >= LIMIT and self.curve[-1] >= ENOUGH)


Asker = Callable[[Play], list[Need]]


def ours(play: Play) -> list[Need]:
    """The engine's first question alone."""
    left = _left(play)
    return [Need(left[0].fact, left[0].member)] if left else []


def pages(play: Play) -> list[Need]:
    """As the portal's check does: birth dates first, then one fact of all for whom it is worth it."""
    if len(play.curve) == 1 + SIZE:
        return [Need(BIRTH, member) for member in range(len(play.stated.members))]
    left = _left(play)
    if not left:
        return []
    first = left[0]
    alike = [q for q in left if q.fact == first.fact and q.settles >= ALIKE * first.settles]
    return [Need(q.fact, q.member) for q in alike]


def fixed(play: Play) -> list[Need]:
    """The dictionary's order, then the members', of what still blocks an answer."""
    order = {name: index for index, name in enumerate(play.truth.book.facts)}
    blocking = {need for each in play.open for need in each.blocks if need.name in order}
    first = min(
        blocking - play.unsure,
        key=lambda need: (order[need.name], -1 if need.member is None else need.member),
        default=None,
    )
    return [] if first is None else [first]


def knowing(play: Play) -> list[Need]:
    """The fact whose true value settles most at once: no asker can do that."""
    board = _board(play)
    true = {need: play.truth.answer(need) for need in board.by_fact}
    gains = {need: board.settles(need, v) for need, v in true.items() if v is not None}
    best = max(gains, key=lambda need: gains[need], default=None)
    return [] if best is None else [best]


ASKERS: dict[str, Asker] = {"check": pages, "fixed": fixed, "fields": ours, "knowing": knowing}


def curve_of(name: str, truth: Truth, frequencies: Frequencies) -> tuple[list[float], int]:
    """The share settled after each question, and how many answers differ from what all facts say."""
    play = Play(truth, frequencies)
    while not play.is_over and (needs := ASKERS[name](play)):
        play.ask(needs)
    return play.curve, truth.turned(play.stated)


def _left(play: Play) -> list:
    truth = play.truth
    return questions(
        truth.book, play.stated, truth.as_of, frequencies=play.frequencies, unsure=play.unsure
    )


def _board(play: Play):
    return open_answers(play.truth.book, play.stated, play.truth.as_of, play.unsure)
