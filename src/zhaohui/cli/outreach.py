"""`zhaohui outreach`: from the ledger to people: find, send, funnel."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from zhaohui.cli.report import emit, json_option


@click.group(short_help="find who misses what, send what is due, show how far it has come")
def command() -> None:
    """From the ledger to people 服务找人: contact lines, messages, and what came of them."""


@command.command("find")
@json_option
def find_verb(*, as_json: bool) -> None:
    """Turn what the ledger says is missing into contact lines; close those that it no longer says."""
    _start()
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.outreach.actions.find_people import find_people

    answer = asdict(find_people(system_actor("zhaohui outreach find"), current_pack()))
    emit(answer, as_json=as_json, text=lambda: found_text(answer))


@command.command("send")
@click.option("--queue", is_flag=True, help="first queue a message for everybody not told yet")
@click.option("--rule", default="", help="with --queue: of this rule only")
@click.option("--area", default="", help="with --queue: of this town or village only")
@click.option("--dry-run", is_flag=True, help="with --queue: say what would be queued, and stop")
@json_option
def send_verb(*, queue: bool, rule: str, area: str, dry_run: bool, as_json: bool) -> None:
    """Tell of cases' steps, hand over what is due, once, and read the receipts; what failed is tried again later.

    Officers queue messages in the office, with a preview; --queue does it for the whole county.
    """
    _start()
    from zhaohui.county.cases.actions.tell_steps import tell_steps
    from zhaohui.county.outreach.actions.deliver import as_answer, deliver

    answer: dict[str, Any] = {}
    if queue:
        answer |= _queued(rule=rule, area=area, dry_run=dry_run)
    if not dry_run:
        answer |= asdict(tell_steps()) | as_answer(deliver())
    emit(answer, as_json=as_json, text=lambda: sent_text(answer))


def _queued(*, rule: str, area: str, dry_run: bool) -> dict[str, Any]:
    import datetime as dt

    from zhaohui.clock import county_today
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.catalog.queries import current_pack
    from zhaohui.county.outreach.actions.queue_messages import queue_messages
    from zhaohui.county.outreach.sending_plan import plan_sending

    actor, pack = system_actor("zhaohui outreach send"), current_pack()
    plan = plan_sending(actor, pack, area=area, rule=rule, today=county_today())
    answer = {
        "queued": len(plan.chosen),
        "by_channel": {str(channel): n for channel, n in plan.by_channel},
        "left_out": dict(plan.left_out),
        "more": plan.more,
    }
    if plan.chosen and not dry_run:
        now = dt.timedelta()
        queue_messages(actor, pack, area=area, rule=rule, digest=plan.digest, hold=now)
    return answer


@command.command("funnel")
@click.option("--rule", default="", help="by town, of this rule")
@click.option("--area", default="", help="by rule, in this town or village")
@json_option
def funnel_verb(*, rule: str, area: str, as_json: bool) -> None:
    """Show how many were found, told, confirmed, awarded and refused, and the median days between."""
    _start()
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.outreach.funnel import by_rule, by_town, total

    actor = system_actor("zhaohui outreach funnel")
    stages = by_town(actor, rule=rule) if rule else by_rule(actor, area=area)
    answer = {
        "by": "town" if rule else "rule",
        "total": total(actor, area=area, rule=rule).as_answer(),
        "rows": [stage.as_answer() for stage in stages],
    }
    emit(answer, as_json=as_json, text=lambda: funnel_text(answer))


def _start() -> None:
    from zhaohui.cli.django_setup import start_county

    start_county(make_tables=True)
    from zhaohui.county.catalog.actions.publish_overlay import publish_overlay

    publish_overlay()


def found_text(answer: dict[str, Any]) -> str:
    """Return one line."""
    return (
        f"{answer['new']:,} new contact lines; {answer['held']:,} now hold it, "
        f"{answer['lapsed']:,} no longer need it, {answer['moved']:,} moved"
    )


def sent_text(answer: dict[str, Any]) -> str:
    """Return what was queued and what one round of the outbox did."""
    lines = []
    if "queued" in answer:
        channels = ", ".join(f"{name} {n:,}" for name, n in answer["by_channel"].items())
        lines.append(f"queued {answer['queued']:,} ({channels or 'nothing'})")
        lines += [f"  left out {n:,}: {why}" for why, n in answer["left_out"].items()]
        lines += [f"  {answer['more']:,} more: ask again"] if answer["more"] else []
    if answer.get("untold"):
        lines.append(f"{answer['untold']:,} steps of cases could not be told: see the log")
    if "sent" in answer:
        lines.append(
            f"sent {answer['sent']:,}, arrived {answer['arrived']:,}, later {answer['later']:,}, "
            f"failed {answer['failed']:,}, cancelled {answer['cancelled']:,}"
        )
    return "\n".join(lines)


def funnel_text(answer: dict[str, Any]) -> str:
    """Return the funnel as a table."""
    heads = ("found", "told", "confirmed", "awarded", "refused")
    lines = ["".join(f"{head:>11}" for head in heads) + "   median days   " + answer["by"]]
    for row in [*answer["rows"], answer["total"] | {"key": "total"}]:
        days = "/".join(
            "-" if row["median_days"].get(name) is None else f"{row['median_days'][name]:g}"
            for name in ("told", "confirmed", "awarded")
        )
        numbers = "".join(f"{row[head]:>11,}" for head in heads)
        lines.append(f"{numbers}   {days:<13} {row['key']}")
    return "\n".join(lines)
