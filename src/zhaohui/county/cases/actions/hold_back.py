"""An item of a 一件事 that needs another's decision waits for it, by law without its clock; then it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.cases.actions.take_step import Said, go_on
from zhaohui.county.cases.bundle_plan import Planned
from zhaohui.county.cases.clocks import begin_acceptance
from zhaohui.county.cases.models import BundlePart, Case, CaseState
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.catalog.queries import current_pack

REASON = "waits-for-other"  # of handling/reasons.csv
WHO = "一件事"  # the audit is kept in Chinese


def hold_back(going: Sequence[Planned], cases: Mapping[str, Case]) -> None:
    """Let the cases wait whose items need the decision of another case; the caller holds the transaction.

    They wait for that item's case of the same person, else for those of the household, also for one
    that was open before.
    """
    for row in going:
        first = [case for item in row.member.row.after for case in _cases_of(row, item, cases)]
        if not first:
            continue
        case = cases[row.key]
        BundlePart.objects.get(case=case).waits_for.set(first)
        case.accept_by = None
        names = "、".join(dict.fromkeys(each.item_name for each in first))
        words = f"等“{names}”的决定：{row.member.row.because}。"
        go_on(system_actor(WHO), case, "hold", Said(reason=REASON, words=words))


def _cases_of(row: Planned, item: str, cases: Mapping[str, Case]) -> list[Case]:
    made = [case for case in cases.values() if case.item == item]
    hers = [case for case in made if case.subject_id == row.person]
    if hers or made:
        return hers or made
    before = Case.objects.filter(item=item, subject=row.person).exclude(state__in=ENDED)
    return list(before.order_by("pk"))


def release_waiting(case: Case) -> None:
    """Let go on what waited for this case, now that it has ended; the caller holds the transaction.

    What waits is locked before it is looked at: of two that end at once the second one sees the first.
    """
    waiting = Case.objects.filter(bundle_part__waits_for=case, state=CaseState.WAITING)
    for each in waiting.order_by("pk").select_for_update(of=("self",)):
        still = Case.objects.filter(held_back=each.bundle_part).exclude(state__in=ENDED)
        if still.exists():
            continue
        begin_acceptance(each, current_pack(), county_today())
        words = f"“{case.item_name}”：{CaseState(case.state).label}。"
        go_on(system_actor(WHO), each, "release", Said(words=words))
