"""The same work several ways. Ours is the product's own code; the peers do it as their documents say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bench.cases_parts import models as tables
from bench.cases_parts.ground import Application
from bench.cases_parts.setting import installed
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.actions.accept_case import accept_case
from zhaohui.county.cases.actions.submit_case import open_case
from zhaohui.county.cases.actions.take_step import Said, take_step
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.models import CaseState
from zhaohui.county.stress.case_deeds import STATES, steps
from zhaohui.county.stress.case_ground import CHIEF, CLERK, item, officer

STEPS = tuple(STATES)
TWO = STEPS[:2]
PURPOSE = "窗口受理业务"


@dataclass(frozen=True)
class Contender:
    """A way of doing the action; `told` returns the states and the steps of each case that it stored."""

    name: str
    action: Callable[[Application], Any]
    told: Callable[[list[Any]], Iterator[tuple[str, tuple[str, ...]]]]
    steps: tuple[str, ...] = STEPS


def contenders() -> list[Contender]:
    """Return ours three times, two plain saves, and the peers that are installed."""
    found = [ours(), moved(), whole(), plain()]
    if "simple_history" in installed():
        found.append(history())
    if "viewflow" in installed():
        from bench.cases_parts.by_viewflow import viewflow

        found.append(viewflow(clerk()))
    if "SpiffWorkflow" in installed():
        from bench.cases_parts.by_spiff import spiff

        found.append(spiff())
    return found


def clerk() -> User:
    """Return the account that takes the steps."""
    return User.objects.get(pk=officer(CLERK).user_id)


def ours() -> Contender:
    """A case with two chained entries and a transition in one transaction: submitted and accepted."""

    def action(each: Application) -> int:
        actor = officer(CLERK)
        with transaction.atomic():
            case = open_case(actor, each.draft, each.answers, each.sitting, each.channel)
            accept_case(actor, case.pk, Said())
        return case.pk

    return Contender("zhaohui", action, told_by_us, TWO)


def moved() -> Contender:
    """Five steps, each in its own transaction: scope, lock, table, story, chained entry; nothing decided."""

    def action(each: Application) -> int:
        first, second = officer(CLERK), officer(CHIEF)
        with transaction.atomic():
            pk = open_case(first, each.draft, each.answers, each.sitting, each.channel).pk
        for name in STEPS[1:]:
            words = PURPOSE if name == "propose" else ""
            take_step(second if name == "approve" else first, pk, name, Said(words=words))
        return pk

    return Contender("zhaohui, five steps moved", action, told_by_us)


def whole() -> Contender:
    """The same five with all that belongs to them: form judged, rules asked, trace sealed, letter, award."""

    def action(each: Application) -> int:
        for _ in steps(each.draft.pk):
            pass
        return each.draft.case.pk

    return Contender("zhaohui, five steps whole", action, told_by_us)


def told_by_us(made: list[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield state and steps where story and audit log agree; no steps where they do not."""
    from zhaohui.county.cases.models import Case, CaseStep
    from zhaohui.county.stress.case_deeds import told

    entries = told()
    stories: dict[int, list[str]] = {}
    for case, name in CaseStep.objects.order_by("pk").values_list("case", "name"):
        stories.setdefault(case, []).append(name)
    for pk, state in Case.objects.filter(pk__in=made).order_by("pk").values_list("pk", "state"):
        yield state, tuple(stories[pk]) if stories[pk] == entries[pk] else ()


def new_case(model: type[models.Model], each: Application) -> Any:
    """Return the case that ours would store, in the peer's table; what was stated is sealed there, too."""
    draft, now = each.draft, item()
    return model(
        number=each.number,
        item=now.id,
        item_name=now.name,
        subject_id=draft.subject_id,
        draft_id=draft.pk,
        area=draft.subject.area if draft.subject else None,
        channel=each.channel,
        state=CaseState.SUBMITTED,
        state_since=timezone.now(),
        submitted_on=each.sitting.today,
        gives_money=now.gives_money,
        pack_version=each.sitting.pack.version,
        people=list(each.sitting.people),
        answers_sealed=seal(each.answers.as_json()),
    )


def act(case: Any) -> None:
    """Store the case and accept it."""
    case.save()
    case.state, case.state_since = CaseState.ACCEPTED, timezone.now()
    case.accepted_on, case.version = case.submitted_on, case.version + 1
    case.save()


def plain() -> Contender:
    """Two saves of the same columns, nobody told."""

    def action(each: Application) -> int:
        case = new_case(tables.PlainCase, each)
        with transaction.atomic():
            act(case)
        return int(case.pk)

    def told(made: list[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
        found = tables.PlainCase._default_manager.filter(pk__in=made)  # noqa: SLF001
        yield from ((state, TWO) for state in found.values_list("state", flat=True))

    return Contender("two plain saves", action, told, TWO)


def history() -> Contender:
    """The same saves with django-simple-history, user and reason named."""
    user = clerk()

    def action(each: Application) -> int:
        case = new_case(tables.HistoryCase, each)
        case._history_user = user  # noqa: SLF001 - its documented way
        case._change_reason = PURPOSE  # noqa: SLF001
        with transaction.atomic():
            act(case)
        return int(case.pk)

    def told(made: list[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
        names = {CaseState.SUBMITTED: "submit", CaseState.ACCEPTED: "accept"}
        stories: dict[int, list[str]] = {}
        rows = tables.HistoryCase.history.order_by("history_id").values_list("id", "state")
        for case, state in rows:
            stories.setdefault(case, []).append(names[CaseState(state)])
        found = tables.HistoryCase._default_manager.filter(pk__in=made)  # noqa: SLF001
        yield from ((state, tuple(stories[pk])) for pk, state in found.values_list("pk", "state"))

    return Contender("django-simple-history", action, told, TWO)
