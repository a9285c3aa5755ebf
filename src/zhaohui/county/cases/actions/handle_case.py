"""Between acceptance and a decision: take it up, pause the clock, publish; deliver and close."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases import clocks
from zhaohui.county.cases.actions.take_step import Said, go_on, locked
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.applying import term_days


def review_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Take it up: the case is hers; a review 复核 gets a term of its own."""
    with transaction.atomic():
        case = locked(actor, pk, "review", version=version)
        pack = current_pack()
        case.handler_id = actor.user_id
        if case.round > 1:
            clocks.begin_handling(case, case_item(pack, case.item), pack, county_today())
        go_on(actor, case, "review", said)
    return case


def pause_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Stop the clock for a reason of the pack's list."""
    with transaction.atomic():
        case = locked(actor, pk, "pause", version=version)
        clocks.pause(case, county_today())
        go_on(actor, case, "pause", said)
    return case


def publish_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Begin the public notice 公示, until a day; the clock stands still meanwhile."""
    with transaction.atomic():
        case = locked(actor, pk, "publish", version=version)
        if said.until is None or said.until < first_end(case):
            raise CaseAnswerError(_("请写公示到哪一天；不能早于规定的天数。"))
        case.until = said.until
        clocks.pause(case, county_today())
        go_on(actor, case, "publish", said)
    return case


def first_end(case: Case) -> dt.date:
    """Return the first day on which a public notice that begins today may end."""
    pack, today = current_pack(), county_today()
    own = case_item(pack, case.item).item.publicity_days
    return pack.working_days.after(today, own or term_days(pack, "publicity") or 0)


def resume_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Let the clock go on after a pause."""
    return _resumed(actor, pk, "resume", said, version)


def end_publicity(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """End the public notice on its last day or later, with what came of it."""
    return _resumed(actor, pk, "end_publicity", said, version)


def _resumed(actor: Actor, pk: int, name: str, said: Said, version: int | None) -> Case:
    with transaction.atomic():
        case = locked(actor, pk, name, version=version)
        if name == "end_publicity" and case.until and county_today() < case.until:
            raise CaseAnswerError(_("公示还没有到期。"), hint=_("到期那天再结束公示。"))
        clocks.resume(case, current_pack(), county_today())
        case.until = None
        go_on(actor, case, name, said)
    return case


def reopen_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Begin a new round of a case that was answered, with a term of its own and no handler yet."""
    with transaction.atomic():
        case = locked(actor, pk, "reopen", version=version)
        pack = current_pack()
        case.handler, case.escalation = None, 0
        clocks.begin_handling(case, case_item(pack, case.item), pack, county_today())
        go_on(actor, case, "reopen", said)
    return case
