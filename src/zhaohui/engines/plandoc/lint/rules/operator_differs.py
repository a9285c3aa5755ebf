"""The same number, once exact and once as a bound."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "operator-differs"
_ALIKE = {">": "≥", "<": "≤"}


def check(draft: Draft) -> Iterator[Finding]:
    """Targets of the table against targets of the text."""
    for cell in draft.cells:
        for said in draft.comparable:
            if cell.when == "target" and cell.pairs(said) and _differ(cell, said):
                yield Finding(
                    rule=ID,
                    severity="low",
                    first=cell.place,
                    second=said.place,
                    message=f"“{cell.said}”一处作{shown(cell)}，一处作{shown(said)}，下限与确数不一。",
                )


def _differ(cell: Statement, said: Statement) -> bool:
    if not cell.name.same(said.name) or cell.value != said.value or cell.top or said.top:
        return False
    return _ALIKE.get(cell.operator, cell.operator) != _ALIKE.get(said.operator, said.operator)
