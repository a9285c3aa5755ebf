"""Take note that changed households were looked at."""

from __future__ import annotations

from zhaohui.county.registry.models import ChangedHousehold


def forget_changes(mark: int) -> None:
    """Remove the notes up to a number; later ones stay. Runs in the caller's transaction."""
    ChangedHousehold.objects.filter(pk__lte=mark).delete()
