"""The same case four times: plain, ours, and once for each peer. Same columns, same index."""

from __future__ import annotations

from django.db import models

from bench.seals_parts.setting import installed


class CaseRow(models.Model):
    """A case 办件 as an application has it: some ids, codes, a day, an amount, a remark."""

    number = models.CharField(max_length=32, unique=True)
    person_id = models.BigIntegerField()
    service = models.CharField(max_length=64)
    area = models.CharField(max_length=12)
    state = models.CharField(max_length=16)
    opened_on = models.DateField()
    promised_days = models.IntegerField()
    amount_fen = models.BigIntegerField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        abstract = True
        app_label = "seals_parts"


class PlainCase(CaseRow):  # noqa: DJ008 - nobody reads it
    """Two saves and nothing else."""


class SealedCase(CaseRow):  # noqa: DJ008 - nobody reads it
    """Ours: two saves and two chained entries."""


if "simple_history" in installed():
    from simple_history.models import HistoricalRecords

    class HistoryCase(CaseRow):  # noqa: DJ008 - nobody reads it
        """django-simple-history: a copy of the row at each save."""

        history = HistoricalRecords()


if "auditlog" in installed():
    from auditlog.registry import auditlog

    class LoggedCase(CaseRow):  # noqa: DJ008 - nobody reads it
        """django-auditlog: a log row with the difference at each save."""

    auditlog.register(LoggedCase)
