"""Who booked a slot, who waits for one, who came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.offers.models.offer import Slot
from zhaohui.county.registry.models import Person


class BookingState(models.TextChoices):
    """How far it has come; `states.BOOKING` says what leads where."""

    BOOKED = "booked", _("已约上")
    WAITING = "waiting", _("候补")
    CANCELLED = "cancelled", _("已取消")
    ATTENDED = "attended", _("到了")
    NO_SHOW = "no_show", _("没有来")
    LAPSED = "lapsed", _("候补没有轮到")


LIVE = (BookingState.BOOKED, BookingState.WAITING, BookingState.ATTENDED)
SEATED = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW)


class Booking(models.Model):
    """预约. `person` comes; `booked_by` is who pressed (NULL: that account was deleted).

    `is_sure`: the registry knows that she may.

    `village` is where an order 点单 goes. `waits_since` orders the waiting list.
    """

    id = models.BigAutoField(primary_key=True)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    is_by_officer = models.BooleanField("窗口代约", default=False)
    state = models.CharField("状态", max_length=16, choices=BookingState)
    is_sure = models.BooleanField("条件已核实", default=True)
    village = models.CharField("送到", max_length=12, default="")
    waits_since = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "预约"
        constraints = (
            models.UniqueConstraint(
                fields=["slot", "person"],
                condition=models.Q(state__in=[str(each) for each in LIVE]),
                name="booking_once_a_slot",
            ),
        )
        indexes = (models.Index(fields=["slot", "state", "id"], name="booking_turn"),)

    def __str__(self) -> str:
        return f"booking {self.pk} {self.state}"


class Attendance(models.Model):
    """到场: what the sheet says of a booking, and who noted it. No row: nobody noted it."""

    id = models.BigAutoField(primary_key=True)
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="attendance")
    came = models.BooleanField("到了")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("记录", auto_now=True)

    class Meta:
        verbose_name = "到场"

    def __str__(self) -> str:
        return f"attendance of booking {self.booking_id}"
