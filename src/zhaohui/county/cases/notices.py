"""What the applicant, and who helps her, is told when a case moves 告知; the words are the pack's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhaohui.county.accounts.queries import helpers_of
from zhaohui.county.cases.models import Case, CaseStep, Role
from zhaohui.county.cases.numbers import shown
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.actions.send_notices import Notice, send_notices
from zhaohui.county.registry.person_facts import day_text
from zhaohui.packs.pack import Pack

OCCASIONS = {
    "submit": "case_submitted",
    "supplement": "case_submitted",
    "take_supplement": "case_submitted",
    "return": "case_returned",
    "not_accept": "case_not_accepted",
    "accept": "case_accepted",
    "pause": "case_paused",
    "publish": "case_published",
    "approve": "case_decided",
    "appeal": "case_appealed",
    "reopen": "case_reopened",
}
HELPER = "case_helper"
OVERDUE = "case_overdue"


def tell_of_step(case: Case, step: CaseStep, progress: str) -> None:
    """Tell of a step in the transaction that takes it; a step that concerns nobody outside tells nobody."""
    occasion = OCCASIONS.get(step.name)
    if occasion is None:
        return
    if step.name == "approve" and case.round > 1:
        occasion = "case_reviewed"
    pack = current_pack()
    _tell(pack, case, f"case-{case.pk}-{step.pk}", occasion, values_of(pack, case, step, progress))


def tell_overdue(case: Case) -> None:
    """Say sorry, once a round, that the case is late."""
    pack = current_pack()
    values = {"事项": case.item_name, "编号": shown(case.number), "经办": "", "进展": "办晚了"}
    _tell(pack, case, f"case-{case.pk}-late-{case.round}", OVERDUE, values)


def _tell(pack: Pack, case: Case, key: str, occasion: str, values: dict[str, str]) -> None:
    about: dict[str, Any] = {"case_id": case.pk, "values": values}
    parties = case.parties.filter(role=Role.HELPER).values_list("account_id", flat=True)
    accounts = [pk for pk in parties if pk]
    helpers = helpers_of(case.subject_id, accounts) if accounts else []
    send_notices(
        pack,
        [
            Notice(key=key, person_id=case.subject_id, occasion=occasion, **about),
            *(
                Notice(
                    key=f"{key}-{helper}",
                    person_id=helper,
                    occasion=HELPER,
                    only_inbox=True,
                    **about,
                )
                for helper in helpers
            ),
        ],
    )


def values_of(pack: Pack, case: Case, step: CaseStep, progress: str) -> dict[str, str]:
    """Return what the texts of a step may name; "" for what this step does not have."""
    reason = next((row.words for row in pack.case_reasons if row.code == step.reason), "")
    return {
        "事项": case.item_name,
        "编号": shown(case.number),
        "进展": progress,
        "还缺": "\n".join(f"· {each['name']}" for each in step.lacks),
        "说明": "。".join(part for part in (reason, step.words) if part),
        "截止日": day_text(case.until) if case.until else "",
        "期限句": term_sentence(case, step.name),
        "经办": step.office,
    }


def term_sentence(case: Case, name: str) -> str:
    """Return by when something comes, in one sentence; "" where no term is set."""
    if name in ("submit", "supplement", "take_supplement"):
        return _by(case.accept_by, "{}以前告诉您受不受理。")
    return _by(case.due_on, "{}以前给您答复。")


def _by(day: dt.date | None, sentence: str) -> str:
    return sentence.format(day_text(day)) if day else ""
