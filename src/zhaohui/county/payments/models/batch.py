"""A month's payments of one benefit 发放清册: the batch, and a line for each person and month."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.catalog.models import PackVersion


class BatchState(models.TextChoices):
    """How far a batch has come; `states.STEPS` says what leads where."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("已审批")
    EXPORTED = "exported", _("已送银行")
    RETURNED = "returned", _("已回盘")
    RECONCILED = "reconciled", _("已对账")
    CANCELLED = "cancelled", _("已作废")


class LineKind(models.TextChoices):
    """What a line pays: a month, what a raised standard adds to a month paid before, a failed line again."""

    MONTH = "month", _("按月发放")
    ARREARS = "arrears", _("补差")
    REISSUE = "reissue", _("重发")


class LineState(models.TextChoices):
    """What has become of a line; `recovered`: all of it was set off against an over-payment."""

    DUE = "due", _("待发")
    SENT = "sent", _("已送银行")
    PAID = "paid", _("已到账")
    FAILED = "failed", _("没有发成")
    REISSUED = "reissued", _("已另批重发")
    RECOVERED = "recovered", _("全额抵扣")
    DROPPED = "dropped", _("随批作废")


class PaymentBatch(models.Model):
    """发放清册: one benefit, one month, once or (with what came later) in several parts; money in fen."""

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    month = models.DateField("发放月份")
    part = models.SmallIntegerField("第几批")
    state = models.CharField("状态", max_length=12, choices=BatchState, default=BatchState.DRAFT)
    department = models.CharField("经办单位", max_length=64, blank=True)
    pack = models.ForeignKey(PackVersion, models.PROTECT, verbose_name="县包版本")
    digest = models.CharField("清册校验", max_length=64)
    line_count = models.IntegerField("笔数")
    gross_fen = models.BigIntegerField("应发（分）")
    set_off_fen = models.BigIntegerField("抵扣（分）")
    net_fen = models.BigIntegerField("实发（分）")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="造册人"
    )
    drawn_at = models.DateTimeField("造册时间", auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="送审人"
    )
    submitted_at = models.DateTimeField("送审时间", null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    approved_at = models.DateTimeField("审批时间", null=True)
    note = models.CharField("意见", max_length=200, blank=True)
    is_synthetic = models.BooleanField("模拟数据")

    class Meta:
        verbose_name = "发放清册"
        constraints = (
            models.UniqueConstraint(fields=["rule", "month", "part"], name="batch_part_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=F("submitted_by"))
                    & (Q(drawn_by__isnull=True) | ~Q(approved_by=F("drawn_by")))
                ),
                name="batch_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "cancelled"))
                | Q(approved_by__isnull=False),
                name="batch_paid_with_approval",
            ),
            models.CheckConstraint(
                condition=Q(net_fen=F("gross_fen") - F("set_off_fen")), name="batch_net"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.month:%Y-%m} part {self.part}"


class PaymentLine(models.Model):
    """清册明细: what one person is paid for one month, and why; money in fen.

    A person has one line a benefit and month that is not dropped, whatever the batch: the database
    refuses a second. `reckoned_fen` of arrears is the amount to which the month has been brought.
    `ledger_fen` is what the ledger said she should get, None where it did not know. `payee`: to whose
    account it was sent instead of hers.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="lines", db_index=False)
    number = models.IntegerField("序号")
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    month = models.DateField("所属月份")
    kind = models.CharField("种类", max_length=8, choices=LineKind)
    area = models.CharField("村（社区）", max_length=12, null=True)
    amount_fen = models.BigIntegerField("应发（分）")
    set_off_fen = models.BigIntegerField("抵扣（分）", default=0)
    net_fen = models.BigIntegerField("实发（分）")
    ledger_fen = models.BigIntegerField("台账应享（分）", null=True)
    reckoned_fen = models.BigIntegerField("核算到（分）", null=True)
    why = models.CharField("依据", max_length=64)
    state = models.CharField("状态", max_length=10, choices=LineState, default=LineState.DUE)
    fail_reason = models.CharField("没有发成的原因", max_length=100, blank=True)
    paid_on = models.DateField("到账日期", null=True)
    reissues = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reissued_by", verbose_name="重发的是"
    )
    is_to_reissue = models.BooleanField("下一批重发", default=False)
    payee = models.ForeignKey(
        "payments.Payee", models.PROTECT, null=True, related_name="lines", verbose_name="代领授权"
    )
    recovery = models.ForeignKey(
        "payments.Recovery", models.PROTECT, null=True, related_name="lines", verbose_name="追回"
    )

    class Meta:
        verbose_name = "清册明细"
        indexes = (
            models.Index(fields=["person_id", "rule", "month"], name="payment_person"),
            models.Index(fields=["rule", "month", "kind"], name="payment_month"),
            models.Index(fields=["batch", "state", "area"], name="payment_batch"),
        )
        constraints = (
            models.UniqueConstraint(fields=["batch", "number"], name="payment_number_once"),
            models.UniqueConstraint(
                fields=["rule", "person_id", "month"],
                condition=Q(kind="month") & ~Q(state="dropped"),
                name="payment_month_once",
            ),
            models.UniqueConstraint(
                fields=["rule", "person_id", "month", "reckoned_fen"],
                condition=Q(kind="arrears") & ~Q(state="dropped"),
                name="payment_arrears_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0)
                & Q(set_off_fen__gte=0)
                & Q(net_fen=F("amount_fen") - F("set_off_fen"))
                & Q(net_fen__gte=0),
                name="payment_net",
            ),
            models.UniqueConstraint(
                fields=["reissues"], condition=~Q(state="dropped"), name="payment_reissued_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="reissue", reissues__isnull=False)
                | (~Q(kind="reissue") & Q(reissues__isnull=True)),
                name="payment_reissues_a_line",
            ),
        )

    def __str__(self) -> str:
        return f"line {self.number} of {self.batch_id}"
