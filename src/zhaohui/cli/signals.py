"""`zhaohui signals`: look at every signal now; what is declared, what each last saw, how often it was wrong."""

from __future__ import annotations

from typing import Any

import click

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError


class NoSuchSignal(ZhaohuiError):
    """The pack has no signal of that name."""

    code = "no-such-signal"


@click.group(short_help="look at every signal; list them")
def command() -> None:
    """Signals 预警: conditions and statistics with levels and plans of action."""


@command.command("run")
@click.argument("names", nargs=-1)
@json_option
def run_verb(*, names: tuple[str, ...], as_json: bool) -> None:
    """Look at all signals, or those of NAMES, and bring their alerts to what was seen. Twice changes nothing."""
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.signals.actions.run_signals import run_signals

    known = [row.id for row in current_pack().signals]
    if wrong := [name for name in names if name not in known]:
        raise NoSuchSignal(
            f"The pack has no signal {wrong[0]}.", hint=f"It has: {', '.join(known)}."
        )
    done = run_signals(system_actor("signals run"), only=names)
    emit(done, as_json=as_json, text=lambda: _run_text(done))


@command.command("list")
@json_option
def list_verb(*, as_json: bool) -> None:
    """List the signals with what the last look saw and what officers found."""
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.signals.queries import last_runs, records_of
    from zhaohui.engines.warning import Record

    rows = current_pack().signals
    records, runs = records_of([row.id for row in rows]), last_runs()
    found = []
    for row in rows:
        record, run = records.get(row.id, Record()), runs.get(row.id)
        found.append(
            {
                "signal": row.id,
                "name": row.name,
                "kind": row.watch.kind,
                "department": row.department,
                "looked_on": run.on.isoformat() if run else None,
                "asked": run.asked if run else None,
                "unknown": run.unknown if run else None,
                "unset": run.is_unset if run else None,
                "raised": record.raised,
                "true": record.true,
                "false": record.false,
            }
        )
    emit({"signals": found}, as_json=as_json, text=lambda: _list_text(found))


def _run_text(done: dict[str, Any]) -> str:
    lines = [
        f"{done['on']}  raised {done['raised']}, cleared {done['cleared']}, {done['seconds']} s"
    ]
    lines += [
        f"  {name:<24} asked {each['asked']:>8,} unknown {each['unknown']:>8,} "
        f"raised {each['raised']:>6,} cleared {each['cleared']:>6,}"
        + ("  no threshold set" if each["unset"] else "")
        for name, each in done["signals"].items()
    ]
    return "\n".join(lines)


def _list_text(found: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{each['signal']:<24} {each['kind']:<11} raised {each['raised']:>6,} "
        f"true {each['true']:>5,} false {each['false']:>5,}  {each['name']}"
        for each in found
    )
