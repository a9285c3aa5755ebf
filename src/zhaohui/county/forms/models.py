"""Drafts: what a signed-in person has filled in so far, sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhaohui.county.forms.errand import APPLICATION
from zhaohui.county.registry.models import Person


class Draft(models.Model):
    """草稿: a form under way. The answers are personal data: sealed by SM4-GCM, never in plain.

    `purpose` says what for: `application`, or the register or record that it will become. An
    application belongs to its subject, whoever fills it in for her; `owner` began it, `saved_by`
    wrote in it last. Where the subject is unknown, and for anything else, it is the owner's. A
    submitted draft no longer changes; a discarded one is deleted.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="drafts"
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    form = models.CharField("表单", max_length=64)
    pack_version = models.CharField("县包版本", max_length=64)
    purpose = models.CharField("用途", max_length=96)
    subject = models.ForeignKey(Person, models.CASCADE, null=True, related_name="drafts")
    answers_sealed = models.BinaryField("回答（密）")
    step = models.CharField("进行到", max_length=64)
    version = models.IntegerField("版本", default=1)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Meta:
        verbose_name = "草稿"
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "form", "purpose"],
                condition=Q(submitted_at__isnull=True)
                & (~Q(purpose=APPLICATION) | Q(subject__isnull=True)),
                name="one_open_draft",
            ),
            models.UniqueConstraint(
                fields=["subject", "form"],
                condition=Q(submitted_at__isnull=True, purpose=APPLICATION),
                name="one_open_application",
            ),
        )
        indexes = (models.Index(fields=["owner", "-updated_at"], name="draft_of_owner"),)

    def __str__(self) -> str:
        return f"draft {self.pk}"
