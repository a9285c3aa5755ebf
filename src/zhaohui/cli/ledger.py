"""`zhaohui ledger`: bring the standing ledger to a day, hold it to a full sweep, give it away."""

from __future__ import annotations

import datetime as dt
import os
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


@command.command("verify")
@click.option("--days", type=click.IntRange(1, 400), default=40, show_default=True)
@click.option(
    "--people",
    type=click.IntRange(100, 20_000_000),
    default=250_000,
    show_default=True,
    help="synthetic residents of the trial",
)
@click.option("--share", type=float, default=0.5, show_default=True, help="% changed a day")
@click.option(
    "--every", type=click.IntRange(1, 400), default=1, help="full sweep each so many days"
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="where the trial's store is made")
@json_option
def verify_verb(
    *,
    days: int,
    people: int,
    share: float,
    every: int,
    seed: int,
    folder: Path | None,
    as_json: bool,
) -> int:
    """Live through so many days in a store of its own; each day hold the ledger to a full sweep.

    Exit code 1 where ever a row differed. Nothing of the county's own data is touched.
    """
    from zhaohui.cli.progress import progress_bar
    from zhaohui.county.stress.own_store import own_store

    with own_store(folder) as environment, progress_bar("ledger verify") as progress:
        os.environ.update(environment)
        pack, _ = _start()
        from zhaohui.county.entitlements.rehearsal.people import fill_registry
        from zhaohui.county.entitlements.rehearsal.rehearse import FIRST, rehearse

        made = fill_registry(pack, people=people, seed=seed, day=FIRST, progress=progress)
        answer = rehearse(
            pack,
            days=days,
            people=made,
            share=share / 100,
            every=every,
            seed=seed,
            progress=progress,
        ).as_answer()
    emit(answer, as_json=as_json, text=lambda: trial_text(answer))
    return 0 if answer["identical"] else FAULTS_FOUND


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
    pack, book = _start()
    from zhaohui.county.entitlements.ledger.exporting import export_full, export_standing

    answer: dict[str, Any] = {}
    if standing:
        answer["standing"] = export_standing(book, standing)
    if full:
        answer["full"] = export_full(pack, book, full, as_of=as_of.date() if as_of else None)
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


def trial_text(answer: dict[str, Any]) -> str:
    """Return the trial's outcome, a line a day."""
    lines = [
        f"{row['day']}: {row['changed']:,} changed, {row['due']:,} due, {row['turned']:,} turned, "
        f"refresh {row['refresh_cpu']} s, full {row['full_cpu']} s, {row['differences']} differences"
        + (f"  ({row['what']})" if row["what"] else "")
        for row in answer["daily"]
    ]
    verdict = "identical" if answer["identical"] else "NOT identical"
    share = answer["refresh_cpu_share"]
    lines.append(
        f"{verdict} over {answer['days']} days, {answer['people']:,} people, {answer['services']} "
        f"services; a refresh costs {share:.1%} of a full sweep's processor time"
    )
    return "\n".join(lines)
