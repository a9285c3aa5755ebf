"""What was done to a record, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def did_words(did: str) -> str:
    """Return the word for what a revision did."""
    return {
        "add": _("登记"),
        "change": _("修改"),
        "move": _("改变状态"),
        "review": _("核实"),
        "merge": _("合并"),
        "import": _("导入"),
        "refer": _("转办"),
        "post": _("记账"),
        "reverse": _("冲正"),
        "tie": _("对接"),
    }.get(did, did)
