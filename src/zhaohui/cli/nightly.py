"""`zhaohui nightly`: the one scheduled entry; everything that is done once a night."""

from __future__ import annotations

from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today


@click.command(short_help="do what is done once a night")
@click.option("--again", is_flag=True, help="do steps again that this night has already done")
@json_option
def command(*, again: bool, as_json: bool) -> int:
    """Work through the night's steps in order; exit code 1 where one failed.

    A failing step stops no other. Called again the same day it does only what is left.
    """
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.progress import progress_bar

    start_county(make_tables=True)
    from zhaohui.county.jobs.nightly.night import as_answer, work_night

    night = county_today()
    with progress_bar("nightly") as progress:
        rows = work_night(night, again=again, progress=progress)
    answer = as_answer(night, rows)
    emit(answer, as_json=as_json, text=lambda: as_text(answer))
    return 0 if answer["ok"] else 1


def as_text(answer: dict[str, Any]) -> str:
    """Return one line a step."""
    lines = [f"{answer['night']}"]
    for step in answer["steps"]:
        said = step["fault"] or ", ".join(f"{key} {value}" for key, value in step["result"].items())
        lines.append(
            f"  {'ok    ' if step['ok'] else 'FAILED'} {step['name']:<14} {step['seconds']:>7.2f} s  {said}"
        )
    return "\n".join(lines)
