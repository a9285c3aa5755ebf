"""What a check works on: the pack as far as it could be read, today, and where faults go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhaohui.packs.errors import Problems
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class Scope:
    """A pack under examination; `faulty` are the files in which rows could not be read."""

    pack: Pack
    problems: Problems
    today: date
    faulty: frozenset[str]

    def whole(self, prefix: str) -> bool:
        """Whether every row of the files below `prefix` was read, so that absence means absence."""
        return not any(name.startswith(prefix) for name in self.faulty)

    def plan_file(self, plan_id: str, part: str) -> str:
        """The name of a plan's table."""
        return f"plan/{plan_id}/{part}.csv"

    def duplicates(self, keyed: Iterable[tuple[object, str]], what: str) -> None:
        """An error for every (key, place) whose key was met before."""
        first: dict[object, str] = {}
        for key, place in keyed:
            if key in first:
                shown = " · ".join(map(str, key)) if isinstance(key, tuple) else key
                self.problems.error(
                    place, f"the {what} {shown} is already at {first[key]}", "keep one of the two"
                )
            else:
                first[key] = place
