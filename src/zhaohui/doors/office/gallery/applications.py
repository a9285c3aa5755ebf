"""Applications begun and sent, and filling in for somebody else. 模拟数据."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import FILLED, LONG, LONG_WORDS, Of, Sample, Samples, Scene


def samples(scene: Scene) -> Samples:
    """Return the samples of applications."""
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    form = next(form for form in scene.pack.forms if "application" in form.uses)
    begun = Of(pk=1, submitted_at=None, updated_at=at)
    sent = Of(pk=1, submitted_at=at, updated_at=at)
    card = {"form": form, "form_address": "/", "began": _("您本人"), "saved": _("您委托的亲友")}
    mine = Of(draft=begun, may_discard=True, **card)
    given = Of(draft=sent, may_discard=False, **card)
    long = Of(**vars(mine) | {"began": LONG_WORDS, "saved": LONG_WORDS})
    return {
        "application_card": [
            Sample(_("填了一半"), {"card": mine}),
            Sample(_("已提交"), {"card": given}),
            Sample(LONG, {"card": long}),
        ],
        "application_state": [
            Sample(_("填了一半"), {"card": mine}),
            Sample(_("已提交"), {"card": given}),
        ],
        "form_on_behalf": [
            Sample(FILLED, {"giver": Of(name="模拟甲")}),
            Sample(_("自己填"), {"giver": None}),
        ],
    }
