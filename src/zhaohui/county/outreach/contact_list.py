"""The contact list 联系名单, declared: person, service, why, how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.models import AlikeRule, Finding, RuleNumber
from zhaohui.county.lists.actions.request_export import MOST_ROWS, ask_and_show
from zhaohui.county.lists.declare import BulkAction, BulkRun, Column, ListSpec, Row, Sort
from zhaohui.county.lists.filters import DateRange, Options, area, one_of
from zhaohui.county.outreach.actions.award_line import award_line
from zhaohui.county.outreach.models import ContactLine, LineState
from zhaohui.county.outreach.queries import visible_to
from zhaohui.county.outreach.why import reasons_of
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import area_options, area_words


def rows(actor: Actor) -> QuerySet[ContactLine]:
    """Return the lines in reach whose finding stands, with the name and the reasons of each."""
    person = Person.objects.filter(pk=OuterRef("person_id"))
    own, alike = RuleNumber.objects.all(), AlikeRule.objects.filter(until=None)
    numbers = [
        Subquery(rows.filter(rule=OuterRef(OuterRef("rule"))).values("number")[:1])
        for rows in (alike, own)
    ]
    finding = Finding.objects.filter(
        person_id=OuterRef("person_id"), rule_number=Coalesce(*numbers)
    )
    return (
        visible_to(actor)
        .filter(ended_on=None)
        .annotate(
            name=Subquery(person.values("name")[:1]),
            reasons=Subquery(finding.values("reasons")[:1]),
        )
    )


def rule_name() -> Callable[[Row], str]:
    """Return the function that shows a rule's name."""
    names = dict(rule_options())
    return lambda row: str(names.get(row["rule"], row["rule"]))


def why() -> Callable[[Row], str]:
    """Return the function that says in words why she is entitled."""
    pack, book = current_pack(), current_rulebook()
    return lambda row: "；".join(reasons_of(pack, book, row["rule"], row["reasons"]))


def amount(row: Row) -> str:
    """Show what she would get."""
    fen = row["amount_fen"]
    return "" if fen is None else f"¥{fen // 100:,}.{fen % 100:02d}"


def state_words(row: Row) -> str:
    """Show how far it has come."""
    label = str(LineState(row["state"]).label)
    return _("%(state)s（免申即享）") % {"state": label} if row["is_award"] else label


def rule_options() -> Options:
    """Return the rules for which people are looked for."""
    return [(rule.id, rule.name) for rule in current_pack().rules if rule.outreach != "never"]


def _refusal(_actor: Actor, row: Row) -> str:
    return "" if row["state"] == LineState.CONFIRMED else _("本人还没有确认，或者已经办完")


def _award(actor: Actor, run: BulkRun) -> str:
    for pk in run.ids:
        award_line(actor, pk)
    return f"{reverse('office:outreach')}?state={LineState.AWARDED}"


CONTACTS = ListSpec(
    name="contacts",
    title=gettext_lazy("服务找人"),
    url="office:outreach",
    action="outreach.read",
    person="person_id",
    rows=rows,
    empty=gettext_lazy("没有要联系的人。少选一个条件试试；您只看得到自己辖区里的人。"),
    columns=(
        Column(
            name="name",
            label=gettext_lazy("姓名"),
            fields=("name",),
            show=lambda row: row["name"] or str(_("（未登记姓名）")),
            privacy="personal",
            href=lambda row: reverse("office:outreach-line", args=(row["pk"],)),
        ),
        Column(
            name="place",
            label=gettext_lazy("村（社区）"),
            fields=("area",),
            prepare=area_words,
            privacy="personal",
            sort="place",
        ),
        Column(
            name="rule",
            label=gettext_lazy("待遇"),
            fields=("rule",),
            prepare=rule_name,
            privacy="personal",
        ),
        Column(
            name="why",
            label=gettext_lazy("为什么"),
            fields=("rule", "reasons"),
            prepare=why,
            privacy="sensitive",
        ),
        Column(
            name="amount",
            label=gettext_lazy("应享金额"),
            fields=("amount_fen",),
            show=amount,
            privacy="personal",
            is_number=True,
        ),
        Column(
            name="state",
            label=gettext_lazy("走到哪一步"),
            fields=("state", "is_award"),
            show=state_words,
            privacy="personal",
        ),
        Column(
            name="found",
            label=gettext_lazy("找到日期"),
            fields=("found_on",),
            show=lambda row: row["found_on"].isoformat(),
        ),
    ),
    sorts=(Sort(name="place", label=gettext_lazy("村（社区）"), key="area", is_nullable=True),),
    filters=(
        area("area", gettext_lazy("镇、村（社区）"), "area", area_options),
        one_of("rule", gettext_lazy("待遇"), "rule", rule_options),
        one_of(
            "state",
            gettext_lazy("走到哪一步"),
            "state",
            lambda: [(state.value, str(state.label)) for state in LineState],
        ),
        DateRange(name="found", label=gettext_lazy("找到日期"), field="found_on"),
    ),
    bulk=(
        BulkAction(
            name="award",
            label=gettext_lazy("记为已办"),
            action="outreach.award",
            sentence=gettext_lazy("本人确认过、已经办好的，记为已享受；台账下次更新时变成“在享”。"),
            run=_award,
            fields=("state",),
            refusal=_refusal,
        ),
        BulkAction(
            name="export",
            label=gettext_lazy("申请导出"),
            action="export.request",
            sentence=gettext_lazy(
                "把这些人的名单做成表格带出办公端。先由另一位同事批准，文件只能下载一次。"
            ),
            run=ask_and_show,
            asks="export",
            cap=MOST_ROWS,
        ),
    ),
)
