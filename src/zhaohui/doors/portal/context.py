"""What the frame of every page needs: the county's name, the navigation, the reader's wishes."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.preferences import wants_elder_mode
from zhaohui.errors import ZhaohuiError


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `pack`, `navigation`, `elder`, and which third-party files are there."""
    try:
        pack = current_pack()
    except ZhaohuiError:
        pack = None  # the page that tells of the broken pack must still have a frame
    return {
        "pack": pack,
        "navigation": navigation(request.path),
        "elder": wants_elder_mode(request),
        "vendor_styles": has_static("vendor/govuk-frontend.min.css"),
        "vendor_charts": has_static("vendor/echarts.common.min.js"),
    }


def navigation(path: str) -> list[dict[str, Any]]:
    """Return the entries of the main navigation, the one that `path` lies in marked current."""
    entries = [
        ("portal:check", _("我能享受什么")),
        ("portal:items", _("办事指南")),
        ("portal:services", _("服务目录")),
        ("portal:plan", _("规划看板")),
        ("portal:county", _("全区情况")),
        ("portal:about", _("数据与说明")),
    ]
    hrefs = [(reverse(name), label) for name, label in entries]
    return [
        {"href": href, "label": label, "current": path.startswith(href)} for href, label in hrefs
    ]


@cache
def has_static(name: str) -> bool:
    """Say whether set-up brought a static file; without Node it did not."""
    return finders.find(name) is not None
