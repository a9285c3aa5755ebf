"""`zhaohui sweep`: evaluate everyone against every rule, publish, and if asked hold it to the definition."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.clock import county_today

if TYPE_CHECKING:
    from zhaohui.county.entitlements.verify import Verification
    from zhaohui.packs.pack import Pack
    from zhaohui.packs.schema.rules import RuleRow

SHOWN = 10
FAULTS_FOUND = 1


@click.command(short_help="evaluate everyone against every rule")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="evaluation date; default today")
@click.option(
    "--verify",
    "people",
    type=click.IntRange(1, 10_000_000),
    help="evaluate so many random people again",
)
@click.option("--seed", type=int, default=1, show_default=True, help="which random people")
@click.option(
    "--verify-with",
    "backend",
    type=click.Choice(["duckdb", "native", "spark"]),
    help="evaluate everyone again with another back-end and compare every row",
)
@json_option
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    as_of: dt.datetime | None,
    people: int | None,
    seed: int,
    backend: str | None,
    as_json: bool,
) -> None:
    """Write a snapshot, evaluate it, publish the findings and print the totals.

    With --verify, random people are evaluated again by the interpreter, which defines the rules;
    any difference is printed and ends with exit code 1. So it is with --verify-with, which compares
    all findings, days and counts with those of another back-end.
    """
    from zhaohui.cli.django_setup import start_county
    from zhaohui.cli.progress import progress_bar

    start_county()
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.county.entitlements.actions.run_sweep import run_sweep
    from zhaohui.county.entitlements.verify import verify
    from zhaohui.county.entitlements.verify_with import verify_with
    from zhaohui.packs import load_current, rulebook
    from zhaohui.paths import data_folder

    publish_overlay()
    pack = load_current(data_folder())
    book = rulebook(pack)
    day = as_of.date() if as_of else county_today()
    with progress_bar("sweep") as progress:
        swept = run_sweep(pack, book, as_of=day, progress=progress)
        checked = people and verify(
            pack,
            book,
            snapshot=swept.snapshot.folder,
            findings=swept.folder,
            as_of=day,
            people=people,
            seed=seed,
            progress=progress,
        )
        held = backend and verify_with(
            backend,
            book,
            snapshot=swept.snapshot.folder,
            findings=swept.folder,
            as_of=day,
            progress=progress,
        )
    answer = (
        swept.as_answer()
        | ({"verification": as_answer(checked)} if checked else {})
        | ({"held": asdict(held)} if held else {})
    )
    emit(answer, as_json=as_json, text=lambda: as_text(answer, pack))
    is_wrong = (checked and checked.differences) or (held and not held.is_same)
    context.exit(FAULTS_FOUND if is_wrong else 0)


def as_answer(checked: Verification) -> dict[str, Any]:
    """Return the verification for programs."""
    return {
        "people": checked.people,
        "answers": checked.answers,
        "differences": [
            {"rule": d.rule, "person": d.person, "swept": d.swept, "interpreted": d.interpreted}
            for d in checked.differences
        ],
    }


def as_text(answer: dict[str, Any], pack: Pack) -> str:
    """Return the totals for people, and what the verification found."""
    mark = "  模拟数据" if answer["synthetic"] else ""
    lines = [
        f"{answer['as_of']}: {answer['persons']:,} people in {answer['households']:,} households{mark}",
        f"{'yes':>9} {'no':>9} {'unknown':>9} {'元':>16}  rule",
    ]
    lines += [
        f"{row['yes']:>9,} {row['no']:>9,} {row['unknown']:>9,} {row['amount_fen'] / 100:>16,.2f}"
        f"  {row['id']} {rule_text(pack.rule(row['id']), row)}"
        for row in answer["services"]
    ]
    lines.append(f"{answer['seconds']} s, at most {answer['peak_mb']:,.0f} MB")
    if checked := answer.get("verification"):
        lines += verification_lines(checked)
    if held := answer.get("held"):
        lines += held_lines(held)
    return "\n".join(lines)


def rule_text(rule: RuleRow, row: dict[str, Any]) -> str:
    """Return the rule's name, and of money how many yes have no known amount."""
    if rule.amount and row["unpriced"]:
        return f"{rule.name} ({row['unpriced']:,} of the yes without a known amount)"
    return rule.name if rule.amount else f"{rule.name} (in kind)"


def verification_lines(checked: dict[str, Any]) -> list[str]:
    """Return how many answers were compared and the first differences."""
    differences = checked["differences"]
    head = f"verified: {checked['people']:,} people, {checked['answers']:,} answers"
    told = [
        f"  {each['rule']}, person {each['person']}: swept {each['swept']}, interpreted {each['interpreted']}"
        for each in differences[:SHOWN]
    ]
    return [f"{head}, {len(differences):,} differences", *told]


def held_lines(held: dict[str, Any]) -> list[str]:
    """Return what the other back-end took, and of each file the rows and those that differ."""
    head = f"held to {held['backend']}: {held['seconds']} s, at most {held['peak_mb']:,.0f} MB"
    told = []
    for each in held["files"]:
        differing = f"{each['only']:,} only here, {each['other_only']:,} only there"
        example = f", for example {each['example']}" if each["example"] else ""
        told.append(f"  {each['file']}: {each['rows']:,} rows, {differing}{example}")
    return [head, *told]
