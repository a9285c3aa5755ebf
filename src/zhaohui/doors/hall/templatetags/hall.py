"""Words of the hall's pages: the time of day, minutes of waiting."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def clock(value: datetime) -> str:
    """Return the time of day by the county's clock, as 09:05."""
    return f"{timezone.localtime(value):%H:%M}"


@register.filter
def minutes(seconds: float | None) -> str:
    """Return a time of waiting in minutes; a dash where nobody was called."""
    return "—" if seconds is None else _("%(n)s 分") % {"n": round(seconds / 60)}
