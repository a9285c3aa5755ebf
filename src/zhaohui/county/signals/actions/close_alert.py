"""End an alert with what was found 写结论: true, a false alarm, or nobody can say, and why."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registry.sealed_text import seal
from zhaohui.county.signals.actions.settle_tasks import settle_tasks
from zhaohui.county.signals.actions.take_up import subject_of
from zhaohui.county.signals.errors import AlertAnswerError
from zhaohui.county.signals.limits import levels_of
from zhaohui.county.signals.models import Alert, Standing, Verdict
from zhaohui.county.signals.queries import locked, signal_named
from zhaohui.county.signals.standings import read, write
from zhaohui.county.signals.states import ACT, require_fit
from zhaohui.engines.warning import cleared_by_hand
from zhaohui.packs.schema.signals import SignalRow

LEAST_WORDS, LONGEST_WORDS = 4, 1000
WORDS = {"true": "属实", "false": "误报", "unknown": "查不清"}


def close_alert(
    actor: Actor, pk: int, verdict: str, words: str, *, version: int | None = None
) -> Alert:
    """Close an alert and return it; its task ends where no other alert of it is open.

    Where the condition holds on, it is raised again once the cool-down from today is over.
    NotVisible outside area, department or posts; AlertStateError where it has moved on;
    AlertAnswerError without a verdict and a reason of four characters.
    """
    said = words.strip()
    if verdict not in Verdict.values:
        raise AlertAnswerError(_("请选结论：属实、误报，还是查不清。"))
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise AlertAnswerError(_("请写明依据，4 到 1000 个字。"))
    with transaction.atomic():
        alert = locked(actor, pk)
        step = require_fit(alert, "close", version)
        row, before = signal_named(alert.signal), alert.state
        alert.state, alert.verdict = step.after, verdict
        alert.words_sealed, alert.closed_on = seal(said), county_today()
        alert.closed_by_id = actor.user_id
        alert.version += 1
        alert.save()
        _rest(row, alert)
        settle_tasks(actor, [alert])
        record(
            actor,
            ACT,
            subject=subject_of(alert),
            purpose=f"预警：{row.name}，结论{WORDS[verdict]}",
            change={"alert": alert.pk, "from": before, "to": alert.state, "verdict": verdict},
        )
    return alert


def _rest(row: SignalRow, alert: Alert) -> None:
    """Let the cool-down of the subject's levels count from today."""
    kept = Standing.objects.select_for_update().filter(signal=row.id, subject=alert.subject).first()
    if kept is not None:
        after = cleared_by_hand(levels_of(row), read(kept), county_today())
        write(row.id, {alert.subject: (kept, after)})
