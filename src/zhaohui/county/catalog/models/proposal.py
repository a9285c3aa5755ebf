"""What every proposal has in common: a document, two people, and where it stands."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop


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


class Proposal(models.Model):
    """提案: an officer's change with the document that says so; valid once a colleague approves."""

    id = models.BigAutoField(primary_key=True)
    start = models.DateField("起")
    value = models.JSONField("数额")
    title = models.CharField("文件标题", max_length=200)
    doc_no = models.CharField("文号", max_length=64, blank=True)
    article = models.CharField("条款", max_length=64, blank=True)
    address = models.CharField("网址", max_length=300, blank=True)
    published = models.CharField("发布日期", max_length=10, blank=True)
    read_in = models.CharField("读自", max_length=8, choices=ReadIn)
    words = models.CharField("说明", max_length=300)
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

    class Meta:
        abstract = True

    @property
    def verification(self) -> Literal["verified", "secondary"]:
        """How sure the figure is (docs/decisions/0006): the original read by two is `verified`."""
        is_verified = self.read_in == ReadIn.ORIGINAL and self.compared
        return "verified" if is_verified else "secondary"


def two_people(prefix: str) -> tuple[models.CheckConstraint, ...]:
    """Return the constraints that nobody decides on her own proposal, and that somebody does."""
    return (
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            name=f"{prefix}_second_person",
        ),
        models.CheckConstraint(
            condition=Q(state__in=("waiting", "withdrawn")) | Q(decided_by__isnull=False),
            name=f"{prefix}_decided_by_someone",
        ),
    )
