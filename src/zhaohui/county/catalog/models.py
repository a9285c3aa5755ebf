"""Which version of the pack the database was filled with, and the values that officers add to it."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop


class PackVersion(models.Model):
    """县包版本: the pack's content at one moment, by the hash over its files."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=64)
    content_hash = models.CharField("内容校验", max_length=64, unique=True)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        verbose_name = "县包版本"

    def __str__(self) -> str:
        return f"{self.code} {self.content_hash[:12]}"


class ProposalState(models.TextChoices):
    """Where a proposed value stands; see states.py."""

    WAITING = "waiting", gettext_noop("待复核")
    APPROVED = "approved", gettext_noop("已生效")
    RETURNED = "returned", gettext_noop("已退回")
    WITHDRAWN = "withdrawn", gettext_noop("已撤回")
    REVOKED = "revoked", gettext_noop("已停用")
    SUPERSEDED = "superseded", gettext_noop("已被替换")


class ReadIn(models.TextChoices):
    """Where the proposer read the figure: decides, with the reviewer's word, how sure it is."""

    ORIGINAL = "original", gettext_noop("发文机关的原文")
    REPRINT = "reprint", gettext_noop("转载、汇编或其他文件")


class ParameterProposal(models.Model):
    """参数补填: a value for a parameter of the pack, with its document; valid once a colleague approves.

    `value` is typed as after loading a pack: money in fen, dates as ISO text.
    """

    id = models.BigAutoField(primary_key=True)
    parameter = models.CharField("参数", max_length=64)
    area = models.CharField("区划代码", max_length=12)
    start = models.DateField("起")
    end = models.DateField("止", null=True)
    value = models.JSONField("数额")
    title = models.CharField("文件标题", max_length=200)
    doc_no = models.CharField("文号", max_length=64, blank=True)
    article = models.CharField("条款", max_length=64, blank=True)
    address = models.CharField("网址", max_length=300, blank=True)
    published = models.CharField("发布日期", max_length=10, blank=True)
    read_in = models.CharField("读自", max_length=8, choices=ReadIn)
    words = models.CharField("说明", max_length=300)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        "状态", max_length=10, choices=ProposalState, default=ProposalState.WAITING
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="补填人"
    )
    proposed_at = models.DateTimeField("补填时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    compared = models.BooleanField("复核人对照过原文", default=False)
    answer = models.CharField("复核意见", max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="停用人"
    )
    ended_at = models.DateTimeField("停用时间", null=True)
    ended_why = models.CharField("停用原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "参数补填"
        indexes = (
            models.Index(fields=["parameter", "state"], name="proposal_of"),
            models.Index(fields=["state", "id"], name="proposal_waiting"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "withdrawn")) | Q(decided_by__isnull=False),
                name="proposal_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="proposal_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["parameter", "area", "start"],
                condition=Q(state="approved"),
                name="proposal_in_force_once",
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}: {self.parameter}"

    @property
    def verification(self) -> Literal["verified", "secondary"]:
        """How sure the figure is (docs/decisions/0006): the original read by two is `verified`."""
        is_verified = self.read_in == ReadIn.ORIGINAL and self.compared
        return "verified" if is_verified else "secondary"
