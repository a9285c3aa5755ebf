"""`zhaohui import`: bring a department's table in, all of it or nothing."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError

if TYPE_CHECKING:
    from zhaohui.county.entitlements.actions.import_holdings import HoldingsReport
    from zhaohui.county.registry.actions.import_table import ImportReport

SHOWN = 10
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
INPUT_IS_WRONG = 2


@click.command(short_help="bring a register in from CSV or XLSX")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="YAML or JSON: columns, ignore, values"
)
@click.option("--department", required=True, help="whose table it is, such as 民政")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="the day its facts speak of",
)
@click.option("--sheet", default="", help="sheet of a workbook; default the first visible one")
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help="error report; default <data>/import-errors/",
)
@click.option("--synthetic", is_flag=True, help="its people are invented 模拟数据")
@click.option("--dry-run", is_flag=True, help="check and count; write nothing")
@json_option
@click.pass_context
def command(
    context: click.Context,
    /,
    file: Path,
    *,
    as_json: bool,
    day: dt.datetime,
    errors: Path | None,
    **options: Any,
) -> None:
    """Import FILE (CSV or XLSX): columns named as facts 事实, or explained by a mapping.

    People are found by 身份证号. With one wrong row nothing is written; the error report says row,
    column, what is wrong and how to mend it (exit code 2).
    """
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.registry.actions.import_table import Source, import_table
    from zhaohui.county.registry.importing.mapping import read_mapping
    from zhaohui.packs import default_pack, load

    report = import_table(
        file,
        pack=load(default_pack()),
        source=Source(
            department=options["department"], as_of=day.date(), is_synthetic=options["synthetic"]
        ),
        mapping=read_mapping(options["mapping"]) if options["mapping"] else None,
        sheet=options["sheet"],
        dry_run=options["dry_run"],
    )
    written = write_errors(report, errors or default_errors(file)) if report.faults else None
    emit(
        as_answer(report, written),
        as_json=as_json,
        text=lambda: as_text(report, written, options["dry_run"]),
    )
    context.exit(INPUT_IS_WRONG if report.faults else 0)


def default_errors(file: Path) -> Path:
    """Return where the report of this file goes when nothing else was said."""
    from django.conf import settings

    return Path(settings.DATA_DIR) / "import-errors" / f"{file.stem}.csv"


def write_errors(report: ImportReport | HoldingsReport, path: Path) -> Path:
    """Write the faults as CSV (行, 列, 问题, 怎样改) that Excel opens; return its path."""
    if path.exists() and not path.is_file():
        raise ZhaohuiError(f"{path} is not a file.", hint="Name one after --errors.")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    try:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["行", "列", "问题", "怎样改"])
            writer.writerows(
                (fault.row, no_formula(fault.column), fault.what, fault.mend)
                for fault in report.faults
            )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def no_formula(text: str) -> str:
    """Return text that a spreadsheet shows as it stands: a table's header may begin like a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_answer(report: ImportReport, written: Path | None) -> dict[str, Any]:
    """Return the report for programs; faults in full."""
    faults = [
        {"row": f.row, "column": f.column, "what": f.what, "mend": f.mend} for f in report.faults
    ]
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "batch": report.batch,
        "repeated": report.repeated,
        "errors": faults,
        "error_report": str(written) if written else None,
    }


def as_text(report: ImportReport, written: Path | None, dry_run: bool) -> str:
    """Return the report for people."""
    if report.faults:
        lines = [f"第 {f.row} 行，{f.column}：{f.what}；{f.mend}" for f in report.faults[:SHOWN]]
        more = len(report.faults) - SHOWN
        lines += [f"… and {more} more"] if more > 0 else []
        return "\n".join(
            [*lines, f"Nothing was imported. All {len(report.faults)} errors: {written}"]
        )
    if report.repeated:
        return f"This file was imported on {report.repeated}; nothing changed."
    done = "would be" if dry_run else "were"
    return (
        f"{report.rows:,} rows: {report.created:,} people {done} added, {report.updated:,} changed,"
        f" {report.unchanged:,} stay as they are."
    )
