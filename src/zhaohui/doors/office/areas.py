"""Names of areas, for officers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.packs import Pack


def area_word(pack: Pack, code: str) -> str:
    """Return the name of the county, a town or a village; a code that the pack lacks stays."""
    if not code:
        return _("地点未知")
    short = code.rstrip("0")
    if pack.code.startswith(short) or (code.startswith(pack.code) and len(short) <= len(pack.code)):
        return pack.short_name
    town = next((row for row in pack.towns if row.code == code[:9]), None)
    if town is None:
        return code
    village = next((row for row in pack.villages if row.code == code), None)
    if village is None:
        return town.name
    return f"{town.name} {village.short_name or village.name}"
