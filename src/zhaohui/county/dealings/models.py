"""What a register's record has to do with others: handed on, kept account of, tied to another record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.oversight.models import Task
from zhaohui.county.postings.models import Posting
from zhaohui.county.registers.models import Record


class Referral(models.Model):
    """转办: a task that another office does about a record; `kind` is the register's.

    `words_sealed` says what is asked for: it may name a person's situation, SM4-GCM.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="referrals")
    kind = models.CharField("事项", max_length=64)
    task = models.OneToOneField(Task, models.PROTECT, related_name="referral")
    words_sealed = models.BinaryField("请办什么（密）")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "转办"
        indexes = (models.Index(fields=["record", "-id"], name="referral_of_record"),)

    def __str__(self) -> str:
        return f"referral {self.pk}"


class AccountEntry(models.Model):
    """记账: one entry of a record's account, told in the register's words; the amount is the posting's.

    `words_sealed` says what for, SM4-GCM.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="account_entries")
    account = models.CharField("账", max_length=64)
    kind = models.CharField("种类", max_length=64)
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="+")
    words_sealed = models.BinaryField("用途（密）", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField("岗位", max_length=200)

    class Meta:
        verbose_name = "记账"
        indexes = (models.Index(fields=["record", "-id"], name="account_entry_of_record"),)

    def __str__(self) -> str:
        return f"entry {self.pk}"


class TieState(models.TextChoices):
    """How far two records have come with one another."""

    PROPOSED = "proposed", _("已推荐")
    AGREED = "agreed", _("谈成了")
    DECLINED = "declined", _("没有谈成")
    DONE = "done", _("做完了")


class Tie(models.Model):
    """对接: a record and one of another register that suits it; `kind` is the first one's register's."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="ties")
    other = models.ForeignKey(Record, models.PROTECT, related_name="tied_from")
    kind = models.CharField("种类", max_length=64)
    state = models.CharField("状态", max_length=16, choices=TieState, default=TieState.PROPOSED)
    since = models.DateField("到此状态")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "对接"
        constraints = (
            models.UniqueConstraint(fields=["record", "other", "kind"], name="tie_once"),
            models.CheckConstraint(condition=~Q(record=F("other")), name="tie_of_two"),
        )
        indexes = (models.Index(fields=["other", "-id"], name="tie_of_other"),)

    def __str__(self) -> str:
        return f"tie {self.pk}"
