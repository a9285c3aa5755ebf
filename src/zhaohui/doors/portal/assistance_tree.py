"""The layers of social assistance as the public page shows them."""

from __future__ import annotations

from typing import Any

from zhaohui.packs import Pack


def assistance_tree(pack: Pack) -> list[dict[str, Any]]:
    """Return the layers, the neediest first, each with its rules' conditions and what it opens."""
    return [
        {
            "name": row.name,
            "status": "",
            "rules": [
                {
                    "id": rule.id,
                    "name": rule.name,
                    "service": rule.service,
                    "conditions": [condition.yes for condition in rule.conditions],
                }
                for rule in map(pack.rule, row.rules.split())
            ],
            "opens": [{"rule": rule, "name": pack.rule(rule).name} for rule in row.opens.split()],
            "note": row.note,
        }
        for row in pack.aid_layers
    ]
