"""What stands between an award and its payment: suspensions, reviews, arrears, recoveries."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StopReason(models.TextChoices):
    """Why a benefit is suspended 停发原因."""

    REVIEW_OVERDUE = "review_overdue", _("年审没有办")
    UNREACHABLE = "unreachable", _("联系不上本人")
    NOT_ENTITLED = "not_entitled", _("可能不再符合条件，正在核查")
    ACCOUNT = "account", _("账户有问题")
    ASKED = "asked", _("本人要求停发")
    DIED = "died", _("已经去世，待注销")
    OTHER = "other", _("其他（见说明）")


class Suspension(models.Model):
    """停发: from a month on nothing is paid, until `until_month` (the first that is paid again).

    `is_made_up`: the months between are paid afterwards. One at a time a person and benefit.
    """

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    from_month = models.DateField("停发起")
    reason = models.CharField("原因", max_length=16, choices=StopReason)
    basis = models.CharField("说明", max_length=200)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    stopped_at = models.DateTimeField("停发时间", auto_now_add=True)
    until_month = models.DateField("恢复起", null=True)
    is_made_up = models.BooleanField("补发停发的月份", default=False)
    resume_basis = models.CharField("恢复说明", max_length=200, blank=True)
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "停发"
        indexes = (models.Index(fields=["rule", "person_id"], name="suspension_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "person_id"],
                condition=Q(until_month__isnull=True),
                name="suspension_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__gte=F("from_month")),
                name="suspension_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.person_id} from {self.from_month:%Y-%m}"


class ReviewOutcome(models.TextChoices):
    """What a review found."""

    HOLDS = "holds", _("仍然符合")
    CHANGED = "changed", _("情况有变，另行核定")
    ENDED = "ended", _("不再符合，另行办理终止")


class Review(models.Model):
    """年审: a holder's review that is due on a day; notice given, done."""

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    due_on = models.DateField("应审日期")
    noticed_on = models.DateField("书面通知日期", null=True)
    done_on = models.DateField("审核日期", null=True)
    outcome = models.CharField("结果", max_length=8, choices=ReviewOutcome, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "年审"
        indexes = (models.Index(fields=["rule", "done_on", "due_on"], name="review_due"),)
        constraints = (
            models.UniqueConstraint(fields=["rule", "person_id", "due_on"], name="review_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.person_id} due {self.due_on}"


class Arrear(models.Model):
    """补差: a period was paid by a lower standard than was in force; what is lacking, in fen.

    `is_of_list`: it was paid elsewhere before the first run here, as the department's list says.
    """

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    month = models.DateField("所属月份")
    from_fen = models.BigIntegerField("原标准（分）")
    to_fen = models.BigIntegerField("新标准（分）")
    proposal_id = models.BigIntegerField("标准变动", null=True)
    is_of_list = models.BooleanField("名单发的", default=False)
    reckoned_at = models.DateTimeField("核算时间", auto_now_add=True)

    class Meta:
        verbose_name = "补差"
        constraints = (
            models.UniqueConstraint(
                fields=["rule", "person_id", "month", "to_fen"], name="arrear_once"
            ),
            models.CheckConstraint(condition=Q(to_fen__gt=F("from_fen")), name="arrear_upward"),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.person_id} for {self.month:%Y-%m}"


class RecoveryState(models.TextChoices):
    """How far a recovery has come."""

    PROPOSED = "proposed", _("待审批")
    RUNNING = "running", _("追回中")
    CLOSED = "closed", _("已追回")
    WITHDRAWN = "withdrawn", _("已撤销")


class Recovery(models.Model):
    """追回: what a person was paid beyond what was hers, in fen; set off by the month or paid back.

    `set_off_fen` is what may be kept back from each month's payment, 0 where nobody decided so;
    `basis` says on what decision. What is still owed is the balance of its account.
    """

    id = models.BigAutoField(primary_key=True)
    rule = models.CharField("规则", max_length=64)
    person_id = models.BigIntegerField("自然人")
    amount_fen = models.BigIntegerField("应追回（分）")
    set_off_fen = models.BigIntegerField("每月抵扣（分）", default=0)
    basis = models.CharField("依据", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=RecoveryState, default=RecoveryState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField("审批时间", null=True)

    class Meta:
        verbose_name = "追回"
        indexes = (models.Index(fields=["rule", "person_id"], name="recovery_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) & Q(set_off_fen__gte=0), name="recovery_of_something"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="recovery_second_person",
            ),
            models.UniqueConstraint(
                fields=["rule", "person_id"],
                condition=Q(state__in=("proposed", "running")),
                name="recovery_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"recovery {self.pk} of {self.rule}"
