"""The classes of services with what belongs to each."""

from __future__ import annotations

from typing import Any

from zhaohui.packs import Pack


def classes(pack: Pack) -> list[dict[str, Any]]:
    """Return the classes in the pack's order: the list's slots by domain are basic, the others are named."""
    registers = {row.id: row for row in pack.registers if row.public}
    by_id = {row.source_id: row for row in pack.sources}
    return [
        {
            "row": row,
            "source": by_id.get(row.source),
            "register": registers.get(row.listed_in),
            "domains": _slots(pack) if row.kind == "basic" else [],
            "named": [
                {"name": each.name, "domain": pack.domain(each.domain), "line": each.line, "note": each.note}
                for each in pack.beyond
                if each.kind == row.kind
            ],
        }
        for row in pack.classes
    ]  # fmt: skip


def _slots(pack: Pack) -> list[dict[str, Any]]:
    return [
        {"domain": domain, "n": sum(row.domain == domain.domain for row in pack.services)}
        for domain in pack.domains
    ]
