"""Who wants no suggestions."""

from __future__ import annotations

from django.db import models

from zhaohui.county.registry.models import Person


class SuggestionRefusal(models.Model):
    """不要推荐: of one kind, or of any (`kind` ""). No row: never refused."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField("种类", max_length=64, default="")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "不要推荐"
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="suggestion_refused_once"),
        )

    def __str__(self) -> str:
        return f"refusal of person {self.person_id}"
