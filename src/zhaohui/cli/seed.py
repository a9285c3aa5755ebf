"""`zhaohui seed`: make the synthetic county 模拟数据, and load it or write it to files."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today
from zhaohui.errors import ZhaohuiError

if TYPE_CHECKING:
    from zhaohui.engines.synth import County
    from zhaohui.packs import Pack

DEPARTMENT = "模拟数据"
TABLES = ("persons", "households", "organisations", "facilities", "report")


@click.command(short_help="make the synthetic county 模拟数据")
@click.option(
    "--residents", type=click.IntRange(1, 10_000_000), help="residents; default as the pack says"
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="another number, another county",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="day of its facts; default the first of this month",
)
@click.option("--out", type=click.Path(path_type=Path), help="write Parquet files, load nothing")
@click.option("--replace", is_flag=True, help="put it in the place of another synthetic county")
@json_option
def command(
    *,
    residents: int | None,
    seed: int,
    as_of: dt.datetime | None,
    out: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Make people who don't exist, calibrated to the county's published figures, and load them.

    The same numbers give the same county; loading it twice changes nothing.
    """
    from zhaohui.cli.progress import progress_bar
    from zhaohui.packs import default_pack, load

    if out is not None:
        require_empty(out)
    pack = load(default_pack())
    day = as_of.date() if as_of else first_of_month()
    started = time.perf_counter()
    with progress_bar("模拟数据") as progress:
        county = make(pack, residents, seed=seed, day=day, progress=progress)
        made = time.perf_counter()
        if out is None:
            changed = load_tables(pack, county, day, replace=replace, progress=progress)
        else:
            write_tables(county, out)
            changed = True
    answer: dict[str, Any] = {
        "residents": residents or pack.manifest.default_residents,
        "seed": seed,
        "as_of": day.isoformat(),
        "persons": county.persons.num_rows,
        "households": county.households.num_rows,
        "organisations": county.organisations.num_rows,
        "facilities": county.facilities.num_rows,
        "folder": str(out) if out else None,
        "changed": changed,
        "seconds_to_make": round(made - started, 2),
        "seconds_to_load": round(time.perf_counter() - made, 2),
        "report": county.report.to_pylist(),
        "notes": list(county.notes),
    }
    emit(answer, as_json=as_json, text=lambda: as_text(answer))


def first_of_month() -> dt.date:
    """Return the day of the facts where none is asked for."""
    return county_today().replace(day=1)


def make(
    pack: Pack,
    residents: int | None,
    *,
    seed: int,
    day: dt.date,
    progress: Callable[[str, float], None],
) -> County:
    """Return a synthetic county of so many residents, else of as many as the pack says."""
    from zhaohui.county.registry.county_spec import county_spec
    from zhaohui.engines.synth import make_county

    residents = residents or pack.manifest.default_residents
    if not residents:
        raise ZhaohuiError("The pack names no number of residents.", hint="Say --residents N.")
    spec = county_spec(pack, as_of=day)
    return make_county(spec, residents=residents, seed=seed, progress=progress)


def load_tables(
    pack: Pack,
    county: County,
    day: dt.date,
    *,
    replace: bool,
    progress: Callable[[str, float], None],
) -> bool:
    """Load the pack and the county into the registry; return whether anything changed."""
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.cli.offers import make_offers
    from zhaohui.cli.register import make_records
    from zhaohui.county.catalog.actions.load_pack import load_pack
    from zhaohui.county.registry.actions.load_county import load_county

    load_pack(pack)
    _, changed = load_county(
        county, as_of=day, department=DEPARTMENT, replace=replace, progress=progress
    )
    make_offers()
    make_records(progress)
    return changed


def require_empty(folder: Path) -> None:
    """Refuse a folder that already holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ZhaohuiError(
            f"{folder} already holds something.", hint="Name a new folder after --out."
        )


def write_tables(county: County, folder: Path) -> None:
    """Write each table as Parquet; the folder appears only when all are written."""
    import pyarrow.parquet as pq

    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name in TABLES:
            pq.write_table(getattr(county, name), part / f"{name}.parquet", compression="zstd")
        part.replace(folder)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ZhaohuiError(f"{folder} can't be written: {why}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def as_text(answer: dict[str, Any]) -> str:
    """Return what was made, and beside each published figure what came out."""
    done = "loaded" if answer["changed"] else "already there; nothing changed"
    if answer["folder"]:
        done = f"written to {answer['folder']}"
    lines = [
        (
            f"模拟数据: {answer['persons']:,} people ({answer['residents']:,} residents) in"
            f" {answer['households']:,} households, {answer['organisations']:,} organisations,"
            f" {answer['facilities']:,} facilities; {done}."
        ),
        f"made in {answer['seconds_to_make']} s, stored in {answer['seconds_to_load']} s",
    ]
    lines += [
        f"  {row['margin']}: published {row['published']:,.6g}, made {row['achieved']:,.6g}"
        for row in answer["report"]
        if row["published"] is not None and row["achieved"] is not None
    ]
    return "\n".join([*lines, *answer["notes"]])
