"""Accept a case 受理, refuse to 不予受理, or tell once all that is missing 一次性告知."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.hold_back import release_waiting
from zhaohui.county.cases.actions.take_step import Said, go_on, locked
from zhaohui.county.cases.asking import lacks_of
from zhaohui.county.cases.clocks import begin_handling
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case
from zhaohui.county.catalog.queries import current_pack


def accept_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Accept it: the term runs from today. Raises as `locked` and `go_on`."""
    with transaction.atomic():
        case = locked(actor, pk, "accept", version=version)
        pack, today = current_pack(), county_today()
        case.accepted_on, case.escalation = today, 0
        begin_handling(case, case_item(pack, case.item), pack, today)
        go_on(actor, case, "accept", said)
    return case


def return_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Ask once for all that is missing, until a day; CaseAnswerError where nothing or no day is named.

    Materials, and facts of the item's rules that the registry does not know: these are then asked as questions.
    """
    with transaction.atomic():
        case = locked(actor, pk, "return", version=version)
        facts = lacks_of(actor, case, current_pack(), said.facts)
        if len(facts) < len(set(said.facts)):
            raise CaseAnswerError(_("有的内容登记里已经有，或者这个事项用不着，不用问。"))
        said = replace(said, lacks=[*said.lacks, *facts])
        if not said.lacks and not said.words.strip():
            raise CaseAnswerError(_("请一次写清还缺什么：勾选材料和内容，或者写明。"))
        if said.until is None or said.until <= county_today():
            raise CaseAnswerError(_("请写补正的截止日，要在今天以后。"))
        case.until, case.accept_by = said.until, None
        go_on(actor, case, "return", said)
    return case


def refuse_case(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Do not accept it, with a reason and words; what waited for it goes on. Raises as `locked` and `go_on`."""
    with transaction.atomic():
        case = locked(actor, pk, "not_accept", version=version)
        go_on(actor, case, "not_accept", said)
        release_waiting(case)
    return case
