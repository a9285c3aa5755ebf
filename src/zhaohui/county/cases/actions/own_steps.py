"""What the applicant does: supplement, withdraw, ask for a review 复核; herself, a helper, or said at a window."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_day, county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.hold_back import release_waiting
from zhaohui.county.cases.actions.take_step import Said, go_on, locked, take_step
from zhaohui.county.cases.asking import (
    Asked,
    FactsNotGiven,
    asked_facts,
    keep,
    read_asked,
)
from zhaohui.county.cases.clocks import begin_acceptance
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.states import ANSWERED
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs.applying import term_days


def supplement(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Hand in what was asked for: answers, new files since then, or words. Acceptance is due anew.

    FactsNotGiven where a fact that was asked for has no answer (不知道 is one), or one that can't be used.
    """
    return _supplemented(actor, pk, "supplement", said, version)


def take_supplement(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """The same by an officer who was given it at the window; she writes what it was."""
    return _supplemented(actor, pk, "take_supplement", said, version)


def _supplemented(actor: Actor, pk: int, name: str, said: Said, version: int | None) -> Case:
    with transaction.atomic():
        case = locked(actor, pk, name, version=version)
        asked = case.steps.filter(name="return").order_by("pk").last()
        has_files = asked and case.materials.filter(uploaded_at__gt=asked.at).exists()
        facts = keep(case, answered(actor, case, said))
        if not said.words.strip() and not has_files and not facts:
            raise CaseAnswerError(_("还没有交新的材料，也没有写说明。"))
        case.until = None
        begin_acceptance(case, current_pack(), county_today())
        go_on(actor, case, name, said, change={"facts": facts} if facts else None)
    return case


def answered(actor: Actor, case: Case, said: Said) -> list[Asked]:
    """Return what was asked with the answers; FactsNotGiven where one is missing or can't be used."""
    read = read_asked(asked_facts(actor, case, current_pack()), said.given, county_today())
    wrong = [field for each in read for field in each.fields if field.problem]
    if wrong:
        raise FactsNotGiven(_("还有没答的，或者答得不能用。"), wrong)
    return read


def withdraw(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Take the application back, while there is no answer; an open proposal falls."""
    return _withdrawn(actor, pk, "withdraw", said, version)


def take_withdrawal(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """The same said at a window; the officer writes who said it and why."""
    return _withdrawn(actor, pk, "take_withdrawal", said, version)


def _withdrawn(actor: Actor, pk: int, name: str, said: Said, version: int | None) -> Case:
    with transaction.atomic():
        case = locked(actor, pk, name, version=version)
        case.decisions.filter(decided_at=None).update(is_dropped=True)
        case.paused_on = None
        go_on(actor, case, name, said)
        release_waiting(case)
    return case


def appeal(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Ask the deciding office to look again, by another officer."""
    return _appealed(actor, pk, "appeal", said, version)


def take_appeal(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """The same said at a window; the officer writes down what she disagrees with."""
    return _appealed(actor, pk, "take_appeal", said, version)


def _appealed(actor: Actor, pk: int, name: str, said: Said, version: int | None) -> Case:
    with transaction.atomic():
        case = locked(actor, pk, name, version=version)
        require_in_time(case)
        case.handler = None
        case.escalation = 0
        go_on(actor, case, name, said)
    return case


def require_in_time(case: Case) -> None:
    """Raise CaseAnswerError where the county has set a term for reviews and it is over."""
    pack = current_pack()
    days, answered = term_days(pack, "appeal"), case.steps.filter(after__in=ANSWERED).last()
    if days is None or answered is None:
        return
    if pack.working_days.between(county_day(answered.at), county_today()) > days:
        raise CaseAnswerError(_("申请复核的期限已过。"), hint=_("有新的情况请到受理窗口说明。"))


def withdraw_appeal(actor: Actor, pk: int, said: Said, *, version: int | None = None) -> Case:
    """Take the wish for a review back before anybody took it up; the answer stands as delivered."""
    return take_step(actor, pk, "withdraw_appeal", said, version=version)


OWN_STEPS = {
    "supplement": supplement,
    "withdraw": withdraw,
    "withdraw_appeal": withdraw_appeal,
    "appeal": appeal,
}
