"""One application for a 一件事: what it became, item by item."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models.case import Case, Channel
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person


class Skip(models.TextChoices):
    """Why an item of the bundle did not become a case."""

    NOT_FITTING = "not_fitting", _("这一家不适用")
    NOBODY = "nobody", _("家里没有登记的对象")
    OPEN = "open", _("已经在办，没有重复申请")
    HELD = "held", _("已经享受，没有重复申请")
    NOT_PUBLISHED = "not_published", _("还没有公布，现在不能申请")
    NOT_WANTED = "not_wanted", _("申请人没有选")


class BundleApplication(models.Model):
    """一件事申请: the items of one life event, applied for once. `number` is looked up like a case's.

    `materials_apart` and `materials_once`: what would have been asked item by item, and what was.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.CharField("办件编号", max_length=16, unique=True)
    bundle = models.CharField("一件事", max_length=64)
    bundle_name = models.CharField("一件事名称", max_length=160)
    subject = models.ForeignKey(
        Person, models.PROTECT, related_name="bundle_applications", verbose_name="申请人"
    )
    draft = models.OneToOneField(
        Draft, models.PROTECT, null=True, related_name="bundle_application"
    )
    area = models.CharField("办理区划", max_length=12, null=True)
    channel = models.CharField("渠道", max_length=16, choices=Channel)
    submitted_on = models.DateField("提交")
    pack_version = models.CharField("县包版本", max_length=64)
    materials_apart = models.IntegerField("逐项办要交的材料")
    materials_once = models.IntegerField("一次办要交的材料")

    class Meta:
        verbose_name = "一件事申请"
        indexes = (models.Index(fields=["area", "bundle"], name="bundle_area"),)

    def __str__(self) -> str:
        return f"bundle {self.pk} {self.bundle}"


class BundlePart(models.Model):
    """一件事的一项: the case that it became, or why it became none (`skip`); `waits_for` are decided first."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(BundleApplication, models.PROTECT, related_name="parts")
    item = models.CharField("事项", max_length=96)
    item_name = models.CharField("事项名称", max_length=160)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="给谁办")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="bundle_part")
    skip = models.CharField("没有办的原因", max_length=16, choices=Skip, default="")
    waits_for = models.ManyToManyField(Case, related_name="held_back")

    class Meta:
        verbose_name = "一件事的一项"
        constraints = (
            models.UniqueConstraint(
                fields=["application", "item", "person"], name="bundle_part_once"
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=False, skip="")
                | (models.Q(case__isnull=True) & ~models.Q(skip="")),
                name="bundle_part_is_told",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} of bundle {self.application_id}"
