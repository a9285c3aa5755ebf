"""What else a rule says beside its answer, as trees: what blocks it, and when it can next differ.

Deriving both from the same typed tree gives them to every back-end at once; `needs` and the
interpreter stay the definition, and tests hold the derived trees to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.derive_changes import change_of
from zhaohui.engines.rules.derive_needs import names_in, needs_of
from zhaohui.engines.rules.derive_parts import MOST_BITS, NEVER, NOTHING
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Run, compile_node
from zhaohui.engines.rules.tree import Node


@dataclass(frozen=True)
class Derived:
    """A rule's derived trees: a mask and a day for each condition, and for the amount.

    `names` are the rule's facts and parameters; a mask's bit i speaks of names[i]. The mask of reasons
    has a bit for each condition in their order. Days are NEVER where only facts can change it.
    """

    rule: CompiledRule
    names: tuple[str, ...]
    needs: tuple[Node, ...]
    changes: tuple[Node, ...]
    amount_needs: Node = NOTHING
    amount_change: Node = NEVER

    @property
    def is_timeless(self) -> bool:
        """Whether only facts can change the rule's answer."""
        return all(day == NEVER for day in (*self.changes, self.amount_change))

    @cached_property
    def change_runs(self) -> tuple[Run, ...]:
        """The interpreter's closures of `changes`."""
        return tuple(compile_node(each).run for each in self.changes)

    @cached_property
    def amount_change_run(self) -> Run:
        """The interpreter's closure of `amount_change`."""
        return compile_node(self.amount_change).run

    def named(self, mask: int) -> tuple[str, ...]:
        """The names that a mask of needs speaks of."""
        return tuple(name for index, name in enumerate(self.names) if mask >> index & 1)

    def codes(self, mask: int) -> tuple[str, ...]:
        """The condition codes that a mask of reasons speaks of."""
        conditions = self.rule.conditions
        return tuple(each.condition.code for i, each in enumerate(conditions) if mask >> i & 1)


def derive(compiled: CompiledRule) -> Derived:
    """Derive a compiled rule's trees; RuleError where it names more things than a mask has bits."""
    roots = [each.code.node for each in compiled.conditions]
    amount = compiled.amount.node if compiled.amount else None
    names = names_in(*roots, *([amount] if amount else []))
    rule = compiled.rule
    for what, count in (("facts and parameters", len(names)), ("conditions", len(roots))):
        if count > MOST_BITS:
            words = f"rule {rule.id} names {count} {what}; {MOST_BITS} is the most"
            raise RuleError(f"{words}.", hint="Split it.", place=rule.place)
    positions = {name: index for index, name in enumerate(names)}
    return Derived(
        rule=compiled,
        names=names,
        needs=tuple(needs_of(each, positions) for each in roots),
        changes=tuple(change_of(each) for each in roots),
        amount_needs=needs_of(amount, positions) if amount else NOTHING,
        amount_change=change_of(amount) if amount else NEVER,
    )


def due(days: Iterable[tuple[bool | None, date]], amount: date | None) -> date:
    """The day a rule's answer can next differ, from each condition's answer and day.

    A no stands as long as any failed condition does; everything else as long as all do. `amount` is
    the amount's day, of a yes.
    """
    told = list(days)
    failed = [day for answer, day in told if answer is False]
    if failed:
        return max(failed)
    return min([day for _, day in told] + ([amount] if amount else []))


def next_change(derived: Derived, view: View) -> date:
    """The next day on which this rule's answer for the view can differ with unchanged facts.

    Of a no it is the status that counts; of a yes and of an unknown also amount, reasons and needs.
    """
    if derived.is_timeless:
        return date.max
    answers = [each.code.run(view) for each in derived.rule.conditions]
    days = [run(view) for run in derived.change_runs]
    is_yes = all(answer is True for answer in answers)
    return due(zip(answers, days, strict=True), derived.amount_change_run(view) if is_yes else None)
