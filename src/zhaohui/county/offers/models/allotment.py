"""Who wants a place, and the rounds in which places are given."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhaohui.county.offers.models.offer import Offer
from zhaohui.county.registry.models import Person


class ApplicationState(models.TextChoices):
    """How far it has come; `states.APPLICATION` says what leads where."""

    REGISTERED = "registered", _("已登记，等核实")
    QUALIFIED = "qualified", _("已核实，轮候中")
    REFUSED = "refused", _("不符合条件")
    ALLOTTED = "allotted", _("轮到了，等确认")
    HOUSED = "housed", _("已入住（入学、上岗）")
    WITHDRAWN = "withdrawn", _("本人撤回")
    ENDED = "ended", _("已退出")


OPEN_APPLICATION = ("registered", "qualified", "allotted", "housed")


class Application(models.Model):
    """轮候登记. `subject` gets the place, `filed_by` is the account that asked for it.

    `level` is the priority class's position (0 first), `points` what she has 积分; both set by the
    rules, or by the officer who checked.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("种类", max_length=64)
    subject = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    filer_person = models.BigIntegerField("登记人（自然人）", null=True)
    area = models.CharField("区划代码", max_length=12, null=True)
    state = models.CharField("状态", max_length=16, choices=ApplicationState, default="registered")
    level = models.SmallIntegerField("类别", default=0)
    points = models.IntegerField("积分", default=0)
    since = models.DateField("轮候起始")
    words = models.CharField("核实意见", max_length=300, default="")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1)

    class Meta:
        verbose_name = "轮候登记"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(state__in=OPEN_APPLICATION),
                name="application_once_a_kind",
            ),
        )
        indexes = (models.Index(fields=["kind", "state", "since"], name="application_queue"),)

    def __str__(self) -> str:
        return f"application {self.pk} {self.state}"


class Wish(models.Model):
    """志愿: which place is wanted how much (1 most); `level` is the class at that place."""

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, models.CASCADE, related_name="wishes")
    rank = models.SmallIntegerField("第几志愿")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="wishes")
    level = models.SmallIntegerField("类别", default=0)

    class Meta:
        verbose_name = "志愿"
        ordering = ("application", "rank")
        constraints = (
            models.UniqueConstraint(fields=["application", "rank"], name="wish_rank_once"),
            models.UniqueConstraint(fields=["application", "offer"], name="wish_offer_once"),
        )

    def __str__(self) -> str:
        return f"wish {self.rank} of {self.application_id}"


class RunState(models.TextChoices):
    """How far a round has come; `states.RUN` says what leads where."""

    COMMITTED = "committed", _("已承诺，等公开种子")
    REVEALED = "revealed", _("种子已公开，等公布结果")
    PUBLISHED = "published", _("已公布结果")
    VOID = "void", _("作废")


class AllotmentRun(models.Model):
    """分配轮次. `texts` are the published files by name; the secret stays sealed until it is revealed.

    `checked_by` is another officer than who committed: she looked at list and places, and revealed.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("种类", max_length=64)
    title = models.CharField("名称", max_length=80)
    method = models.CharField("办法", max_length=24)
    algorithm = models.CharField("摘要算法", max_length=8)
    state = models.CharField("状态", max_length=16, choices=RunState, default="committed")
    secret_sealed = models.BinaryField("种子秘密（密）")
    inputs = models.CharField("名单摘要", max_length=64)
    commitment = models.CharField("承诺", max_length=64)
    entropy_source = models.CharField("公开随机数来源", max_length=120, default="")
    entropy = models.CharField("公开随机数", max_length=64, default="")
    secret = models.CharField("公开的秘密", max_length=128, default="")
    seed = models.CharField("种子", max_length=64, default="")
    texts = models.JSONField("公布的文件", default=dict)
    void_words = models.CharField("作废的理由", max_length=300, default="")
    pack_version = models.CharField("县包版本", max_length=64)
    is_synthetic = models.BooleanField("模拟数据", default=False)
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    committed_at = models.DateTimeField("承诺", auto_now_add=True)
    revealed_at = models.DateTimeField("公开", null=True)
    published_at = models.DateTimeField("公布", null=True)

    class Meta:
        verbose_name = "分配轮次"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(checked_by=None) | ~models.Q(checked_by=models.F("run_by")),
                name="run_takes_two",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(state__in=("committed", "revealed")),
                name="one_run_at_work_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"run {self.pk} {self.state}"


class RunEntry(models.Model):
    """Who takes part under which number; after publication the position and the place."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(AllotmentRun, models.CASCADE, related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, related_name="entries")
    number = models.CharField("编号", max_length=16)
    position = models.IntegerField("次序", null=True)
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="+")
    wish = models.SmallIntegerField("第几志愿", default=0)

    class Meta:
        verbose_name = "参加分配"
        constraints = (
            models.UniqueConstraint(fields=["run", "number"], name="run_number_once"),
            models.UniqueConstraint(fields=["run", "application"], name="run_application_once"),
        )
        indexes = (models.Index(fields=["run", "position"], name="run_order"),)

    def __str__(self) -> str:
        return f"number {self.number} of run {self.run_id}"
