"""TOML with the line of each table of an array of tables."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from zhaohui.packs.errors import Problems


def read_toml(text: str, *, name: str, problems: Problems) -> dict[str, Any] | None:
    """The tables of `text`, decimals exact; None (and a problem) when it is not TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        problems.error(f"{name}:{line}", f"this is not TOML: {error}")
    except RecursionError:
        problems.error(f"{name}:1", "this is nested too deep", "write it flatter")
    except ValueError:  # Python reads no number of more than some thousand digits
        problems.error(
            f"{name}:1", "this holds a number that is too long", "quote it if it is text"
        )
    return None


def table_lines(text: str, table: str) -> list[int]:
    r"""Line numbers of each `[[table]]`, in order.

    >>> table_lines("[[fact]]\nname='a'\n[[fact]]", "fact")
    [1, 3]
    """
    head = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if head.match(line)]
