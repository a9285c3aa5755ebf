"""The layers of social assistance 分层分类救助: in which of them a household is, by the rules' answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhaohui.engines.rules import Household
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.catalog import AidLayerRow


def layers_of(
    pack: Pack, household: Household, rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return every layer, the neediest first, with the household's standing in it.

    `status` is yes (a rule says so, or she already has it), no or unknown; `needs` is what decides an
    unknown one; `is_first`: the first yes, where no layer above is open. `opens` are the rules that it opens.
    """
    found = [_layer(pack, row, household, rows) for row in pack.aid_layers]
    first = next((layer for layer in found if layer["status"] != "no"), None)
    for layer in found:
        layer["is_first"] = layer is first and layer["status"] == "yes"
    return found


def _layer(
    pack: Pack, row: AidLayerRow, household: Household, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    answers = [each for each in rows if each["id"] in row.rules.split()]
    statuses = {each["status"] for each in answers}
    has = bool(row.fact) and _has(household, row.fact)
    status = "yes" if has or "yes" in statuses else ("unknown" if "unknown" in statuses else "no")
    needs = [need for each in answers if each["status"] == "unknown" for need in each["needs"]]
    return {
        "layer": row.layer,
        "name": row.name,
        "status": status,
        "has": has,
        "by": [each["id"] for each in answers if each["status"] == "yes"],
        "needs": list(dict.fromkeys(needs)) if status == "unknown" else [],
        "opens": [{"rule": rule, "name": pack.rule(rule).name} for rule in row.opens.split()],
        "note": row.note,
    }


def _has(household: Household, fact: str) -> bool:
    """Say whether the household or anybody in it is known to have the fact."""
    parts = [household.living, household.registered, *household.members]
    return any(part.get(fact) is True for part in parts)
