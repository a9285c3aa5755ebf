"""Draw a month's batch 造册: exactly what was previewed, as a draft."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.bulk_rows import insert_columns
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.payments.errors import PaymentError, RunChangedError
from zhaohui.county.payments.models import Arrear, LineState, PaymentBatch, PaymentLine
from zhaohui.county.payments.periods import later, month_of, periods_of
from zhaohui.county.payments.plan import RunPlan, first_month, plan_run
from zhaohui.county.payments.two_persons import require_department
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.packs.pack import Pack

FURTHEST = 12  # months ahead; more is a slip of the keyboard


def draw_batch(
    actor: Actor, pack: Pack, *, rule: str, month: dt.date, digest: str = ""
) -> PaymentBatch:
    """Store the plan as a draft batch. With a `digest`, RunChangedError where the plan has another.

    Twice the same makes one: what a batch holds is not due any more, so the second finds nothing and
    raises PaymentError. NotVisible for who may not draw in the whole county.
    """
    if not actor.everywhere("payment.draw"):
        raise NotVisible
    department = require_department(actor, pack, rule)
    require_month(pack, rule, month)
    with transaction.atomic():
        version = load_pack(pack)
        plan = plan_run(pack, rule, month)
        if digest and plan.digest != digest:
            raise _changed()
        if not plan.lines:
            raise PaymentError(
                _("这个月没有要发的。"), hint=_("已经造册的不会再造；没有发的原因见预览。")
            )
        parts = PaymentBatch.objects.filter(rule=rule, month=plan.month).aggregate(last=Max("part"))
        try:
            with transaction.atomic():
                batch = PaymentBatch.objects.create(
                    rule=rule,
                    month=plan.month,
                    part=(parts["last"] or 0) + 1,
                    department=department,
                    pack=version,
                    digest=plan.digest,
                    line_count=len(plan.lines),
                    gross_fen=plan.gross_fen,
                    set_off_fen=plan.set_off_fen,
                    net_fen=plan.net_fen,
                    drawn_by_id=actor.user_id,
                    is_synthetic=is_synthetic(),
                )
                store_lines(batch, plan)
        except IntegrityError as error:
            raise _changed() from error
        change = {
            "rule": rule, "month": f"{plan.month:%Y-%m}", "part": batch.part, "lines": batch.line_count,
            "net_fen": batch.net_fen, "held": len(plan.held), "pack": version.content_hash,
        }  # fmt: skip
        record(actor, "payment.draw", subject=("batch", batch.pk), purpose="造册", change=change)
    return batch


def require_month(pack: Pack, rule: str, month: dt.date) -> None:
    """Raise PaymentError for a period before the first that is run here, or more than a year ahead."""
    first = first_month(rule) or _after_the_list(pack, rule)
    if first and month < first:
        raise PaymentError(
            _("这项待遇从 %(first)s 起在这里发，以前的月份由原来的单位发。")
            % {"first": f"{first:%Y-%m}"}
        )
    if month > later(month_of(county_today()), FURTHEST):
        raise PaymentError(_("这个月份太远了，请核对。"))


def _after_the_list(pack: Pack, rule: str) -> dt.date | None:
    """Return the period after the last of which arrears were reckoned as paid elsewhere by the list."""
    listed = Arrear.objects.filter(rule=rule, is_of_list=True).aggregate(last=Max("month"))["last"]
    return periods_of(pack, pack.rule(rule)).later(listed, 1) if listed else None


def store_lines(batch: PaymentBatch, plan: RunPlan) -> None:
    """Store the plan's lines in its order; a failed line that is paid again is marked so."""
    lines = plan.lines
    size = len(lines)
    insert_columns(PaymentLine, {
        "batch_id": [batch.pk] * size,
        "number": list(range(1, size + 1)),
        "rule": [plan.rule] * size,
        "person_id": [line.person for line in lines],
        "month": [line.month.isoformat() for line in lines],
        "kind": [str(line.kind) for line in lines],
        "area": [line.area for line in lines],
        "amount_fen": [line.amount_fen for line in lines],
        "set_off_fen": [line.set_off_fen for line in lines],
        "net_fen": [line.net_fen for line in lines],
        "ledger_fen": [line.ledger_fen for line in lines],
        "reckoned_fen": [line.reckoned_fen for line in lines],
        "why": [line.why for line in lines],
        "state": [str(LineState.DUE)] * size,
        "fail_reason": [""] * size,
        "reissues_id": [line.reissues for line in lines],
        "is_to_reissue": [False] * size,
        "recovery_id": [line.recovery for line in lines],
    })  # fmt: skip
    again = batch.lines.filter(reissues__isnull=False).values("reissues")
    PaymentLine.objects.filter(pk__in=again, state=LineState.FAILED).update(
        state=LineState.REISSUED
    )


def _changed() -> RunChangedError:
    return RunChangedError(
        _("预览以后情况变了，清册没有生成。"), hint=_("请再看一次预览，按新的结果造册。")
    )
