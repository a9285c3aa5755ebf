"""Where things are: towns and villages, facilities, organisations."""

from __future__ import annotations

from django.db import models


class AreaLevel(models.TextChoices):
    """The two levels below the county."""

    TOWN = "town", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"


class Area(models.Model):
    """行政区划: a town (9 digits) or a village or community (12 digits) of the loaded pack."""

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=64)
    level = models.CharField("级别", max_length=8, choices=AreaLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", verbose_name="上级"
    )

    class Meta:
        verbose_name = "行政区划"

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """单位: an employer, an institution, a social organisation."""

    id = models.BigAutoField(primary_key=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=128)
    kind = models.CharField("类别", max_length=32)
    town = models.CharField("镇", max_length=9, null=True)
    village = models.CharField("村（社区）", max_length=12, null=True)
    staff = models.IntegerField("职工人数", null=True)
    is_synthetic = models.BooleanField("模拟数据")

    class Meta:
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name


class Facility(models.Model):
    """设施: a place that serves people, with what it can take (beds, places, seats) and what is taken."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name="举办单位"
    )
    name = models.CharField("名称", max_length=128)
    kind = models.CharField("类别", max_length=32)
    town = models.CharField("镇", max_length=9, null=True)
    village = models.CharField("村（社区）", max_length=12, null=True)
    lon = models.FloatField("经度（WGS84）", null=True)
    lat = models.FloatField("纬度（WGS84）", null=True)
    capacity = models.IntegerField("容量", null=True)
    used = models.IntegerField("已用", null=True)
    is_synthetic = models.BooleanField("模拟数据")

    class Meta:
        verbose_name = "设施"

    def __str__(self) -> str:
        return self.name
