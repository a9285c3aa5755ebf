"""What is urgent in a case, as an officer sees it: who she is, help given first, what was asked of her home."""

from __future__ import annotations

from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.ask_home import lives_elsewhere
from zhaohui.county.cases.case_view import met_in
from zhaohui.county.cases.inquiries import inquiries_of
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.reliefs import allows_relief, relief_limit, relief_of
from zhaohui.county.cases.states import APPROVE, HANDLE
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.pack import Pack


def urgent_context(actor: Actor, case: Case, pack: Pack) -> dict[str, Any]:
    """Return what the page shows besides; the caller has read the case as allowed."""
    item, given = case_item(pack, case.item), relief_of(case)
    may_handle = actor.may_for(HANDLE, case.subject_id, case.area)
    may_approve = actor.may_for(APPROVE, case.subject_id, case.area)
    reasons = [(row.code, row.words) for row in pack.case_reasons if row.use == "relief"]
    asked = [(row, area_word(pack, row.area)) for row in inquiries_of(case)]
    return {
        "met": met_in(actor, case),
        "given": given,
        "given_reason": dict(reasons).get(given.reason, given.reason) if given else "",
        "is_late": bool(
            given and given.papers_by and given.papers_by < county_today() and case.is_open
        ),
        "may_give": may_handle and allows_relief(case, item),
        "may_confirm": bool(
            given and given.is_waiting and may_approve and given.given_by_id != actor.user_id
        ),
        "relief_limit": relief_limit(pack, item, county_today()),
        "relief_reasons": reasons,
        "asked": asked,
        "may_ask": may_handle and case.is_open and lives_elsewhere(case),
        "home": area_word(pack, case.subject.area or ""),
    }
