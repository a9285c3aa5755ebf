"""Findings that know their own trace: it is told when it is asked for, from values already kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.day import Day
from zhaohui.engines.rules.evaluate import finding_of
from zhaohui.engines.rules.household import Household, View, household_ids, member_views
from zhaohui.engines.rules.parameters import Resolved
from zhaohui.engines.rules.recorded import Kept, Steps, keep, keep_households
from zhaohui.engines.rules.results import Finding, Trace
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.trace import trace_rule


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding with the value of every step that led to it."""

    finding: Finding
    _compiled: CompiledRule
    _kept: Kept
    _resolved: Mapping[str, Resolved]

    def trace(self) -> Trace:
        """Why the rule answers so, as `Rulebook.trace` tells it."""
        view = cast("View", self._kept)
        return trace_rule(self._compiled, view, self.finding, self._resolved)


def explain(
    steps: Steps, rules: Iterable[CompiledRule], household: Household, day: Day
) -> Iterator[Explained]:
    """One explained finding per rule and subject, in the order of `Rulebook.evaluate`."""
    members = keep(steps, member_views(household, day.as_of, day.values))
    subjects: dict[tuple[str, str], list[tuple[int | None, Kept]]] = {}
    for kind in HOUSEHOLDS:
        ids = household_ids(household, kind)
        subjects["person", kind] = list(zip(ids, members, strict=True))
        if kind in steps.wholes:
            subjects["household", kind] = list(keep_households(steps, members, kind, ids).items())
    for compiled in rules:
        readers = steps.answers[compiled.rule.id]
        for key, kept in subjects[compiled.rule.subject, compiled.rule.group]:
            view = cast("View", kept)
            finding = finding_of(compiled, readers, view, day.stale, key)
            yield Explained(finding, compiled, kept, day.resolved)
