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
INPUT_IS_WRONG = 2
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


@command.command("outlook")
@click.option("--days", type=click.IntRange(1, 400), default=30, show_default=True)
@json_option
def outlook_verb(*, days: int, as_json: bool) -> None:
    """Work out what turns in the days to come, and for whom; the ledger itself stays as it is.

    The night does it, too. Lists and pages then show who soon begins, ends, runs out or needs new evidence.
    """
    pack, book = _start()
    from zhaohui.cli.progress import progress_bar
    from zhaohui.county.entitlements.actions.look_ahead import look_ahead
    from zhaohui.county.entitlements.models import Outlook

    with progress_bar("outlook") as progress:
        done = look_ahead(pack, book, days=days, progress=progress)
    answer = {
        "as_of": done.ledger_day.as_of.isoformat(),
        "until": done.until.isoformat(),
        "households": done.households,
        "turning": Outlook.objects.count(),
        "seconds": done.seconds,
    }
    emit(answer, as_json=as_json, text=lambda: "\n".join(f"{k}: {v}" for k, v in answer.items()))


@command.command("holdings")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rule", "rule_id", required=True, help="whose holders the list names")
@click.option("--department", required=True, help="who pays, such as 民政")
@click.option("--date", "day", type=DAY, required=True, help="the day of the list")
@click.option("--sheet", default="", help="sheet of a workbook; default the first visible one")
@click.option("--errors", type=click.Path(path_type=Path), help="error report")
@click.option("--synthetic", is_flag=True, help="its people are invented 模拟数据")
@click.option("--dry-run", is_flag=True, help="check and count; write nothing")
@json_option
def holdings_verb(
    file: Path,
    *,
    rule_id: str,
    day: dt.datetime,
    errors: Path | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Import FILE (CSV or XLSX: 身份证号, 金额, 起始日期, 截止日期) as all holders of a rule.

    It takes the place of the rule's last list; with one wrong row nothing is written and the error
    report says what to mend (exit code 2). The next refresh says who misses the benefit and who wrongly
    holds it.
    """
    pack, _ = _start()
    from zhaohui.cli.import_ import default_errors, write_errors
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.entitlements.actions.import_holdings import import_holdings
    from zhaohui.county.entitlements.explain import rules_named
    from zhaohui.county.registry.actions.import_table import Source

    rules = rules_named(pack, rule_id)
    if len(rules) != 1:
        listed = "、".join(rule.id for rule in rules)
        raise ZhaohuiError(f"{rule_id} has {len(rules)} rules.", hint=f"Name one: {listed}.")
    source = Source(
        department=options["department"], as_of=day.date(), is_synthetic=options["synthetic"]
    )
    report = import_holdings(
        system_actor("zhaohui ledger holdings"),
        file,
        rule=rules[0],
        source=source,
        sheet=options["sheet"],
        dry_run=options["dry_run"],
    )
    written = write_errors(report, errors or default_errors(file)) if report.faults else None
    answer = {
        "rule": report.rule,
        "rows": report.rows,
        "begun": report.begun,
        "changed": report.changed,
        "ended": report.ended,
        "repeated": report.repeated,
        "faults": [fault.__dict__ for fault in report.faults],
        "errors": str(written) if written else None,
        "dry_run": options["dry_run"],
    }
    emit(answer, as_json=as_json, text=lambda: holdings_text(answer))
    return INPUT_IS_WRONG if report.faults else 0


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


def holdings_text(answer: dict[str, Any]) -> str:
    """Return what a list of holders did, or what is wrong with it."""
    if answer["faults"]:
        shown = [
            f"  row {each['row']}, {each['column']}: {each['what']}；{each['mend']}"
            for each in answer["faults"][:10]
        ]
        counted = f"{len(answer['faults']):,} faults in {answer['rows']:,} rows"
        head = f"nothing written: {counted}; all of them in {answer['errors']}"
        return "\n".join([head, *shown])
    if answer["repeated"]:
        return f"{answer['rule']}: this list is there already; nothing changed"
    would = " (dry run: nothing written)" if answer["dry_run"] else ""
    return (
        f"{answer['rule']}: {answer['rows']:,} holders; {answer['begun']:,} begin, "
        f"{answer['changed']:,} change, {answer['ended']:,} end{would}"
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
