"""Runs every rule over a plan's text."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from zhaohui.engines.plandoc.document import printed_lines, read_text
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.registry import RULES
from zhaohui.engines.plandoc.lint.spec import ORDER, Census, Finding
from zhaohui.engines.plandoc.reading import parse_plan

MOST_OF_A_RULE = 20
MOST = 60


def lint_file(path: Path, *, census: Census | None = None) -> list[Finding]:
    """The findings in a UTF-8 plan, the gravest first; `PlanError` for a file that is no plan."""
    return lint_text(read_text(path), source=path.name, census=census)


def lint_text(
    text: str, *, source: str = "the text", census: Census | None = None
) -> list[Finding]:
    """The findings in a plan's text; rules that need census facts are silent without them."""
    plan = parse_plan(text, source=source, lenient=True)
    draft = Draft(plan, printed_lines(text, source), census or Census())
    if not plan.indicators and (draft.years.target is None or not plan.quantities):
        parse_plan(text, source=source)  # neither a table nor dated numbers: says what is missing
    found: list[Finding] = []
    for rule in RULES:
        once = dict.fromkeys(rule.check(draft))
        ordered = sorted(once, key=lambda f: (ORDER.index(f.severity), f.first))
        found += ordered[:MOST_OF_A_RULE]
    return sorted(found, key=lambda f: (ORDER.index(f.severity), f.first, f.rule))[:MOST]


def findings_json(findings: list[Finding]) -> dict[str, Any]:
    """The contract of `zhaohui plan lint --json`."""
    return {"findings": [asdict(f) for f in findings]}
