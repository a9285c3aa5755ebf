"""`zhaohui ledger`: bring the standing ledger to a day, hold it to a full sweep, give it away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today
from zhaohui.errors import ZhaohuiError

if TYPE_CHECKING:
    from zhaohui.county.entitlements.models import LedgerDay
    from zhaohui.engines.rules import Rulebook
    from zhaohui.packs.pack import Pack

FAULTS_FOUND = 1
DAY = click.DateTime(["%Y-%m-%d"])
as_of_option = click.option("--as-of", type=DAY, help="evaluation date; default today")


@click.group(short_help="keep the standing ledger: refresh, verify, export")
def command() -> None:
    """Keep the standing ledger 待遇台账: every person and every rule, with state and history."""


@command.command("refresh")
@as_of_option
@click.option("--full", is_flag=True, help="evaluate everyone, and say what the ledger had wrong")
@json_option
def refresh_verb(*, as_of: dt.datetime | None, full: bool, as_json: bool) -> None:
    """Answer households anew that changed or whose day has come, and write what turned.

    Everyone is evaluated the first time, after a change of the pack, and where that is cheaper.
    """
    pack, book = _start()
    from zhaohui.cli.progress import progress_bar
    from zhaohui.county.entitlements.actions.bring_ledger import bring_ledger, sweep_and_settle

    day = as_of.date() if as_of else county_today()
    with progress_bar("ledger") as progress:
        if full:
            done, _ = sweep_and_settle(pack, book, as_of=day, progress=progress)
        else:
            done = bring_ledger(pack, book, as_of=day, progress=progress)
    answer = as_answer(done)
    emit(answer, as_json=as_json, text=lambda: as_text(answer))


@command.command("export")
@click.option("--full", "full", type=click.Path(path_type=Path), help="sweep everyone into FILE")
@click.option("--standing", "standing", type=click.Path(path_type=Path), help="the ledger as FILE")
@as_of_option
@json_option
def export_verb(
    *, full: Path | None, standing: Path | None, as_of: dt.datetime | None, as_json: bool
) -> None:
    """Write person, service, status, amount_fen, reasons and needs as Parquet, so that anyone compares.

    --standing writes what the ledger says; --full what a fresh sweep of everyone on the ledger's day
    (or --as-of) says. Rows of a plain "no" are in neither.
    """
    if not full and not standing:
        raise ZhaohuiError("Nothing to write.", hint="Say --full FILE, --standing FILE or both.")
    _, book = _start()
    from zhaohui.county.entitlements.ledger.exporting import export_full, export_standing

    answer: dict[str, Any] = {}
    if standing:
        answer["standing"] = export_standing(book, standing)
    if full:
        answer["full"] = export_full(book, full, as_of=as_of.date() if as_of else None)
    emit(answer, as_json=as_json, text=lambda: "\n".join(f"{k}: {v}" for k, v in answer.items()))


def _start() -> tuple[Pack, Rulebook]:
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.packs import load_current, rulebook
    from zhaohui.paths import data_folder

    publish_overlay()
    pack = load_current(data_folder())
    return pack, rulebook(pack)


def as_answer(day: LedgerDay) -> dict[str, Any]:
    """Return how the ledger came to its day."""
    return {
        "as_of": day.as_of.isoformat(),
        "full": day.is_full,
        "households_changed": day.changed,
        "households_due": day.due,
        "people": day.people,
        "rows_turned": day.rows_now,
        "rows_gone": day.rows_gone,
        "seconds": day.seconds,
        "cpu_seconds": day.cpu_seconds,
        "synthetic": day.is_synthetic,
    }


def as_text(answer: dict[str, Any]) -> str:
    """Return one line for people."""
    how = "everyone" if answer["full"] else "what changed or was due"
    mark = "  模拟数据" if answer["synthetic"] else ""
    return (
        f"{answer['as_of']}: {how}; {answer['households_changed']:,} households changed, "
        f"{answer['households_due']:,} due, {answer['people']:,} people answered, "
        f"{answer['rows_turned']:,} rows new or turned, {answer['rows_gone']:,} gone; "
        f"{answer['seconds']} s, {answer['cpu_seconds']} s of processor{mark}"
    )
