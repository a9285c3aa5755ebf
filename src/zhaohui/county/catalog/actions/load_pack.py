"""Note which version of the pack the database is filled with, and load its areas."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.places.actions.load_places import load_areas
from zhaohui.packs.pack import Pack


def load_pack(pack: Pack) -> PackVersion:
    """Return the row of this version, made and its areas loaded where it is not the current one."""
    with transaction.atomic():
        current = PackVersion.objects.order_by("-loaded_at", "-pk").first()
        if current and current.content_hash == pack.version:
            return current
        version, _ = PackVersion.objects.update_or_create(
            content_hash=pack.version, defaults={"code": pack.code, "name": pack.name}
        )
        load_areas(pack)
        return version
