"""What was and will be sent, and by whom it was asked for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhaohui.county.outreach.models.contact import ContactLine


class Channel(models.TextChoices):
    """How a message gets to a person; `visit` is the village worker and never in the outbox."""

    INBOX = "inbox", _("站内消息")
    SMS = "sms", _("短信")
    LETTER = "letter", _("信函")


class OutboxState(models.TextChoices):
    """How far a message has come; `states.MESSAGE_STEPS` says what leads where."""

    QUEUED = "queued", _("等待发出")
    SENT = "sent", _("已发出")
    DELIVERED = "delivered", _("已送到")
    FAILED = "failed", _("没有送到")
    CANCELLED = "cancelled", _("已撤回")


class Sending(models.Model):
    """一批通知: what one officer sent at once; she may take it back until `hold_until`."""

    id = models.BigAutoField(primary_key=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    maker = models.CharField("岗位", max_length=200)
    made_at = models.DateTimeField("登记时间", auto_now_add=True)
    area = models.CharField("范围", max_length=12, default="")
    rule = models.CharField("规则", max_length=64, default="")
    messages = models.IntegerField("条数")
    hold_until = models.DateTimeField("此前可撤回")
    undone_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = "一批通知"

    def __str__(self) -> str:
        return f"sending {self.pk}"


class Outbox(models.Model):
    """发件: one message about one line, about a case (`case_id`) or an offer (`offer_id`): own notices 告知.

    Or it reminds of a day 随访 (`duty_id`), of which she may ask not to be reminded.

    Its text names the benefit or the item, never the person. A notice is not an offer: what she wishes to
    hear of decides about its SMS, not about the notice itself.

    `key` is its identity for every courier and receipt. `batch` is set and committed before anything
    leaves the house: a courier that was killed in between finds its own batch again.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField("幂等键", max_length=80, unique=True)
    line = models.ForeignKey(ContactLine, models.PROTECT, null=True, related_name="messages")
    sending = models.ForeignKey(Sending, models.PROTECT, null=True, related_name="outbox")
    case_id = models.BigIntegerField("办件", null=True)
    offer_id = models.BigIntegerField("供给", null=True)
    duty_id = models.BigIntegerField("随访任务", null=True)
    person_id = models.BigIntegerField("收件人")
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    template = models.CharField("模板", max_length=64)
    template_version = models.IntegerField("模板版本")
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    state = models.CharField("状态", max_length=12, choices=OutboxState, default=OutboxState.QUEUED)
    attempts = models.IntegerField("尝试次数", default=0)
    not_before = models.DateTimeField("不早于")
    batch = models.CharField("批次", max_length=64, default="")
    fault = models.CharField("故障", max_length=200, default="")
    receipt = models.JSONField("回执", default=dict)
    queued_at = models.DateTimeField("登记时间", auto_now_add=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    delivered_at = models.DateTimeField("送到时间", null=True)

    class Meta:
        verbose_name = "发件"
        indexes = (
            models.Index(fields=["state", "not_before"], name="outbox_due"),
            models.Index(fields=["person_id", "channel"], name="outbox_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(line=None, case_id=None, offer_id=None, duty_id__isnull=False)
                | Q(line=None, case_id=None, offer_id__isnull=False, duty_id=None)
                | Q(line=None, case_id__isnull=False, offer_id=None, duty_id=None)
                | Q(line__isnull=False, case_id=None, offer_id=None, duty_id=None),
                name="outbox_about_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.key
