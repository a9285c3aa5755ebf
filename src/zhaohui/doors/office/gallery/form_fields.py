"""Fields of forms: one question, in each kind and state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.forms.answers import UNKNOWN as NOT_KNOWN
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.words import word
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    UNKNOWN,
    WRONG,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.gallery.sittings import sitting
from zhaohui.packs.sheet import Entry

PLEASE = _("请填写")


def samples(scene: Scene) -> Samples:
    """Return the samples of fields: of the first question of each kind that the pack's forms ask."""
    filling = sitting(scene)
    found: dict[str, Entry] = {}
    for entry in filling.sheet.entries.values():
        found.setdefault(entry.fact.type, entry)
    enum, date, code = found["enum"], found["date"], found["code"]
    number = found.get("money") or found["int"]
    return {
        "field": [
            Sample(_("选项"), _shown(filling, enum)),
            Sample(_("日期"), _shown(filling, date)),
        ],
        "field_choice": [
            Sample(EMPTY, _shown(filling, found["bool"])),
            Sample(FILLED, _shown(filling, enum, raw=enum.fact.values[0])),
            Sample(UNKNOWN, _shown(filling, found["bool"], raw=NOT_KNOWN)),
            Sample(WRONG, _shown(filling, enum, problem=said("请选择。"))),
            Sample(LONG, _shown(filling, enum, label=LONG_WORDS)),
        ],
        "field_select": [
            Sample(EMPTY, _shown(filling, code)),
            Sample(FILLED, _shown(filling, code, raw=scene.pack.towns[0].code)),
            Sample(WRONG, _shown(filling, code, problem=said("请选择。"))),
        ],
        "field_date": [
            Sample(EMPTY, _shown(filling, date)),
            Sample(FILLED, _shown(filling, date, raw="1941-03-09")),
            Sample(UNKNOWN, _shown(filling, date, raw=NOT_KNOWN)),
            Sample(WRONG, _shown(filling, date, raw="1941-02-30", problem=said("请填写"))),
        ],
        "field_number": [
            Sample(EMPTY, _shown(filling, number)),
            Sample(FILLED, _shown(filling, number, raw="800")),
            Sample(UNKNOWN, _shown(filling, number, raw=NOT_KNOWN)),
            Sample(WRONG, _shown(filling, number, raw="x", problem=said("请填写"))),
            Sample(LONG, _shown(filling, number, label=LONG_WORDS, problem=LONG_WORDS)),
        ],
        "field_long": [
            Sample(EMPTY, _shown(filling, number, hint=number.help)),
            Sample(FILLED, _shown(filling, number, raw=LONG_WORDS)),
            Sample(WRONG, _shown(filling, number, problem=said("请填写"))),
        ],
    }


def _shown(
    filling: Sitting, entry: Entry, *, raw: str = "", problem: str = "", **other: Any
) -> dict[str, Any]:
    """One field as its page gives it to the template."""
    form = filling.sheet.form
    made: Field = field_for(
        filling.pack, Question(entry, 0), say=lambda text: word(form, text), raw=raw
    )
    return {"field": replace(made, problem=problem, **other)}
