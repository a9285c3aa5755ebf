"""The columns of one rule, from the SQL of its conditions, its amount and its derived trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.rules.backends.sql_derived import NEVER, soonest

NOTHING = "0::BIGINT"


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """SQL of a rule's parts; conditions and amount are names of columns, which may be NULL."""

    conditions: Sequence[str]
    amount: str | None
    needs: Sequence[str] = ()
    amount_needs: str = NOTHING
    changes: Sequence[str] = ()
    amount_change: str = NEVER

    @property
    def status(self) -> str:
        """True, false or NULL: all conditions together."""
        return f"({' AND '.join(self.conditions)})"

    @property
    def code(self) -> str:
        """0 no, 1 yes, 2 unknown."""
        return f"coalesce({self.status}::TINYINT, 2::TINYINT)"

    def paid(self) -> str:
        """The amount of a yes, NULL where it is not known; 0 of all others."""
        return f"CASE WHEN {self.status} THEN {self.amount} ELSE 0 END"

    def reasons_mask(self) -> str:
        """Mask of the conditions that hold, of an unknown."""
        held = [
            f"CASE WHEN {name} THEN {1 << index}::BIGINT ELSE 0 END"
            for index, name in enumerate(self.conditions)
        ]
        if len(held) == 1:
            return "0::BIGINT"
        return f"CASE WHEN {self.status} IS NULL THEN {' | '.join(held)} ELSE 0 END"

    def needs_mask(self) -> str:
        """Mask of the names that block: those of the conditions, or of a yes those of the amount."""
        lacking = [text for text in dict.fromkeys(self.needs) if text != NOTHING]
        cases = []
        if lacking:
            cases.append(f"WHEN {self.status} IS NULL THEN {' | '.join(lacking)}")
        if self.amount_needs != NOTHING:
            cases.append(f"WHEN {self.status} THEN {self.amount_needs}")
        return f"CASE {' '.join(cases)} ELSE {NOTHING} END" if cases else NOTHING

    def due(self) -> str:
        """The next day: of a no the last of the failed conditions' days, else the first of all."""
        if all(day == NEVER for day in (*self.changes, self.amount_change)):
            return NEVER
        told = list(zip(self.conditions, self.changes, strict=True))
        first = soonest(self.changes)
        priced = soonest([first, self.amount_change])
        if len(told) == 1:
            failed = self.changes[0]
        else:
            days = [f"CASE WHEN {name} IS FALSE THEN {day} END" for name, day in told]
            failed = f"greatest({', '.join(days)})"
        if failed == first == priced:
            return first
        return f"CASE WHEN NOT {self.status} THEN {failed} WHEN {self.status} THEN {priced} ELSE {first} END"
