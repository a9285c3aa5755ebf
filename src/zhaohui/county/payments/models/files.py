"""The bank's two files: what was sent, what came back, row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.payments.models.batch import PaymentBatch, PaymentLine


class BankFile(models.Model):
    """发放文件: the one file that was made of a batch, sealed; taking it again gives the same bytes."""

    batch = models.OneToOneField(PaymentBatch, models.PROTECT, related_name="bank_file")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    rows = models.IntegerField("笔数")
    total_fen = models.BigIntegerField("金额（分）")
    sealed = models.BinaryField("文件（密）")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = "发放文件"

    def __str__(self) -> str:
        return f"bank file of {self.batch_id}"


class ReturnFile(models.Model):
    """回盘文件: a file that came from the bank; the same bytes are taken once."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="return_files")
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.IntegerField("行数")
    applied = models.IntegerField("记入")
    seen = models.IntegerField("先前已记")
    refused = models.IntegerField("有问题")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)

    class Meta:
        verbose_name = "回盘文件"
        constraints = (
            models.UniqueConstraint(fields=["batch", "sha256"], name="return_file_once"),
        )

    def __str__(self) -> str:
        return f"return file {self.pk}"


class Result(models.TextChoices):
    """What the bank says of a line."""

    PAID = "paid", _("成功")
    FAILED = "failed", _("失败")
    BOUNCED = "bounced", _("退汇")


class ReturnRow(models.Model):
    """回盘明细: one answer of the bank about one line, once."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(ReturnFile, models.PROTECT, related_name="answers")
    line = models.ForeignKey(PaymentLine, models.PROTECT, related_name="answers", db_index=False)
    result = models.CharField("结果", max_length=8, choices=Result)
    amount_fen = models.BigIntegerField("金额（分）")
    reason = models.CharField("原因", max_length=100, blank=True)
    day = models.DateField("日期", null=True)

    class Meta:
        verbose_name = "回盘明细"
        constraints = (models.UniqueConstraint(fields=["line", "result"], name="return_row_once"),)

    def __str__(self) -> str:
        return f"{self.result} of line {self.line_id}"
