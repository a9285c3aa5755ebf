"""`zhaohui check`: evaluate one household from a file, with the portal's own code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today
from zhaohui.errors import ZhaohuiError

LARGEST_FILE = 1_000_000
MARKS = {"yes": "✓", "unknown": "?", "no": "✗"}
ORDER = {"yes": 0, "unknown": 1, "no": 2}


@click.command(short_help="evaluate one household from a file")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="evaluation date; default today")
@json_option
def command(facts: Path, as_of: dt.datetime | None, *, as_json: bool) -> None:
    """Say what the household in FACTS (YAML) may have, what is missing and what to ask next.

    FACTS holds `members:` (a list of facts by dictionary name, an optional `label`), and `living:`
    and `registered:` for the two households. Money is in 元. Nothing is stored.
    """
    from zhaohui.county.entitlements.check import check_household
    from zhaohui.packs import load_current, rulebook
    from zhaohui.paths import data_folder

    document = read_document(facts)
    pack = load_current(data_folder())
    day = as_of.date() if as_of else county_today()
    answer = check_household(pack, rulebook(pack), document, day)
    emit(answer, as_json=as_json, text=lambda: as_text(answer))


def read_document(path: Path) -> Any:
    """Return the YAML in `path`; a `ZhaohuiError` names file and line of what can't be read."""
    from zhaohui.packs.errors import Problems
    from zhaohui.packs.reading.yaml_text import read_yaml

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ZhaohuiError(f"{path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ZhaohuiError(f"{path} is not UTF-8.", hint="Save the file as UTF-8.") from None
    if len(data) > LARGEST_FILE:
        raise ZhaohuiError(f"{path} is larger than one household's facts can be.")
    problems = Problems()
    document = read_yaml(text, name=str(path), problems=problems)
    if problems:
        raise ZhaohuiError(f"{problems[0].place}: {problems[0].message}.", hint=problems[0].hint)
    return document


def as_text(answer: dict[str, Any]) -> str:
    """Return the answer for people: services by status, then the questions left."""
    lines = [f"{answer['as_of']} 的结果"]
    lines += [
        f"{MARKS[row['status']]} {row['subject']}：{row['name']}  {outcome(row)}".rstrip()
        for row in sorted(answer["services"], key=lambda row: ORDER[row["status"]])
    ]
    if answer["questions_left"]:
        lines.append("还要问：")
        lines += [f"  {row['label']}：{row['question']}" for row in answer["questions_left"]]
    return "\n".join(lines)


def outcome(row: dict[str, Any]) -> str:
    """Return one service's amount, missing facts or reasons as one phrase."""
    if row["status"] == "no":
        return "；".join(row["sentences"])
    needs = f"还缺：{'、'.join(row['needs'])}" if row["needs"] else ""
    if row["status"] == "unknown":
        return needs
    amount = row["amount_fen"]
    given = f"{amount / 100:,.2f} 元/{row['unit']}" if amount is not None else row["in_kind"]
    stale = f"（可能已更新：{'、'.join(row['stale'])}）" if row["stale"] else ""
    return " ".join(part for part in (given, needs, stale) if part)
