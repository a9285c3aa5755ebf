"""`zhaohui seed`: make the synthetic county 模拟数据 and load it."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError

DEPARTMENT = "模拟数据"


@click.command(short_help="make the synthetic county 模拟数据")
@click.option("--residents", type=click.IntRange(min=1), help="residents; default as the pack says")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="another number, another county"
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="day of its facts; default 1 January"
)
@click.option("--replace", is_flag=True, help="put it in the place of another synthetic county")
@json_option
def command(
    *, residents: int | None, seed: int, as_of: dt.datetime | None, replace: bool, as_json: bool
) -> None:
    """Make people who don't exist, calibrated to the county's published figures, and load them.

    The same numbers give the same county; loading it twice changes nothing.
    """
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.progress import progress_bar

    start_county(make_tables=True)
    from zhaohui.county.catalog.actions.load_pack import load_pack
    from zhaohui.county.registry.actions.load_county import load_county
    from zhaohui.county.registry.county_spec import county_spec
    from zhaohui.engines.synth import make_county
    from zhaohui.packs import default_pack, load

    started = time.perf_counter()
    pack = load(default_pack())
    residents = residents or pack.manifest.default_residents
    if not residents:
        raise ZhaohuiError("The pack names no number of residents.", hint="Say --residents N.")
    day = as_of.date() if as_of else dt.datetime.now().astimezone().date().replace(month=1, day=1)
    with progress_bar("模拟数据") as progress:
        county = make_county(
            county_spec(pack, as_of=day), residents=residents, seed=seed, progress=progress
        )
        made = time.perf_counter()
        load_pack(pack)
        _, changed = load_county(
            county, as_of=day, department=DEPARTMENT, replace=replace, progress=progress
        )
    answer: dict[str, Any] = {
        "residents": residents,
        "seed": seed,
        "as_of": day.isoformat(),
        "persons": county.persons.num_rows,
        "households": county.households.num_rows,
        "organisations": county.organisations.num_rows,
        "facilities": county.facilities.num_rows,
        "changed": changed,
        "seconds_to_make": round(made - started, 2),
        "seconds_to_load": round(time.perf_counter() - made, 2),
        "report": county.report.to_pylist(),
        "notes": list(county.notes),
    }
    emit(answer, as_json=as_json, text=lambda: as_text(answer))


def as_text(answer: dict[str, Any]) -> str:
    """Return what was made, and beside each published figure what came out."""
    done = "loaded" if answer["changed"] else "already there; nothing changed"
    lines = [
        (
            f"模拟数据: {answer['persons']:,} people ({answer['residents']:,} residents) in"
            f" {answer['households']:,} households, {answer['organisations']:,} organisations,"
            f" {answer['facilities']:,} facilities; {done}."
        ),
        f"made in {answer['seconds_to_make']} s, loaded in {answer['seconds_to_load']} s",
    ]
    lines += [
        f"  {row['margin']}: published {row['published']:,.6g}, made {row['achieved']:,.6g}"
        for row in answer["report"]
        if row["published"] is not None and row["achieved"] is not None
    ]
    return "\n".join([*lines, *answer["notes"]])
