"""What `zhaohui stress` starts as processes of its own; each prints one JSON line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
import orjson


def main(words: list[str]) -> None:
    """Do what the first word says: prepare, write N SECONDS DEED, count, kill ROUNDS DEED."""
    django.setup()
    folder = Path(os.environ["ZHAOHUI_DATA"])
    match words:
        case ["prepare"]:
            from django.core.management import call_command

            from zhaohui.county.stress.action import lay_ground
            from zhaohui.county.stress.case_ground import lay_case_ground

            call_command("migrate", verbosity=0, interactive=False)
            lay_ground()
            lay_case_ground()
            answer = {}
        case ["write", number, seconds, kind]:
            from zhaohui.county.stress.writing import write

            answer = write(int(number), seconds=float(seconds), folder=folder, kind=kind)
        case ["count"]:
            from zhaohui.county.stress.writing import count

            answer = count(folder)
        case ["kill", rounds, name]:
            from zhaohui.county.stress.deed import deed_named
            from zhaohui.county.stress.killing import kill_rounds

            answer = kill_rounds(
                int(rounds),
                deed=deed_named(name),
                tell=lambda done: print(done, file=sys.stderr),  # noqa: T201 - the command reads it
            )
        case _:
            raise SystemExit(2)
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
