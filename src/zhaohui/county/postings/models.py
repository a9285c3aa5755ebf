"""Accounts and the postings between them: append-only, never negative, reversal only 账户和流水."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop


class Unit(models.TextChoices):
    """What an account counts; both accounts of a posting count the same."""

    FEN = "fen", gettext_noop("分")
    PIECE = "piece", gettext_noop("件")
    MONTH = "month", gettext_noop("月")
    MINUTE = "minute", gettext_noop("分钟")


class LedgerAccount(models.Model):
    """账户: how much of something somebody has or is owed. `key` says what for, in the app's own words.

    Only a trigger moves `balance`, with a posting; it is never below zero, save of an account that
    `is_outside`: the world beyond these books (财政, 银行), whose balance is what came from there.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField("户名", max_length=120, unique=True)
    kind = models.CharField("种类", max_length=32)
    unit = models.CharField("单位", max_length=8, choices=Unit)
    person_id = models.BigIntegerField("自然人", null=True)
    is_outside = models.BooleanField("账外", default=False)
    balance = models.BigIntegerField("余额", default=0)
    last_posting = models.BigIntegerField("最后一笔", default=0)

    class Meta:
        verbose_name = "账户"
        indexes = (models.Index(fields=["person_id"], name="ledgeraccount_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_outside=True) | Q(balance__gte=0), name="account_never_negative"
            ),
        )

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """流水: so much went from one account to another, once a `key`. UPDATE and DELETE are refused.

    A row takes from one account what it gives to the other, so no movement is out of balance. A
    mistake is undone by a posting that names it in `reverses`, the other way round.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField("幂等键", max_length=160, unique=True)
    from_account = models.ForeignKey(
        LedgerAccount, models.PROTECT, related_name="given", verbose_name="转出"
    )
    to_account = models.ForeignKey(
        LedgerAccount, models.PROTECT, related_name="taken", verbose_name="转入"
    )
    amount = models.BigIntegerField("数量")
    reason = models.CharField("事由", max_length=32)
    day = models.DateField("日期")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name="冲正"
    )
    posted_at = models.DateTimeField("记账时间", auto_now_add=True)

    class Meta:
        verbose_name = "流水"
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="posting_of_something"),
            models.CheckConstraint(
                condition=~Q(from_account=F("to_account")), name="posting_between_two"
            ),
        )

    def __str__(self) -> str:
        return self.key
