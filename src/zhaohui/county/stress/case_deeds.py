"""Cases under load 模拟数据: submitted, accepted, reviewed, proposed, approved; and what must be found of each."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from django.db import models

from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.actions.accept_case import accept_case
from zhaohui.county.cases.actions.approve_decision import approve_decision
from zhaohui.county.cases.actions.handle_case import review_case
from zhaohui.county.cases.actions.propose_decision import Wanted, propose_decision
from zhaohui.county.cases.actions.submit_case import submit_case
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.effect import award_source
from zhaohui.county.cases.models import Case, CaseState, CaseStep, Channel, Decision, Outcome, Party
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.models import Award, Holding
from zhaohui.county.forms.errand import APPLICATION
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.registry.models import ChangedHousehold
from zhaohui.county.stress.action import Pieces
from zhaohui.county.stress.case_ground import CHIEF, CLERK, filled_in, item, officer
from zhaohui.county.stress.deed import Deed

TABLES: tuple[type[models.Model], ...] = (
    *(Case, Party, CaseStep, Decision),
    *(Award, Holding, ChangedHousehold, Entry),
)
WORDS = "压力试验：核对过了"
AMOUNT = 12_300
STATES = {
    "submit": CaseState.SUBMITTED,
    "accept": CaseState.ACCEPTED,
    "review": CaseState.IN_REVIEW,
    "propose": CaseState.PROPOSED,
    "approve": CaseState.DECIDED,
}
BURST = 2  # cases in one burst


def begun(case: str) -> str:
    """Fill in an application; return its draft's number."""
    officer(CHIEF)
    return str(filled_in(case).pk)


def submit(draft: int) -> Case:
    """Submit a draft at the window."""
    row = Draft.objects.get(pk=draft)
    sitting = sitting_for(row.form, APPLICATION, person_id=row.subject_id)
    return submit_case(officer(CLERK), row.pk, sitting, version=row.version, channel=Channel.WINDOW)


def propose(case: int) -> None:
    """Propose to grant it; what the rules lack the officer has seen herself."""
    rule = next(rule for rule in item().rules if rule.amount)
    reasons = (row.code for row in current_pack().case_reasons if row.use == Outcome.GRANT.value)
    wanted = Wanted(
        outcome=Outcome.GRANT,
        rule=rule.id,
        reason=next(reasons, ""),
        words=WORDS,
        amount_fen=AMOUNT,
    )
    propose_decision(officer(CLERK), case, wanted)


LATER: dict[str, Callable[[int], object]] = {
    "accept": lambda case: accept_case(officer(CLERK), case, Said()),
    "review": lambda case: review_case(officer(CLERK), case, Said()),
    "propose": propose,
    "approve": lambda case: approve_decision(officer(CHIEF), case, Said()),
}


def steps(draft: int) -> Iterator[str]:
    """Take all steps of one case, each in its own transaction; yield the name of each that is stored."""
    case = submit(draft).pk
    yield "submit"
    for name, take in LATER.items():
        take(case)
        yield name


def several(case: str) -> str:
    """Fill in the applications of one burst; return their numbers."""
    return " ".join(begun(f"{case}-{number}") for number in range(BURST))


def burst(drafts: str, _case: str) -> None:
    """Take the steps of several cases in turn."""
    running = [steps(int(draft)) for draft in drafts.split()]
    while running:
        running = [each for each in running if next(each, None)]


def until(last: str, case: str) -> str:
    """Bring a case as far as the step before `last`; return its number."""
    draft = int(begun(case))
    taken = steps(draft)
    names = list(STATES)
    for _ in range(names.index(last)):
        next(taken)
    return str(Case.objects.get(draft=draft).pk) if last != "submit" else str(draft)


def take(last: str, number: str, _case: str) -> None:
    """Take one step."""
    if last == "submit":
        submit(int(number))
    else:
        LATER[last](int(number))


def pieces() -> Pieces:
    """Count rows table by table, drafts and cases by state, and the cases of which only a part is there."""
    rows = [model._default_manager.count() for model in TABLES]  # noqa: SLF001 - Django's name for it
    rows.append(Draft.objects.filter(submitted_at__isnull=False).count())
    rows += [Case.objects.filter(state=state).count() for state in STATES.values()]
    rows += [Decision.objects.filter(decided_at__isnull=False).count(), len(halves())]
    return tuple(rows)


def told() -> dict[int, list[str]]:
    """Return the steps of each case that the audit log tells, oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    entries = Entry.objects.filter(action__startswith="case.").order_by("seq")
    for change in entries.values_list("change", flat=True):
        said = json.loads(change) if change else {}
        if "case" in said and "step" in said:
            found[said["case"]].append(said["step"])
    return found


def stored() -> Iterator[tuple[Case, list[str], bool]]:
    """Yield each case with its steps, and whether all that belongs to them is there."""
    entries, names = told(), defaultdict(list)
    for of, name in CaseStep.objects.order_by("pk").values_list("case", "name"):
        names[of].append(name)
    decided = dict(Decision.objects.values_list("case", "decided_at"))
    awards = set(Award.objects.values_list("source", flat=True))
    parties = dict(Case.objects.annotate(n=models.Count("parties")).values_list("pk", "n"))
    held = set(Holding.objects.values_list("person_id", flat=True))
    for case in Case.objects.select_related("subject", "draft").defer("answers_sealed"):
        taken = names[case.pk]
        is_decided = "approve" in taken
        yield (
            case,
            taken,
            taken == list(STATES)[: len(taken)] == entries[case.pk]
            and bool(taken)
            and case.state == STATES[taken[-1]]
            and case.version == len(taken)
            and case.draft is not None
            and case.draft.submitted_at is not None
            and parties[case.pk] == 2  # who applies and who took it in
            and (case.pk in decided) == ("propose" in taken)
            and (decided.get(case.pk) is not None) == is_decided
            and (award_source(case) in awards) == (case.subject_id in held) == is_decided,
        )


def halves() -> list[int]:
    """Return the cases of which something is there and something is missing."""
    return [case.pk for case, _, is_whole in stored() if not is_whole]


def whole_steps() -> set[str]:
    """Return what is stored whole, as the journals say it: the step and the applicant."""
    return {
        f"{name} {case.subject.name}"
        for case, taken, is_whole in stored()
        if is_whole
        for name in taken
    }


DEEDS = {
    "cases": Deed(prepare=several, do=burst, pieces=pieces),
    **{
        f"case-{name}": Deed(prepare=partial(until, name), do=partial(take, name), pieces=pieces)
        for name in STATES
    },
}
