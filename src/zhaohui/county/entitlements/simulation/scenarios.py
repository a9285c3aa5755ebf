"""Read the reforms that officers tried; they hold counts and sums of the whole county."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.packs.overlay import value_from_json
from zhaohui.packs.pack import Pack
from zhaohui.packs.reading.records import reform_from_cells
from zhaohui.packs.schema.reform import ReformRow
from zhaohui.packs.schema.rules import ParameterRow

PLACE = "scenario"


def visible_to(actor: Actor) -> QuerySet[ReformScenario]:
    """Return the scenarios, newest first, for who may simulate over the whole county."""
    found = ReformScenario.objects.select_related("made_by__officer").order_by("-pk")
    return found if actor.everywhere("reform.simulate") else found.none()


def scenario_of(actor: Actor, pk: int) -> ReformScenario:
    """Return one scenario that the actor may see; NotVisible."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def stored(reform: ReformRow) -> dict[str, Any]:
    """Return a reform as its scenario keeps it: exact numbers as text."""
    return reform.model_dump(mode="json", by_alias=True, exclude_none=True)


def reform_of(scenario: ReformScenario, pack: Pack) -> ReformRow:
    """Return the reform that a scenario keeps; PackError where it no longer fits the pack's form."""
    rows = {row.name: row for row in pack.parameters}
    cells = {key: value for key, value in scenario.reform.items() if key != "place"}
    cells["parameters"] = [
        change | {"value": _written(rows.get(change["name"]), change.get("value"))}
        for change in cells.get("parameters", ())
    ]
    return reform_from_cells(cells, name=PLACE)


def changed_of(scenario: ReformScenario, pack: Pack, parameter: str) -> dict[str, Any] | None:
    """Return what the scenario's result says of one parameter, its value typed; None for another."""
    rows = {row.name: row for row in pack.parameters}
    for each in (scenario.result or {}).get("changed", ()):
        if each["parameter"] == parameter and parameter in rows:
            return {**each, "after": value_from_json(rows[parameter], each["after"])}
    return None


def _written(parameter: ParameterRow | None, value: Any) -> Any:
    """JSON's keys and numbers as YAML has them: whole numbers as keys, money as exact 元."""
    if parameter is None or value is None:
        return value
    if isinstance(value, dict):
        key = str if parameter.key == "text" else int
        return {key(each): _cell(parameter.of, cell) for each, cell in value.items()}
    return _cell(parameter.type, value)


def _cell(kind: str | None, value: Any) -> Any:
    return Decimal(str(value)) if kind == "money" and value is not None else value
