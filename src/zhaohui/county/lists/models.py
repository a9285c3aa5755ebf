"""What officers keep of lists: saved views, and requests to take a list out of the office."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext, gettext_noop

from zhaohui.county.accounts.models import User


class SavedView(models.Model):
    """保存的筛选: an officer's own filters and order of a list, under a name she gave."""

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="所有者")
    list = models.CharField("名单", max_length=64)
    name = models.CharField("名称", max_length=32)
    state = models.JSONField("条件")
    saved_at = models.DateTimeField("保存时间", auto_now=True)

    class Meta:
        verbose_name = "保存的筛选"
        constraints = (
            models.UniqueConstraint(fields=["owner", "list", "name"], name="saved_view_once"),
        )

    def __str__(self) -> str:
        return f"view {self.pk}"


class ExportState(models.TextChoices):
    """Where an export stands; see `states.py`."""

    REQUESTED = "requested", gettext_noop("待批准")
    APPROVED = "approved", gettext_noop("已批准，正在生成")
    READY = "ready", gettext_noop("可以下载")
    TAKEN = "taken", gettext_noop("已下载")
    REFUSED = "refused", gettext_noop("未批准")
    WITHDRAWN = "withdrawn", gettext_noop("已撤回")
    EXPIRED = "expired", gettext_noop("已过期")
    FAILED = "failed", gettext_noop("没有生成")


class ExportRequest(models.Model):
    """导出申请: which rows of a list, which columns, why; who approved; the file, once.

    `list_state` are the approved filters and order, `ids` the rows that were previewed: whoever
    comes into the list later is not in the file. The file is sealed and goes away with the download
    or when it expires.
    """

    id = models.BigAutoField(primary_key=True)
    list = models.CharField("名单", max_length=64)
    list_state = models.JSONField("条件")
    in_words = models.CharField("条件（文字）", max_length=500)
    ids = models.JSONField("所选编号", null=True)
    columns = models.JSONField("列")
    format = models.CharField("格式", max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    purpose = models.CharField("事由", max_length=200)
    state = models.CharField("状态", max_length=10, choices=ExportState, default="requested")
    rows_seen = models.IntegerField("申请时行数")
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    requester_label = models.CharField("申请岗位", max_length=200)
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    note = models.CharField("批准意见", max_length=200, blank=True)
    rows = models.IntegerField("行数", null=True)
    file_hash = models.CharField("文件校验", max_length=64, blank=True)
    expires_at = models.DateTimeField("失效时间", null=True)
    taken_at = models.DateTimeField("下载时间", null=True)
    fault = models.CharField("没有生成的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "导出申请"
        indexes = (
            models.Index(fields=["requested_by", "id"], name="export_by_requester"),
            models.Index(fields=["state", "id"], name="export_by_state"),
        )

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def state_words(self) -> str:
        """Where it stands, in the page's language."""
        return gettext(ExportState(self.state).label)
