"""A list's filters as form fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.declare import ListSpec
from zhaohui.county.lists.filters import Choice
from zhaohui.county.lists.state import ListState


@dataclass(frozen=True, kw_only=True)
class FilterFields:
    """One filter's fields: `names` of its parameters with what was written in them."""

    kind: str
    label: str
    names: Sequence[tuple[str, str]]
    options: Sequence[tuple[str, str]]
    unit: str
    problem: str


def filter_fields(spec: ListSpec, actor: Actor, state: ListState) -> list[FilterFields]:
    """Return the fields of every filter that has something to choose from."""
    found = []
    for each in spec.filters:
        options = each.options(actor, state.raw) if isinstance(each, Choice) else ()
        if isinstance(each, Choice) and len(options) < 2 and not state.raw.get(each.name):
            continue
        found.append(
            FilterFields(
                kind=each.kind,
                label=str(each.label),
                names=[(name, state.raw.get(name, "")) for name in each.parameters],
                options=options,
                unit=getattr(each, "unit", ""),
                problem=state.problems.get(each.parameters[0], ""),
            )
        )
    return found
