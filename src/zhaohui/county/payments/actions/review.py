"""Yearly reviews 年审: list what is due, give notice, note the outcome, suspend where the pack says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.holding_queries import holdings_until
from zhaohui.county.payments.actions.suspend import suspend
from zhaohui.county.payments.errors import PaymentError, PaymentStateError
from zhaohui.county.payments.models import Review, ReviewOutcome, StopReason, Suspension
from zhaohui.county.payments.periods import later, month_of
from zhaohui.county.payments.queries import reviews_visible_to
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.payments import PaidBenefitRow


@dataclass(frozen=True, kw_only=True)
class DueReport:
    """What listing made: new reviews; holders of whom nobody knows since when they hold it."""

    rule: str
    made: int
    unknown: int


def list_due_reviews(actor: Actor, pack: Pack, *, day: dt.date) -> list[DueReport]:
    """Store the reviews that are due by the day, for benefits of which the pack says how often.

    The first is due so many months after the holding began, each next after the last that was done.
    One is open at a time; the same again makes nothing.
    """
    reports = []
    for benefit in pack.payments.benefits if pack.payments else ():
        if benefit.review_months is None:
            continue
        with transaction.atomic():
            report = _due(benefit, benefit.review_months, day)
            if report.made:
                change = {"made": report.made, "unknown": report.unknown}
                record(
                    actor,
                    "payment.hold",
                    subject=("rule", report.rule),
                    purpose="列出年审",
                    change=change,
                )
        reports.append(report)
    return reports


def _due(benefit: PaidBenefitRow, months: int, day: dt.date) -> DueReport:
    rows = Review.objects.filter(rule=benefit.rule)
    open_now = set(rows.filter(done_on__isnull=True).values_list("person_id", flat=True))
    done = dict(
        rows.order_by().values("person_id").annotate(last=Max("done_on")).values_list("person_id", "last")
    )  # fmt: skip
    fresh, unknown = [], 0
    for holding in holdings_until(benefit.rule, day):
        person, ended = (
            holding["person_id"],
            holding["until"] is not None and holding["until"] < day,
        )
        if ended or person in open_now:
            continue
        since = done.get(person) or holding["since"]
        if since is None:
            unknown += 1
            continue
        due = _on_day(later(month_of(since), months), since.day)
        if due <= day:
            fresh.append(Review(rule=benefit.rule, person_id=person, due_on=due))
    Review.objects.bulk_create(fresh, batch_size=1_000, ignore_conflicts=True)
    return DueReport(rule=benefit.rule, made=len(fresh), unknown=unknown)


def _on_day(month: dt.date, day: int) -> dt.date:
    """Return the day of the month, or its last where it is shorter."""
    return min(month + dt.timedelta(days=day - 1), later(month, 1) - dt.timedelta(days=1))


def give_notice(actor: Actor, pk: int, *, day: dt.date) -> Review:
    """Note that written notice of the overdue review was given. NotVisible, PaymentStateError."""
    with transaction.atomic():
        found = _locked(actor, pk)
        found.noticed_on = day
        found.save(update_fields=["noticed_on"])
        _note(actor, found, "notice")
    return found


def finish_review(actor: Actor, pk: int, *, outcome: str, day: dt.date) -> Review:
    """Note what the review found. What follows (another amount, an end) is decided elsewhere."""
    if outcome not in ReviewOutcome.values:
        raise PaymentError(_("请选年审的结果。"))
    with transaction.atomic():
        found = _locked(actor, pk)
        found.done_on, found.outcome, found.done_by_id = day, outcome, actor.user_id
        found.save(update_fields=["done_on", "outcome", "done_by"])
        _note(actor, found, outcome)
    return found


def suspend_overdue(actor: Actor, pack: Pack, pk: int, *, today: dt.date) -> Suspension:
    """Suspend for a missed review, so many days after the notice as the pack says.

    PaymentError where the pack does not say so, or the notice is missing or too young.
    """
    with transaction.atomic():
        found = _locked(actor, pk)
        benefit = pack.payments.benefit(found.rule) if pack.payments else None
        days = benefit.suspend_after_notice_days if benefit else None
        if days is None:
            raise PaymentError(
                _("没有依据说年审逾期可以停发。"), hint=_("有文件的，写进县包 payments.yaml。")
            )
        if found.noticed_on is None or (today - found.noticed_on).days < days:
            raise PaymentError(_("书面通知满 %(n)s 天以后才能停发。") % {"n": days})
        return suspend(
            actor,
            person=found.person_id,
            rule=found.rule,
            from_month=later(month_of(today), 1),
            reason=StopReason.REVIEW_OVERDUE,
            basis=_("年审逾期，已书面通知"),
        )


def _locked(actor: Actor, pk: int) -> Review:
    rows = reviews_visible_to(actor, "payment.hold").filter(pk=pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotVisible
    if found.done_on is not None:
        raise PaymentStateError(_("这次年审已经办过。"), hint=_("请刷新页面。"))
    return found


def _note(actor: Actor, found: Review, what: str) -> None:
    change = {"step": what, "review": found.pk, "rule": found.rule}
    record(
        actor, "payment.hold", subject=("person", found.person_id), purpose="年审", change=change
    )
