"""How a level of warning is raised, kept and cleared, day by day: a pure function of what was seen.

A level is raised when its condition has held for its days; it is kept until the weaker condition
of clearing is met (hysteresis); and once raised, neither it nor a lower one is raised again within
the cool-down. A higher one may be raised at any time: what gets worse is always told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level: for how many days its condition must hold, for how many it is not raised again."""

    hold_days: int = 0
    cool_days: int = 1


@dataclass(frozen=True)
class Standing:
    """Where a subject stands. `level` 0 is none; levels count from 1, the mildest.

    `seen_since` has, level by level, the day since which its condition has held without a break;
    `raised_on` the day on which it was last raised (or closed by hand). None: never.
    """

    level: int = 0
    seen_since: tuple[date | None, ...] = ()
    raised_on: tuple[date | None, ...] = ()

    @property
    def is_idle(self) -> bool:
        """Whether nothing need be remembered of it."""
        return not self.level and not any(self.seen_since) and not any(self.raised_on)


def step(
    levels: Sequence[Level], before: Standing, *, met: int | None, kept: int, today: date
) -> Standing:
    """Return the standing after one look.

    `met` is the highest level whose condition for raising holds (0: none; None: unknown), `kept`
    the highest whose condition for clearing is not met. Unknown raises nothing and clears nothing,
    and what was counted goes on. Called twice a day with the same it changes nothing the second time.

    >>> levels = [Level(cool_days=30)]
    >>> day = date(2026, 1, 1)
    >>> step(levels, Standing(), met=1, kept=1, today=day).level
    1
    """
    many = len(levels)
    before = padded(before, many)
    if met is None:
        return before
    since = tuple((before.seen_since[i] or today) if met >= i + 1 else None for i in range(many))
    held = min(before.level, max(kept, met))
    wanted = next((n for n in range(met, held, -1) if _may(levels, before, since, n, today)), held)
    raised = before.raised_on
    if wanted > held:
        raised = tuple(today if i + 1 == wanted else day for i, day in enumerate(raised))
    return Standing(wanted, since, raised)


def cleared_by_hand(levels: Sequence[Level], before: Standing, today: date) -> Standing:
    """Return the standing after an officer closed the alert: the cool-down counts from today.

    Where the condition holds on, it is told again once the cool-down is over.
    """
    before = padded(before, len(levels))
    raised = tuple(today if i < before.level else day for i, day in enumerate(before.raised_on))
    return replace(before, level=0, raised_on=raised)


def is_raised(before: Standing, after: Standing) -> bool:
    """Say whether a step raised a level."""
    return after.level > before.level


def padded(standing: Standing, many: int) -> Standing:
    """Return it with an entry for each of so many levels: a file may have got one more."""
    return Standing(
        min(standing.level, many),
        _long(standing.seen_since, many),
        _long(standing.raised_on, many),
    )


def _may(
    levels: Sequence[Level],
    before: Standing,
    since: tuple[date | None, ...],
    number: int,
    today: date,
) -> bool:
    rule, first = levels[number - 1], since[number - 1]
    if first is None or (today - first).days < rule.hold_days:
        return False
    latest = [day for day in before.raised_on[number - 1 :] if day is not None]
    return all((today - day).days >= rule.cool_days for day in latest)


def _long(days: tuple[date | None, ...], many: int) -> tuple[date | None, ...]:
    return (*days[:many], *(None,) * (many - len(days)))
