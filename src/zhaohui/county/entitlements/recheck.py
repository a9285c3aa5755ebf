"""Look again at what a person holds: does the rule that gave it still say so today?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry import queries as registry
from zhaohui.engines.rules import Finding, Rulebook
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class Rechecked:
    """A holding and what its rule answers now; the finding is her household's for its rules."""

    holding: Holding
    finding: Finding

    @property
    def is_right(self) -> bool | None:
        """Whether she holds what she should; None where that is not known."""
        if self.finding.status == "unknown":
            return None
        if self.finding.status == "no":
            return False
        held, due = self.holding.amount_fen, self.finding.amount_fen
        return True if held is None or due is None else held == due


def recheck(
    actor: Actor, pack: Pack, book: Rulebook, *, person: int, as_of: dt.date
) -> list[Rechecked]:
    """Return every holding of the person that runs on the day, answered anew; NotVisible out of reach."""
    registry.person_visible_to(actor, "person.read", person)
    held = {
        row.rule: row
        for row in Holding.objects.filter(person_id=person).order_by("rule")
        if row.rule in book.rules and _runs(row, as_of)
    }
    if not held:
        return []
    people, homes = registry.people_around(person)
    counted = registry.without_lapsed(people, homes, pack.facts, as_of)
    own = {people[0]["living_id"], people[0]["registered_id"]}
    findings = book.evaluate(household_view(pack.facts, *counted), as_of, held)
    hers = [each for each in findings if each.member == 0 or _is_own(each, own)]
    return [Rechecked(holding=held[each.rule], finding=each) for each in hers]


def _is_own(finding: Finding, homes: set[int]) -> bool:
    return finding.member is None and finding.household in homes


def _runs(row: Holding, day: dt.date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or row.until >= day)
