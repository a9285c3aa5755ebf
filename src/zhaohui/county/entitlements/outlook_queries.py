"""What the pages read of the days to come: counts and lists in an officer's reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.entitlements.ledger_queries import (
    FIRST,
    TOWN_DIGITS,
    Key,
    cut,
    listed,
    rule_number,
    rules_by_number,
    within,
)
from zhaohui.county.entitlements.models import Outlook, OutlookWindow
from zhaohui.engines.ledger import Turn


@dataclass(frozen=True)
class OutlookPage:
    """Some rows that will turn, and the key after which the next page starts."""

    rows: Sequence[Outlook]
    following: Key | None


def window() -> OutlookWindow | None:
    """Return until when somebody has looked ahead; None before the first time."""
    return OutlookWindow.objects.select_related("ledger_day").first()


def turns_by_rule(actor: Actor, *, area: str = "") -> dict[str, dict[Turn, int]]:
    """Return how many rows of each rule will turn, and how, in reach and in an area."""
    ids = rules_by_number()
    rows = _visible_to(actor).filter(within(area)).order_by().values("rule_number", "kind")
    found: dict[str, dict[Turn, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.annotate(n=Count("person_id")):
        for rule in ids.get(row["rule_number"], []):
            found[rule][Turn(row["kind"])] += row["n"]
    return found


def turns_by_place(actor: Actor, rule: str, *, town: str = "") -> dict[str, dict[Turn, int]]:
    """Return how many rows of one rule will turn by town, or by village of a town."""
    rows = _visible_to(actor).filter(within(town), rule_number=rule_number(rule))
    found: dict[str, dict[Turn, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows.order_by().values("area", "kind").annotate(n=Count("person_id")):
        code = row["area"] or ""
        found[code if town else code[:TOWN_DIGITS]][Turn(row["kind"])] += row["n"]
    return found


def outlook_page(
    actor: Actor, *, rule: str, kind: Turn, area: str = "", after: Key = FIRST
) -> OutlookPage:
    """Return a page of people in `person.list` reach whose row of a rule will turn so, by place."""
    wanted = Outlook.objects.filter(rule_number=rule_number(rule), kind=kind)
    rows, following = cut(listed(wanted, actor, area, after))
    return OutlookPage(rows, following)


def turning_in_reach(actor: Actor) -> int:
    """Return how many rows in reach will end or run out."""
    ending = (Turn.ENDING, Turn.RUNS_OUT, Turn.LOSES_EVIDENCE)
    rows = _visible_to(actor).filter(kind__in=ending).order_by().values("rule_number")
    ids = rules_by_number()
    counted = rows.annotate(n=Count("person_id"))
    return sum(row["n"] * len(ids.get(row["rule_number"], [])) for row in counted)


def _visible_to(actor: Actor, action: str = "finding.list") -> QuerySet[Outlook]:
    return Outlook.objects.filter(in_scope(actor, action, village="area", town=""))
