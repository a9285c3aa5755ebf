"""The plan is cited by line, not copied: short quotations only, and few of them."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope

ROW_LIMIT = 25
QUOTING = ("quote", "quote_a", "quote_b")


def check_quotations(scope: Scope) -> None:
    """At most 25 characters quoted a row, and `quotation_limit` of pack.toml in all."""
    total = 0
    for row in scope.pack.sourced_rows():
        quoted = sum(len(getattr(row, name, "")) for name in QUOTING)
        total += quoted
        if quoted > ROW_LIMIT:
            scope.problems.error(
                row.place,
                f"{quoted} characters are quoted here, the limit is {ROW_LIMIT}",
                "paraphrase it, and keep section and line",
            )
    limit = scope.pack.manifest.quotation_limit
    if total > limit:
        scope.problems.error(
            scope.pack.manifest.place,
            f"{total} characters are quoted in all; `quotation_limit` is {limit}",
            "paraphrase the longest quotations",
        )
