"""What can be reported under each button: the pack's rows, or the plain button where it has none."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zhaohui.county.visits.errors import VisitFault
from zhaohui.county.visits.models import Button
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VisitResultRow


def results_about(pack: Pack, about: str) -> list[tuple[str, Sequence[VisitResultRow]]]:
    """Return the buttons in words, each with the results to choose from."""
    rows = [row for row in pack.visit_results if row.about == about]
    return [(str(button.label), [row for row in rows if row.button == button]) for button in Button]


def result_of(pack: Pack, about: str, button: str, code: str) -> VisitResultRow | None:
    """Return the chosen result, the button's first where none is chosen, None where it has none.

    VisitFault for no button, and for a result of another button.
    """
    if button not in Button.values:
        raise VisitFault(_("请按“已访”“不在”或者“需帮助”。"))
    rows = [row for row in pack.visit_results if (row.about, row.button) == (about, button)]
    if not code:
        return rows[0] if rows else None
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise VisitFault(
            _("选的情况和按的按钮对不上。"), hint=_("请重新选，或者不选情况，写在说明里。")
        )
    return found


def result_words(pack: Pack, code: str) -> str:
    """Return a result in words; a code that the pack no longer has stays."""
    return next((row.words for row in pack.visit_results if row.code == code), code)
