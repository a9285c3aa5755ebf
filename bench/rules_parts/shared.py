"""The rules that ours and the peer share, as our rulebook; `shared.yaml` says what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from zhaohui.engines.rules import Condition, Fact, Parameter, Rule, Rulebook, Version

AS_OF = date(2026, 7, 1)
AREA = "51"
TEXT = Path(__file__).with_name("shared.yaml")


def read() -> dict[str, Any]:
    """The file as it stands."""
    found: dict[str, Any] = yaml.safe_load(TEXT.read_text(encoding="utf-8"))
    return found


def rulebook() -> Rulebook:
    """The shared rules, compiled."""
    found = read()
    return Rulebook.compile(
        facts=[_fact(each) for each in found["facts"]],
        parameters=[_parameter(each) for each in found["parameters"]],
        rules=[_rule(each, found["parts"]) for each in found["rules"]],
        areas=[AREA, "00"],
    )


def _fact(record: dict[str, Any]) -> Fact:
    return Fact(**record | {"values": tuple(record.get("values", ()))})


def _parameter(record: dict[str, Any]) -> Parameter:
    is_money = "money" in (record["type"], record.get("of"))
    dates = sorted(record["versions"])
    ends = [*(date.fromordinal(day.toordinal() - 1) for day in dates[1:]), None]
    return Parameter(
        name=record["name"],
        type=record["type"],
        key=record.get("key"),
        of=record.get("of"),
        review_months=600,
        versions=tuple(
            Version(
                area=AREA,
                start=start,
                end=end,
                value=_value(record["versions"][start], is_money),
                source="invented",
                verification="placeholder",
            )
            for start, end in zip(dates, ends, strict=True)
        ),
    )


def _value(given: Any, is_money: bool) -> Any:
    if isinstance(given, dict):
        return {key: _value(cell, is_money) for key, cell in given.items()}
    return int(Decimal(str(given)) * 100) if is_money else given


def _rule(record: dict[str, Any], parts: dict[str, str]) -> Rule:
    conditions = tuple(
        Condition(code=f"c{index}", when=_filled(when, parts), yes="是", no="否")
        for index, when in enumerate(record["when"], start=1)
    )
    amount = record.get("amount")
    return Rule(
        id=record["id"],
        name=record["id"],
        service="bench",
        subject=record.get("subject", "person"),
        group="living",
        conditions=conditions,
        amount=_filled(amount, parts) if amount else None,
        in_kind="" if amount else "bench",
    )


def _filled(expression: str, parts: dict[str, str]) -> str:
    while "{" in expression:
        expression = expression.format_map(parts)
    return expression
