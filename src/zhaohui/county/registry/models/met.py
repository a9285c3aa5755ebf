"""People met in need: without papers, or away from home. What is noted here is no register's fact."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhaohui.county.registry.models.person import Person


class Provisional(models.Model):
    """身份待核实: somebody who was met, as she was told or seen. Her person's row holds what is known.

    Once a department's file brings a fact of her (by her identity number), she is known. `same_as` is
    the registry's person that one officer named and, with `linked_by`, another confirmed.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, verbose_name="自然人")
    description = models.CharField("样貌、所述", max_length=500)
    birth_year = models.SmallIntegerField("估计出生年", null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    noted_at = models.DateTimeField("登记时间", auto_now_add=True)
    same_as = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="met_as", verbose_name="登记库里的人"
    )
    words = models.CharField("怎样核实的", max_length=500, default="")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    linked_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = "身份待核实"
        constraints = (
            models.CheckConstraint(
                condition=Q(linked_by=None)
                | (
                    Q(same_as__isnull=False)
                    & Q(named_by__isnull=False)
                    & ~Q(linked_by=F("named_by"))
                ),
                name="linking_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=F("person")), name="linked_to_another"
            ),
        )

    def __str__(self) -> str:
        return f"provisional {self.person_id}"


class Encounter(models.Model):
    """发生地登记: a registered person was met in need away from home; `area` may take in this one item."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="encounters")
    item = models.CharField("事项", max_length=96)
    area = models.CharField("发生地", max_length=12)
    words = models.CharField("发生了什么", max_length=500)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    noted_at = models.DateTimeField("登记时间", auto_now_add=True)
    used_on = models.DateField("办件提交", null=True)

    class Meta:
        verbose_name = "发生地登记"
        indexes = (models.Index(fields=["person", "item"], name="encounter_person"),)

    def __str__(self) -> str:
        return f"encounter {self.pk}"
