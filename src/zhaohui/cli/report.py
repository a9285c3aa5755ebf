"""How verbs print: one JSON line for programs, a readable block for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
import orjson

json_option = click.option("--json", "as_json", is_flag=True, help="print JSON instead of text")


def emit(value: Any, *, as_json: bool, text: Callable[[], str]) -> None:
    """Print `value` as JSON when asked for it, else the text that `text()` makes of it."""
    if as_json:
        click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    else:
        click.echo(text())


def yuan(fen: int) -> str:
    """Return fen as 元 with two decimals and separators, exact for any sum.

    >>> yuan(-123405)
    '-1,234.05'
    """
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
