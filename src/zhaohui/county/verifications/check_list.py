"""The lists 核对 and 待答复 of officers, declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.declare import Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import area, one_of
from zhaohui.county.registry.people_list import area_options, area_words
from zhaohui.county.verifications.models import QuestionState, VerificationState
from zhaohui.county.verifications.queries import ANSWER, READ, questions_to, visible_to


def rows(actor: Actor) -> QuerySet[Any]:
    """Return the checks in reach with the applicant's name."""
    return visible_to(actor).annotate(name=F("applicant__name"))


def question_rows(actor: Actor) -> QuerySet[Any]:
    """Return the questions that the actor's department answers, with whom they are about."""
    return questions_to(actor).annotate(
        name=F("person__name"),
        kind=F("verification__kind"),
        opened_on=F("verification__opened_on"),
        due=F("verification__due"),
    )


def kind_name() -> Callable[[Row], str]:
    """Return the function that shows a kind's name."""
    names = {each.id: each.name for each in current_pack().verifications}
    return lambda row: str(names.get(row["kind"], row["kind"]))


def source_name() -> Callable[[Row], str]:
    """Return the function that shows what is asked for."""
    named = {
        (kind.id, each.id): each.name
        for kind in current_pack().verifications
        for each in kind.asked
    }
    return lambda row: str(named.get((row["kind"], row["source"]), row["source"]))


def result(row: Row) -> str:
    """Show what came of a check."""
    if row["state"] == VerificationState.OPEN:
        return "—"
    return _("不一致 %(differ)s 项，没有结果 %(unknown)s 项") % {
        "differ": row["differing"],
        "unknown": row["unanswered"],
    }


def due(row: Row) -> str:
    """Show when the answer is due; the county may not have said."""
    return row["due"].isoformat() if row["due"] else str(_("没有定"))


def kinds() -> list[tuple[str, str]]:
    """Return the kinds to choose from."""
    return [(each.id, each.name) for each in current_pack().verifications]


CHECKS = ListSpec(
    name="verifications",
    title=gettext_lazy("核对"),
    url="office:verifications",
    action=READ,
    person="applicant_id",
    rows=rows,
    empty=gettext_lazy("没有核对。从人员页面或者办件里发起；您只看得到自己辖区里的。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("申请人"),
            fields=("name",),
            show=lambda row: row["name"] or "—",
            privacy="personal",
            href=lambda row: reverse("office:verification", args=(row["pk"],)),
        ),
        Column(name="kind", label=gettext_lazy("核对种类"), fields=("kind",), prepare=kind_name),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: str(VerificationState(row["state"]).label),
        ),
        Column(
            name="result",
            label=gettext_lazy("结果"),
            fields=("differing", "unanswered", "state"),
            show=result,
        ),
        Column(name="due", label=gettext_lazy("应答复日期"), fields=("due",), show=due),
        Column(
            name="place", label=gettext_lazy("村（社区）"), fields=("area",), prepare=area_words
        ),
        Column(
            name="opened",
            label=gettext_lazy("发起日期"),
            fields=("opened_on",),
            show=lambda row: row["opened_on"].isoformat(),
            sort="opened",
        ),
    ),
    sorts=(
        Sort(
            name="opened",
            label=gettext_lazy("发起日期"),
            key="opened_on",
            is_newest_first=True,
        ),
    ),
    filters=(
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(s.value, str(s.label)) for s in VerificationState],
        ),
        one_of("kind", gettext_lazy("核对种类"), "kind", kinds),
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
    ),
)

QUESTIONS = ListSpec(
    name="questions",
    title=gettext_lazy("待答复的核对"),
    url="office:questions",
    action=ANSWER,
    person="person_id",
    rows=question_rows,
    empty=gettext_lazy("没有要答复的核对。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("查谁"),
            fields=("name",),
            show=lambda row: row["name"] or str(_("全家")),
            privacy="personal",
            href=lambda row: reverse("office:question", args=(row["pk"],)),
        ),
        Column(
            name="source",
            label=gettext_lazy("查什么"),
            fields=("source", "kind"),
            prepare=source_name,
        ),
        Column(
            name="department",
            label=gettext_lazy("部门"),
            fields=("department",),
            show=lambda row: row["department"],
        ),
        Column(
            name="state",
            label=gettext_lazy("状态"),
            fields=("state",),
            show=lambda row: str(QuestionState(row["state"]).label),
        ),
        Column(name="due", label=gettext_lazy("应答复日期"), fields=("due",), show=due),
        Column(
            name="opened",
            label=gettext_lazy("发起日期"),
            fields=("opened_on",),
            show=lambda row: row["opened_on"].isoformat(),
        ),
    ),
    sorts=(Sort(name="asked", label=gettext_lazy("先问的在前"), key="pk"),),
    filters=(
        one_of(
            "state",
            gettext_lazy("状态"),
            "state",
            lambda: [(s.value, str(s.label)) for s in QuestionState],
        ),
    ),
)
