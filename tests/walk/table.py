"""The reviewed table: who is let in where. `make walk` rewrites it from what the pages do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("expected.csv")
SHOWN = "tests/walk/expected.csv"
KEYS = ("route", "name", "method", "object", "action")


@dataclass(frozen=True)
class Line:
    """One address, method and object: the outcome by role, and the line of the file."""

    route: str
    name: str
    method: str
    object: str
    action: str
    outcomes: dict[str, str]
    number: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What a line is found by."""
        return self.route, self.method, self.object


def read() -> list[Line]:
    """Return the lines of the table."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                *(row.pop(key) for key in KEYS),
                outcomes=row,
                number=number,
            )
            for number, row in enumerate(csv.DictReader(file), 2)
        ]


def write(lines: list[Line], roles: list[str]) -> None:
    """Write the table, sorted, so that a new page is a few new lines."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*KEYS, *roles])
        for line in sorted(lines, key=lambda line: line.key):
            keys = [getattr(line, key) for key in KEYS]
            writer.writerow([*keys, *(line.outcomes[role] for role in roles)])
