"""Replies to surveys: nothing in a row tells who gave it or at what hour."""

from __future__ import annotations

import uuid

from django.db import models


class Reply(models.Model):
    """答卷: one reply to a form of use `survey`. Its number is drawn by lot: it has no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.CharField("表单", max_length=64)
    day = models.DateField("日期")
    pack_version = models.CharField("县包版本", max_length=64)
    answers_sealed = models.BinaryField("回答（密）")

    class Meta:
        verbose_name = "答卷"
        indexes = (models.Index(fields=["form", "day"], name="reply_of_form"),)

    def __str__(self) -> str:
        return f"reply to {self.form}"


class SpentToken(models.Model):
    """用过的提交令牌: a page that was sent once is not counted twice. No reply knows its token."""

    digest = models.CharField("校验", max_length=64, primary_key=True)
    day = models.DateField("日期", db_index=True)

    class Meta:
        verbose_name = "用过的提交令牌"

    def __str__(self) -> str:
        return f"token of {self.day}"
