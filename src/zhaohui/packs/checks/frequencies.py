"""The simulated frequencies name facts of the dictionary and values that these can have."""

from __future__ import annotations

from zhaohui.packs.book import words
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.frequencies import read_value

FILES = ("facts.toml", "params/")


def check_frequencies(scope: Scope) -> None:
    """Check each row's fact and value, and that no value of a band stands there twice."""
    if not all(scope.whole(name) for name in FILES):
        return
    facts = {fact.name: fact for fact in words(scope.pack)[0]}
    seen: set[tuple[str, int | None, str]] = set()
    for row in scope.pack.frequencies:
        key = (row.fact, row.from_age, row.value)
        if read_value(row, facts) is None:
            message = f"“{row.value}” is no value of a fact {row.fact}"
            hint = "Make the table again: `python tools/frequencies.py`."
            scope.problems.error(row.place, message, hint)
        elif key in seen:
            scope.problems.error(row.place, f"{row.fact} has “{row.value}” twice for this age")
        seen.add(key)
