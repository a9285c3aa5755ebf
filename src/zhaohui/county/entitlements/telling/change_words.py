"""What would change an answer, in sentences: obstacles and bounds, days, outcomes of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zhaohui.county.entitlements.telling.frames import framed
from zhaohui.county.entitlements.telling.values import month_amount
from zhaohui.engines.rules import Finding, tree
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.story import (
    Change,
    Obstacle,
    Outcome,
    Settle,
    Story,
    Test,
    phrase,
    title,
    value_words,
)
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class ChangeWords:
    """Words for one story's changes."""

    pack: Pack
    areas: Mapping[str, str]
    label: Callable[[int | None], str]

    def sentences(self, story: Story) -> Iterator[str]:
        """Yield the sentences: what is missing, what stands against it, what time brings."""
        yield from (self.settle(story, each) for each in story.settles)
        yield from (self.figure(name) for name in story.figures)
        yield from (self.obstacle(story, each) for each in story.obstacles)
        if len(story.obstacles) > 1:
            yield framed("change.all")
        yield from self.together(story)
        if story.losses:
            ways = framed("or").join(self.tests(each) for each in story.losses)
            yield framed("change.losses", ways=ways)
        if story.turn:
            yield self.turn(story, story.turn.then, value_words(story.turn.day, "date"))

    def settle(self, story: Story, each: Settle) -> str:
        """Return what the values of a missing fact would lead to."""
        who = self.label(each.need.member)
        of = ".of" if who else ""
        if not each.outcomes:
            return framed(f"settle.plain{of}", who=who, fact=each.need.name)
        outcomes = "；".join(self.outcome(story, each, one) for one in each.outcomes)
        return framed(f"settle{of}", who=who, fact=self._asked(each), outcomes=outcomes)

    def _asked(self, each: Settle) -> str:
        return "年龄" if each.type == "age" else each.need.name

    def outcome(self, story: Story, each: Settle, one: Outcome) -> str:
        """Return one group of values with what it leads to."""
        message = f"outcome.{one.status}"
        amount = ""
        if one.status == "yes" and one.amount_fen is not None:
            message += ".money"
            amount = month_amount(one.amount_fen, story.rule.unit)
        return framed(message, values=self.values(each.type, one), amount=amount)

    def values(self, kind: str, one: Outcome) -> str:
        """Return a group of values, or a range with its ends."""
        if one.values:
            return "、".join(value_words(value, kind, self.areas) for value in one.values)
        low, high = (self._end(kind, end) for end in (one.low, one.high))
        if one.low is None:
            return framed("range.below" if high else "range.all", high=high)
        if low == high:
            return low
        return framed("range.between" if high else "range.above", low=low, high=high)

    def _end(self, kind: str, end: int | None) -> str:
        if end is None:
            return ""
        return framed("age", n=end) if kind == "age" else value_words(end, kind)

    def figure(self, name: str) -> str:
        """Return a missing standard with who fills it."""
        owner = self.pack.parameter(name).owner
        return framed("settle.figure", fact=title(name), department=owner or "—")

    def obstacle(self, story: Story, each: Obstacle) -> str:
        """Return a failed condition with each way in which it would hold."""
        row = next(one for one in story.rule.conditions if one.code == each.code)
        if each.is_final:
            return framed("change.final", sentence=row.no)
        if not each.changes:
            return framed("change.unclear", sentence=row.no)
        ways = framed("or").join(self.tests(change) for change in each.changes)
        return framed("change.condition", sentence=row.no, ways=ways)

    def tests(self, change: Change) -> str:
        """Return the tests of one way, all of which must come out."""
        return framed("and").join(self.test(each) for each in change.tests)

    def test(self, each: Test) -> str:
        """Return a test as it must come out, with its bound and today's value."""
        words = self.wanted(each)
        who = self.label(each.member)
        of = ".of" if who else ""
        if each.day:
            day = value_words(each.day, "date")
            return framed(f"change.time{of}", who=who, words=words, day=day)
        words = framed(f"change.test{of}", who=who, words=words)
        if not isinstance(each.node, tree.Compare) or each.now is None:
            return words
        now = value_words(each.now, each.node.left.type.kind, self.areas)
        return framed("change.test.now", words=words, now=now)

    def wanted(self, each: Test) -> str:
        """Return the words for what must be, a bound by its value today."""
        node = each.node
        if isinstance(node, tree.FactRef):
            return f"“{node.name}”为“{value_words(each.wanted, 'bool')}”"
        name = ""
        if isinstance(node, tree.Compare) and each.bound is not None:
            if isinstance(node.right, tree.ParameterRef):
                name = f"（{title(node.right.name)}）"
            node = replace(node, right=tree.Const(type=node.right.type, value=each.bound))
        if not each.wanted:
            node = tree.Not(type=tree.BOOL, item=node)
        return phrase(node, self.areas) + name

    def together(self, story: Story) -> Iterator[str]:
        """Yield what holds when the obstacles are gone: an amount only where nothing else enters it."""
        by_time = any(
            test.day for each in story.obstacles for c in each.changes for test in c.tests
        )
        if story.together is None or (by_time and story.turn):
            return
        others = [each.answer for each in story.conditions if each.answer is not False]
        if others:
            yield framed("change.rest" if all(others) else "change.rest.open")
        if story.together.status == "yes" and is_exact(story):
            amount = story.together.amount_fen
            if amount is None:
                yield framed("change.together.kind")
            else:
                words = month_amount(amount, story.rule.unit)
                yield framed("change.together.yes", amount=words)

    def turn(self, story: Story, then: Finding, day: str) -> str:
        """Return what time brings by itself."""
        if then.status == "yes":
            if then.amount_fen is None:
                return framed("turn.kind", day=day)
            amount = month_amount(then.amount_fen, story.rule.unit)
            return framed("turn.yes", day=day, amount=amount)
        needs = [
            framed("figure", name=title(name.removeprefix(PARAMETER)))
            if name.startswith(PARAMETER)
            else name
            for name in then.needs
        ]
        return framed(f"turn.{then.status}", day=day, needs="、".join(needs))


def is_exact(story: Story) -> bool:
    """Whether what was tried is all there is to try: yes/no facts and days, no amounts or choices."""
    changes = [change for each in story.obstacles for change in each.changes]
    values = [value for change in changes for value in change.witness.settings.values()]
    return all(isinstance(value, bool) for value in values) and len(changes) == len(story.obstacles)
