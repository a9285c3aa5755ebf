"""Draw a month's batch 造册: exactly what was previewed, as a draft."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.payments.errors import PaymentError, RunChangedError
from zhaohui.county.payments.models import LineState, PaymentBatch, PaymentLine
from zhaohui.county.payments.plan import RunPlan, plan_run
from zhaohui.county.payments.two_persons import require_department
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.packs.pack import Pack

AT_ONCE = 1_000


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
    with transaction.atomic():
        version = load_pack(pack)
        plan = plan_run(pack, rule, month)
        if digest and plan.digest != digest:
            raise _changed()
        if not plan.lines:
            raise PaymentError(
                _("这个月没有要发的。"), hint=_("已经造册的不会再造；没有发的原因见预览。")
            )
        parts = PaymentBatch.objects.filter(rule=rule, month=month).aggregate(last=Max("part"))
        try:
            with transaction.atomic():
                batch = PaymentBatch.objects.create(
                    rule=rule,
                    month=month,
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
            "rule": rule, "month": f"{month:%Y-%m}", "part": batch.part, "lines": batch.line_count,
            "net_fen": batch.net_fen, "held": len(plan.held), "pack": version.content_hash,
        }  # fmt: skip
        record(actor, "payment.draw", subject=("batch", batch.pk), purpose="造册", change=change)
    return batch


def store_lines(batch: PaymentBatch, plan: RunPlan) -> None:
    """Store the plan's lines in its order; a failed line that is paid again is marked so."""
    numbers = count(1)
    PaymentLine.objects.bulk_create(
        (
            PaymentLine(
                batch=batch,
                number=next(numbers),
                rule=plan.rule,
                person_id=line.person,
                month=line.month,
                kind=line.kind,
                area=line.area,
                amount_fen=line.amount_fen,
                set_off_fen=line.set_off_fen,
                net_fen=line.net_fen,
                ledger_fen=line.ledger_fen,
                reckoned_fen=line.reckoned_fen,
                why=line.why,
                reissues_id=line.reissues,
                recovery_id=line.recovery,
            )
            for line in plan.lines
        ),
        batch_size=AT_ONCE,
    )
    again = batch.lines.filter(reissues__isnull=False).values("reissues")
    PaymentLine.objects.filter(pk__in=again, state=LineState.FAILED).update(
        state=LineState.REISSUED
    )


def _changed() -> RunChangedError:
    return RunChangedError(
        _("预览以后情况变了，清册没有生成。"), hint=_("请再看一次预览，按新的结果造册。")
    )
