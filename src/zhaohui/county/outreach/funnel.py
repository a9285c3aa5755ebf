"""How far outreach has come, by service or by town: how many, and after how many days at the median."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.outreach.models import ContactLine, LineState

TOWN_DIGITS = 9
LAGS = {"told": ("found_on", "told_on"), "confirmed": ("told_on", "confirmed_on"),
        "awarded": ("confirmed_on", "closed_on")}  # fmt: skip
NOT_REACHED = (
    LineState.UNREACHABLE,
    LineState.ALREADY_KNOWN,
    LineState.OPTED_OUT,
    LineState.LAPSED,
)


@dataclass
class Stage:
    """One line of the funnel: how many came at least so far, how they ended, and the median days."""

    key: str
    found: int = 0
    told: int = 0
    confirmed: int = 0
    awarded: int = 0
    refused: int = 0
    other: dict[str, int] = field(default_factory=dict)
    days: dict[str, float | None] = field(default_factory=lambda: dict.fromkeys(LAGS))

    def as_answer(self) -> dict[str, Any]:
        """Return the figures as `zhaohui outreach funnel --json` prints them."""
        counts = {name: getattr(self, name) for name in COUNTS}
        return {"key": self.key, **counts, **self.other, "median_days": self.days}


COUNTS = {
    "found": Q(),
    "told": Q(told_on__isnull=False),
    "confirmed": Q(confirmed_on__isnull=False),
    "awarded": Q(state=LineState.AWARDED),
    "refused": Q(state=LineState.REFUSED),
}


def lines_counted(actor: Actor) -> QuerySet[ContactLine]:
    """Return the lines in the areas that the actor may count; no person is read."""
    scope = in_scope(actor, "outreach.funnel", village="area", town="")
    return ContactLine.objects.filter(scope)


def by_rule(actor: Actor, *, area: str = "") -> list[Stage]:
    """Return a stage a rule in reach, within a town or village where one is named."""
    return _stages(_within(actor, area), "rule", str)


def by_town(actor: Actor, *, rule: str = "") -> list[Stage]:
    """Return a stage a town in reach, of one rule where one is named."""
    return _stages(_within(actor, rule=rule), "area", lambda area: (area or "")[:TOWN_DIGITS])


def total(actor: Actor, *, area: str = "", rule: str = "") -> Stage:
    """Return all lines in reach together."""
    found = _stages(_within(actor, area, rule), "is_award", lambda _value: "")
    return found[0] if found else Stage("")


def _within(actor: Actor, area: str = "", rule: str = "") -> QuerySet[ContactLine]:
    rows = lines_counted(actor)
    rows = rows.filter(area__startswith=area) if area else rows
    return rows.filter(rule=rule) if rule else rows


def _stages(rows: QuerySet[ContactLine], column: str, key: Callable[[Any], str]) -> list[Stage]:
    stages: dict[str, Stage] = {}
    counted = {name: Count("pk", filter=asked) for name, asked in COUNTS.items() if asked}
    others = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in NOT_REACHED}
    grouped = rows.order_by().values(column).annotate(n=Count("pk"), **{
        f"n_{name}": each for name, each in counted.items()
    }, **others)  # fmt: skip
    for row in grouped:
        stage = stages.setdefault(key(row[column]), Stage(key(row[column])))
        stage.found += row["n"]
        for name in counted:
            setattr(stage, name, getattr(stage, name) + row[f"n_{name}"])
        for state in NOT_REACHED:
            stage.other[state] = stage.other.get(state, 0) + row[f"n_{state}"]
    for name, (start, end) in LAGS.items():
        for place, days in _histograms(rows, column, key, start, end).items():
            stages[place].days[name] = median(days)
    return sorted(stages.values(), key=lambda stage: (-stage.found, stage.key))


def _histograms(
    rows: QuerySet[ContactLine], column: str, key: Callable[[Any], str], start: str, end: str
) -> dict[str, Counter[int]]:
    """Return how often each number of days passed; awarded counts only what ended so."""
    known = rows.filter(**{f"{start}__isnull": False, f"{end}__isnull": False})
    if end == "closed_on":
        known = known.filter(state=LineState.AWARDED)
    lag = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    counted = known.order_by().annotate(lag=lag).values(column, "lag").annotate(n=Count("pk"))
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for row in counted:
        days = row["lag"].days if isinstance(row["lag"], dt.timedelta) else int(row["lag"])
        found[key(row[column])][days] += row["n"]
    return found


def median(days: Counter[int]) -> float | None:
    """Return the median of counted whole numbers; None where nothing was counted.

    >>> from collections import Counter
    >>> median(Counter({1: 2, 4: 1})), median(Counter({1: 1, 4: 1})), median(Counter())
    (1.0, 2.5, None)
    """
    n = sum(days.values())
    if n == 0:
        return None
    middle, seen = ((n - 1) // 2, n // 2), 0
    values: list[int] = []
    for day in sorted(days):
        seen += days[day]
        values += [day] * (sum(place < seen for place in middle) - len(values))
        if len(values) == len(middle):
            break
    return sum(values) / len(middle)
