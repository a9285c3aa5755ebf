"""`zhaohui pack`: check a county's pack, count it, or start one from a plan's text."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.packs.examine import Examination, examine
from zhaohui.packs.loading import default_pack

FAULTS = 1


@click.group()
def command() -> None:
    """Check a county's pack, or start one from a plan."""


@command.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="also list the remarks (info) and the figures that may have changed",
)
@json_option
def check(folder: Path | None, *, show_all: bool, as_json: bool) -> int:
    """Validate the pack in FOLDER (default: the project's own).

    Exit code 0 without errors, 1 with errors, 2 when FOLDER is not a pack.
    """
    found = examine(folder or default_pack())
    emit(
        _as_json(found, folder or default_pack()),
        as_json=as_json,
        text=lambda: _as_text(found, show_all=show_all),
    )
    return 0 if found.ok else FAULTS


@command.command()
@click.argument("code")
@click.option(
    "--plan",
    "plan_file",
    required=True,
    type=click.Path(path_type=Path),
    help="the plan's text (UTF-8)",
)
@click.option("--name", default="", help="the county's name")
@click.option(
    "--period", default="", help="first and last year, where the text does not say: 2026-2030"
)
@click.option("--out", type=click.Path(path_type=Path), help="the new folder (default: packs/CODE)")
@click.option(
    "--like", type=click.Path(path_type=Path), help="the pack whose fact dictionary is copied"
)
@json_option
def new(code: str, *, out: Path | None, like: Path | None, as_json: bool, **plan: Any) -> int:
    """Start a pack for the county with division CODE from the text of its plan.

    Names, figures and line numbers are taken over; what the plan cannot say is left as a gap.
    """
    from zhaohui.packs.starting.new import start_pack

    folder = out or Path("packs") / code
    found = start_pack(code, plan.pop("plan_file"), like=like or default_pack(), out=folder, **plan)
    emit(
        _as_json(found, folder),
        as_json=as_json,
        text=lambda: (
            f"{_as_text(found, show_all=False)}\n{folder} is a pack now. To use it: ZHAOHUI_PACK={folder}"
        ),
    )
    return 0


@command.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@json_option
def stats(folder: Path | None, *, as_json: bool) -> int:
    """Count what the pack in FOLDER (default: the project's own) declares, by kind."""
    from zhaohui.packs.stats import stats as counted

    found = counted(folder or default_pack())
    emit(
        found,
        as_json=as_json,
        text=lambda: "\n".join(f"{name:12}{number:>6}" for name, number in found.items()),
    )
    return 0


def _as_json(found: Examination, folder: Path) -> dict[str, Any]:
    return {
        "pack": {
            "folder": str(folder),
            "code": found.code,
            "name": found.name,
            "version": found.version,
        },
        "ok": found.ok,
        "problems": [
            {"place": p.place, "severity": p.severity, "message": p.message, "hint": p.hint}
            for p in found.problems
        ],
        "gaps": [
            {"place": g.place, "department": g.department, "missing": g.missing} for g in found.gaps
        ],
        "aged": [
            {
                "place": a.place,
                "department": a.department,
                "parameter": a.parameter,
                "why": a.why,
            }
            for a in found.aged
        ],
    }


def _as_text(found: Examination, *, show_all: bool) -> str:
    lines: list[str] = []
    shown = [p for p in found.problems if show_all or p.severity != "info"]
    for _, problems in groupby(shown, key=lambda p: p.place.rpartition(":")[0]):
        for problem in problems:
            lines.append(f"{problem.severity:8}{problem.place}: {problem.message}")
            if problem.hint:
                lines.append(f"        → {problem.hint}")
        lines.append("")
    if found.gaps:
        lines.append("What officers must fill:")
    for department, gaps in groupby(found.gaps, key=lambda g: g.department):
        lines.append(f"  {department or '(no department named)'}")
        lines.extend(f"    {gap.place}: {gap.missing}" for gap in gaps)
    if show_all:
        lines += _aged_lines(found)
    counts = {
        severity: sum(p.severity == severity for p in found.problems)
        for severity in ("error", "warning", "info")
    }
    lines.append(
        f"{found.name or 'the pack'} {found.version}: {counts['error']} errors, "
        f"{counts['warning']} warnings, {counts['info']} remarks, {len(found.gaps)} gaps, "
        f"{len(found.aged)} figures that may have changed"
        + ("" if show_all or not counts["info"] else " (`--all` lists the remarks and these)")
    )
    return "\n".join(lines)


def _aged_lines(found: Examination) -> list[str]:
    lines = ["What may have changed (可能已更新):"] if found.aged else []
    for department, figures in groupby(found.aged, key=lambda a: a.department):
        lines.append(f"  {department}")
        lines.extend(f"    {each.place}: {each.parameter}: {each.why}" for each in figures)
    return lines
