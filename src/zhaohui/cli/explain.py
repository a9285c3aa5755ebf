"""`zhaohui explain`: why one person is or is not entitled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import click

from zhaohui.cli.report import emit, json_option, yuan
from zhaohui.clock import county_today

STATUS = {"yes": "符合", "no": "不符合", "unknown": "待补信息"}
INDENT = "  "


@click.command(short_help="say why one person is or is not entitled")
@click.argument("person")
@click.argument("service")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="evaluation date; default today")
@json_option
def command(person: str, service: str, *, as_of: dt.datetime | None, as_json: bool) -> None:
    """Explain the rule or slot SERVICE for PERSON (identity number, or id in the registry).

    Prints each condition as a tree with its values, the facts with their source and day, and the
    parameters with their documents. Names and numbers of people are not printed.
    """
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.entitlements.explain import explain
    from zhaohui.county.registry.queries import person_id
    from zhaohui.packs import load_current, rulebook
    from zhaohui.paths import data_folder

    pack = load_current(data_folder())
    day = as_of.date() if as_of else county_today()
    answer = explain(
        system_actor("zhaohui explain"),
        pack=pack,
        book=rulebook(pack),
        person=person_id(person),
        service=service,
        as_of=day,
    )
    emit(answer, as_json=as_json, text=lambda: "\n".join(as_lines(answer)))


def as_lines(answer: dict[str, Any]) -> Iterator[str]:
    """Yield the explanation for people, one line after another."""
    mark = "  模拟数据" if answer["synthetic"] else ""
    yield f"{answer['as_of']}，登记号 {answer['person']}{mark}"
    for rule in answer["rules"]:
        yield ""
        yield from rule_lines(rule)


def rule_lines(rule: dict[str, Any]) -> Iterator[str]:
    """Yield one rule: its answer, steps, facts, parameters and citations."""
    yield f"{rule['name']}（{rule['id']}，{rule['verification']}）：{outcome(rule)}"
    yield from (INDENT + line for line in rule["text"].splitlines())
    yield f"{INDENT}逐步"
    for step in rule["steps"]:
        yield from step_lines(step, 1)
    if rule["facts"]:
        yield f"{INDENT}事实"
    for fact in rule["facts"]:
        whose = "登记号" if fact["subject"] == "person" else "户"
        said = value_text(fact["value"], fact["type"])
        yield f"{INDENT * 2}{fact['name']} = {said}（{whose} {fact['id']}；{fact['department']}，{fact['date']}）"
    if rule["parameters"]:
        yield f"{INDENT}参数"
    for each in rule["parameters"]:
        yield f"{INDENT * 2}{parameter_text(each)}"
    if rule["citations"]:
        yield f"{INDENT}依据"
    for each in rule["citations"]:
        parts = (f"《{each['title']}》", each["doc_no"], each["article"], each["address"])
        yield INDENT * 2 + " ".join(part for part in parts if part)


def outcome(rule: dict[str, Any]) -> str:
    """Return the answer with its amount, or what is missing."""
    text = STATUS[rule["status"]]
    if rule["status"] == "yes":
        amount = rule["amount_fen"]
        text += (
            f"，{money(amount)}/{rule['unit']}" if amount is not None else f"，{rule['in_kind']}"
        )
    if rule["needs"]:
        text += f"；还缺 {'、'.join(rule['needs'])}"
    return text + (f"；可能已更新：{'、'.join(rule['stale'])}" if rule["stale"] else "")


def step_lines(step: dict[str, Any], depth: int) -> Iterator[str]:
    """Yield a step and those below it, each deeper one indented."""
    said = f"（{step['sentence']}）" if step.get("sentence") else ""
    label = f"{step['code']}: " if step.get("code") else ""
    value = value_text(step["value"], step["type"])
    yield f"{INDENT * depth}{label}{step['text']} → {value}{said}"
    for child in step["steps"]:
        yield from step_lines(child, depth + 1)


def parameter_text(each: dict[str, Any]) -> str:
    """Return a parameter with its area, dates and source."""
    if each["value"] is None:
        return f"{each['name']}：未知{'（' + each['gap'] + '）' if each['gap'] else ''}"
    kind = "money" if each["type"] == "money" else ""
    until = f" 至 {each['to']}" if each["to"] else " 起"
    stale = "，可能已更新" if each["stale"] else ""
    where = f"{each['area']}，{each['from']}{until}，{each['title'] or each['source']}，{each['verification']}"
    return f"{each['name']} = {value_text(each['value'], kind)}（{where}{stale}）"


def value_text(value: Any, kind: str) -> str:
    """Return a value as people write it; money in 元."""
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    return money(value) if kind == "money" else str(value)


def money(fen: int) -> str:
    """Return fen as 元 with two decimals."""
    return f"{yuan(fen)} 元"
