"""What the ledger says of the resident herself, in her words: what she has, may ask for, and what will turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.ledger_queries import person_ledger, rules_by_number
from zhaohui.county.entitlements.models import Finding
from zhaohui.county.entitlements.outlook import Coming, person_outlook
from zhaohui.county.entitlements.person_findings import FIGURE
from zhaohui.engines.ledger import State
from zhaohui.packs.schema.rules import RuleRow

DOUBTFUL = (State.OVER, State.DIFFERS, State.CONFLICTING, State.NEEDS_EVIDENCE)
ACTION = "self.read"


@dataclass(frozen=True)
class Mine:
    """One benefit of hers: reasons and what is still needed in words."""

    rule: RuleRow
    row: Finding
    reasons: list[str]
    needs: list[str]
    figures: list[str]

    @property
    def is_doubtful(self) -> bool:
        """Whether what she holds has to be looked at again."""
        return self.row.is_held and State(self.row.state) in DOUBTFUL


@dataclass
class Entitlements:
    """Her rows in the groups of the page; money in fen."""

    held: list[Mine] = field(default_factory=list)
    missing: list[Mine] = field(default_factory=list)
    choice: list[Mine] = field(default_factory=list)
    unknown: list[Mine] = field(default_factory=list)
    open: list[Mine] = field(default_factory=list)

    @property
    def again(self) -> list[Mine]:
        """What she holds and somebody will look at again."""
        return [each for each in self.held if each.is_doubtful]

    def add(self, mine: Mine) -> None:
        """Put a row into its group."""
        if mine.row.is_held:
            self.held.append(mine)
        else:
            group = GROUPS[State(mine.row.state)]
            getattr(self, group).append(mine)


GROUPS = {
    State.MISSING: "missing",
    State.ENTITLED: "open",
    State.NEEDS_EVIDENCE: "unknown",
    State.CONFLICTING: "choice",
    State.EXCLUDED: "choice",
}


def my_entitlements(actor: Actor, person: int) -> Entitlements:
    """Return her own rows by group; NotVisible for anybody else's."""
    ids, rules = rules_by_number(), {rule.id: rule for rule in current_pack().rules}
    found = Entitlements()
    for row in person_ledger(actor, person, ACTION).now:
        for each in ids.get(row.rule_number, []):
            if each in rules:
                found.add(_mine(rules[each], row))
    return found


def coming(actor: Actor, person: int, as_of: dt.date) -> Coming:
    """Return what the weeks after a day turn of her own rules; those of households are left out."""
    found = person_outlook(
        actor, current_pack(), current_rulebook(), person=person, as_of=as_of, action=ACTION
    )
    own = [turn for turn in found.turns if turn.rule.subject == "person"]
    return Coming(found.until, own, found.running_out)


def _mine(rule: RuleRow, row: Finding) -> Mine:
    derived = current_rulebook().derived(rule.id)
    held, named = set(derived.codes(row.reasons)), derived.named(row.needs)
    return Mine(
        rule=rule,
        row=row,
        reasons=[each.yes for each in rule.conditions if each.code in held],
        needs=[name for name in named if not name.startswith(FIGURE)],
        figures=_figures(named),
    )


def _figures(named: Iterable[Any]) -> list[str]:
    return [name.removeprefix(FIGURE) for name in named if name.startswith(FIGURE)]
