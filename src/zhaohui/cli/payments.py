"""`zhaohui payments`: draw a month's batch, make the bank file, take in what came back, reconcile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.report import emit, json_option, yuan
from zhaohui.whole_file import write_whole

if TYPE_CHECKING:
    from zhaohui.county.accounts.actor import Actor
    from zhaohui.packs import Pack

DISAGREES = 1


@click.group(short_help="pay benefits: draw, export, import, reconcile")
def command() -> None:
    """Pay what people hold 发放. A batch is approved in the office, by another officer."""


@command.command("run")
@click.argument("rule")
@click.argument("month")
@click.option("--dry-run", is_flag=True, help="say what would be drawn, and stop")
@json_option
def run_verb(*, rule: str, month: str, dry_run: bool, as_json: bool) -> None:
    """Draw a draft batch of RULE for MONTH (2026-01): what is due and has not been drawn yet."""
    actor, pack = _start("run")
    from zhaohui.county.payments.actions.draw_batch import draw_batch
    from zhaohui.county.payments.comparison import compare
    from zhaohui.county.payments.periods import read_month
    from zhaohui.county.payments.plan import plan_run

    day = read_month(month)
    plan = plan_run(pack, rule, day)
    difference = compare(rule, plan.month, periods=plan.periods, planned=plan.lines, held=plan.held)
    answer: dict[str, Any] = {
        "rule": rule, "month": month, "lines": len(plan.lines), "gross_fen": plan.gross_fen,
        "set_off_fen": plan.set_off_fen, "net_fen": plan.net_fen, "digest": plan.digest,
        "held_back": _counted(each.why for each in plan.held),
        "kinds": _counted(str(line.kind) for line in plan.lines),
        "last_month": {
            "lines": difference.before, "new": difference.count("new"),
            "gone": difference.count("gone"), "changed": difference.count("changed"),
        },
        "batch": None,
    }  # fmt: skip
    if plan.lines and not dry_run:
        answer["batch"] = draw_batch(actor, pack, rule=rule, month=day, digest=plan.digest).pk
    emit(answer, as_json=as_json, text=lambda: run_text(answer))


@command.command("export")
@click.argument("batch", type=int)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="the file to write")
@json_option
def export_verb(*, batch: int, out: Path, as_json: bool) -> None:
    """Write the bank file of an approved BATCH; again: the same bytes. It holds account numbers."""
    actor, pack = _start("export")
    from zhaohui.county.payments.actions.export_batch import export_batch

    with _known(batch):
        kept, content = export_batch(actor, pack, batch)
    write_whole(out, content)
    answer = {"batch": batch, "file": str(out), "rows": kept.rows, "total_fen": kept.total_fen,
              "sha256": kept.sha256, "sm3": kept.sm3}  # fmt: skip
    emit(
        answer,
        as_json=as_json,
        text=lambda: (
            f"{kept.rows:,} rows, {yuan(kept.total_fen)} 元 in {out}\nSHA-256 {kept.sha256}\nSM3     {kept.sm3}"
        ),
    )


@command.command("import")
@click.argument("batch", type=int)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="say what would be taken in, and stop")
@json_option
def import_verb(*, batch: int, file: Path, dry_run: bool, as_json: bool) -> None:
    """Take in the bank's return FILE of BATCH; the same answer twice changes nothing."""
    actor, pack = _start("import")
    from dataclasses import asdict

    from zhaohui.county.payments.actions.import_return import import_return

    with _known(batch):
        report = import_return(actor, pack, batch, file.read_bytes(), dry_run=dry_run)
    answer = asdict(report)
    emit(answer, as_json=as_json, text=lambda: import_text(answer))
    if report.faults:
        raise SystemExit(DISAGREES)


@command.command("reconcile")
@click.argument("batch", type=int)
@json_option
def reconcile_verb(*, batch: int, as_json: bool) -> None:
    """Hold what was approved, sent and returned together; exit code 1 where they do not agree."""
    actor, _pack = _start("reconcile")
    from dataclasses import asdict

    from zhaohui.county.payments.actions.reconcile_batch import reconcile_batch
    from zhaohui.county.postings.queries import wrong_balances

    with _known(batch):
        found = reconcile_batch(actor, batch)
    wrong = wrong_balances()
    answer = asdict(found) | {"agrees": found.agrees and not wrong, "wrong_balances": wrong}
    emit(answer, as_json=as_json, text=lambda: reconcile_text(answer))
    if not answer["agrees"]:
        raise SystemExit(DISAGREES)


@command.command("arrears")
@click.argument("rule")
@json_option
def arrears_verb(*, rule: str, as_json: bool) -> None:
    """Reckon what paid months of RULE lack since a standard was raised 补差; the next run pays it."""
    actor, pack = _start("arrears")
    from dataclasses import asdict

    from zhaohui.clock import county_today
    from zhaohui.county.payments.actions.reckon_arrears import reckon_arrears

    answer = asdict(reckon_arrears(actor, pack, rule=rule, today=county_today()))
    emit(answer, as_json=as_json, text=lambda: arrears_text(answer))


@command.command("reviews")
@json_option
def reviews_verb(*, as_json: bool) -> None:
    """List the yearly reviews 年审 that are due by today, for benefits of which the pack says how often."""
    actor, pack = _start("reviews")
    from dataclasses import asdict

    from zhaohui.clock import county_today
    from zhaohui.county.payments.actions.review import list_due_reviews

    rows = [asdict(each) for each in list_due_reviews(actor, pack, day=county_today())]
    emit(
        {"benefits": rows},
        as_json=as_json,
        text=lambda: (
            "\n".join(
                f"{row['rule']}: {row['made']:,} new, {row['unknown']:,} without a first day"
                for row in rows
            )
            or "The pack names no benefit with a yearly review."
        ),
    )


def _start(verb: str) -> tuple[Actor, Pack]:
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
    from zhaohui.county.catalog.queries import current_pack

    publish_overlay()
    return system_actor(f"zhaohui payments {verb}"), current_pack()


@contextmanager
def _known(batch: int) -> Iterator[None]:
    """Say of a batch that is not there that it is not."""
    from zhaohui.county.accounts.errors import NotVisible
    from zhaohui.county.payments.errors import PaymentError

    try:
        yield
    except NotVisible:
        hint = "`zhaohui payments run RULE MONTH` draws one and says its number."
        raise PaymentError(f"There is no batch {batch}.", hint=hint) from None


def _counted(words: Any) -> dict[str, int]:
    from collections import Counter

    return dict(sorted(Counter(words).items()))


def run_text(answer: dict[str, Any]) -> str:
    """Return what was drawn, what was held back and why, and the difference to last month."""
    last = answer["last_month"]
    lines = [
        f"{answer['lines']:,} lines, {yuan(answer['net_fen'])} 元 (set off {yuan(answer['set_off_fen'])})",
        f"last month {last['lines']:,}: new {last['new']:,}, gone {last['gone']:,}, changed {last['changed']:,}",
    ]
    lines += [f"  held back {n:,}: {why}" for why, n in answer["held_back"].items()]
    lines.append(f"batch {answer['batch']} is a draft" if answer["batch"] else "nothing was drawn")
    return "\n".join(lines)


def arrears_text(answer: dict[str, Any]) -> str:
    """Return what is owed and what was raised."""
    return (
        f"{answer['people']:,} people lack {yuan(answer['owed_fen'])} 元 over {answer['months']} months; "
        f"{answer['raised']:,} are paid more from now on, {answer['lower']:,} lower months are left"
    )


def import_text(answer: dict[str, Any]) -> str:
    """Return what was taken in, and every row that was not, with how to mend it."""
    lines = [
        f"{answer['applied']:,} of {answer['rows']:,} rows taken in, {answer['seen']:,} known before",
        f"paid {answer['paid']:,}, failed {answer['failed']:,}, waiting {answer['waiting']:,}",
    ]
    lines += [
        f"  row {fault['row']}, {fault['column']}: {fault['what']}；{fault['mend']}"
        for fault in answer["faults"]
    ]
    return "\n".join(lines)


def reconcile_text(answer: dict[str, Any]) -> str:
    """Return the figures and every difference."""
    names = ("approved", "sent", "returned", "paid", "failed", "not_sent", "booked")
    lines = [f"{name:>9} {yuan(answer[f'{name}_fen']):>16} 元" for name in names]
    lines += [f"  line {row['number']}: {row['why']}" for row in answer["differences"]]
    lines += [f"  account {key}: the balance is not the sum" for key in answer["wrong_balances"]]
    lines.append("agrees" if answer["agrees"] else "does not agree")
    return "\n".join(lines)
