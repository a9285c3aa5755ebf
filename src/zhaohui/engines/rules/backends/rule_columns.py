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
    needs: Sequence[str]
    amount_needs: str
    changes: Sequence[str]
    amount_change: str

    @property
    def status(self) -> str:
        """True, false or NULL: all conditions together."""
        return f"({' AND '.join(self.conditions)})"

    def columns(self) -> tuple[str, str, str, str]:
        """Status, amount, mask of the conditions that hold, mask of the names that block."""
        amount = (
            f"CASE WHEN {self.status} THEN {self.amount} END" if self.amount else "NULL::BIGINT"
        )
        return self.status, amount, self._reasons(), self._needs()

    def _reasons(self) -> str:
        everything = (1 << len(self.conditions)) - 1
        held = [
            f"CASE WHEN {name} THEN {1 << index}::BIGINT ELSE 0 END"
            for index, name in enumerate(self.conditions)
        ]
        return f"CASE WHEN {self.status} THEN {everything}::BIGINT ELSE {' | '.join(held)} END"

    def _needs(self) -> str:
        lacking = [text for text in dict.fromkeys(self.needs) if text != NOTHING]
        cases = []
        if lacking:
            cases.append(f"WHEN {self.status} IS NULL THEN {' | '.join(lacking)}")
        if self.amount_needs != NOTHING:
            cases.append(f"WHEN {self.status} THEN {self.amount_needs}")
        return f"CASE {' '.join(cases)} ELSE {NOTHING} END" if cases else NOTHING

    def due(self) -> str:
        """The next day: of a no the last of the failed conditions' days, else the first of all."""
        told = list(zip(self.conditions, self.changes, strict=True))
        if all(day == NEVER for day in (*self.changes, self.amount_change)):
            return NEVER
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
