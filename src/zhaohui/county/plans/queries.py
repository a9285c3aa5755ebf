"""Read the decisions about a plan's contradictions."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from zhaohui.county.plans.models import Resolution


def resolutions(plan_id: str) -> Mapping[str, Resolution]:
    """Return the decision that holds for each decided contradiction of a plan, in one query."""
    rows = Resolution.objects.filter(plan=plan_id, superseded_by__isnull=True)
    return {row.contradiction: row for row in rows.order_by("pk")}


def history(plan_id: str, contradiction: str) -> QuerySet[Resolution]:
    """Return every decision about a contradiction, the latest first."""
    return Resolution.objects.filter(plan=plan_id, contradiction=contradiction).order_by("-pk")
