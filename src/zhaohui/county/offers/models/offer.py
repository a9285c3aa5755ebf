"""What there is: a place of a kind, when it is open, how much it takes, its slots."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Offer(models.Model):
    """供给: one library, one care home, one school. `kind` is the pack's offers/<kind>.yaml.

    `area` is a village's, a town's or the county's code. `facility` is the id of a facility of
    `places`, which may be loaded anew. `catchment` lists the areas whose people come first.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("种类", max_length=64)
    name = models.CharField("名称", max_length=128)
    area = models.CharField("区划代码", max_length=12)
    facility = models.BigIntegerField("设施", null=True)
    address = models.CharField("地址", max_length=128, default="")
    lon = models.FloatField("经度（WGS84）", null=True)
    lat = models.FloatField("纬度（WGS84）", null=True)
    price_fen = models.BigIntegerField("价格（分）", null=True)
    price_words = models.CharField("价格说明", max_length=200, default="")
    catchment = models.JSONField("招生（服务）范围", default=list)
    is_open = models.BooleanField("公布", default=True)
    is_synthetic = models.BooleanField("模拟数据", default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField("登记", auto_now_add=True)

    class Meta:
        verbose_name = "供给"
        constraints = (
            models.UniqueConstraint(fields=["kind", "name", "area"], name="offer_once"),
            models.CheckConstraint(
                condition=Q(price_fen=None) | Q(price_fen__gte=0), name="offer_price_not_negative"
            ),
        )
        indexes = (models.Index(fields=["kind", "area"], name="offer_of_kind"),)

    def __str__(self) -> str:
        return f"offer {self.pk} {self.kind}"


class Capacity(models.Model):
    """容量 from a day on: how many places are held at once. The latest row counts."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="capacities")
    start = models.DateField("起")
    count = models.IntegerField("数量")
    words = models.CharField("依据", max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "容量"
        constraints = (
            models.UniqueConstraint(fields=["offer", "start"], name="capacity_once_a_day"),
            models.CheckConstraint(condition=Q(count__gte=0), name="capacity_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.count} of {self.offer_id} from {self.start}"


class Opening(models.Model):
    """开放时间 of one weekday (0 is Monday). `is_extended`: 错时延时, outside of office hours."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="openings")
    weekday = models.SmallIntegerField("星期")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    seats = models.IntegerField("每个时段人数")
    is_extended = models.BooleanField("错时延时", default=False)

    class Meta:
        verbose_name = "开放时间"
        constraints = (
            models.UniqueConstraint(
                fields=["offer", "weekday", "starts"], name="opening_once_a_week"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="opening_has_length"),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6), name="opening_on_a_weekday"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="opening_has_seats"),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts} of {self.offer_id}"


class Slot(models.Model):
    """时段: its row is the lock of its bookings. `taken` counts those that hold a seat."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="slots")
    day = models.DateField("日期")
    starts = models.TimeField("开始")
    ends = models.TimeField("结束")
    title = models.CharField("内容", max_length=80, default="")
    seats = models.IntegerField("人数")
    taken = models.IntegerField("已约", default=0)
    is_extended = models.BooleanField("错时延时", default=False)
    is_cancelled = models.BooleanField("取消", default=False)

    class Meta:
        verbose_name = "时段"
        constraints = (
            models.UniqueConstraint(fields=["offer", "day", "starts", "title"], name="slot_once"),
            models.CheckConstraint(
                condition=Q(taken__gte=0, taken__lte=F("seats")), name="slot_never_overbooked"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_has_length"),
        )
        indexes = (models.Index(fields=["offer", "day", "starts"], name="slot_calendar"),)

    def __str__(self) -> str:
        return f"slot {self.pk} of {self.offer_id}"

    @property
    def free(self) -> int:
        """How many seats are left."""
        return self.seats - self.taken
