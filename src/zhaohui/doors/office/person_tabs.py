"""What the tabs of a person's page show."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.tell_steps import tell_person
from zhaohui.county.cases.clocks import clock_of
from zhaohui.county.cases.queries import visible_to as visible_cases
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.person_findings import person_findings
from zhaohui.county.outreach.queries import messages_to
from zhaohui.county.registry.household_members import household_members
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.person_facts import person_facts
from zhaohui.county.registry.sealed_fields import LABELS, masked
from zhaohui.county.schedules.queries import duties_of, duty_names
from zhaohui.county.signals.queries import open_alerts_of
from zhaohui.county.signals.words import due_text, level_text, said
from zhaohui.county.visits.entry_view import entry_card
from zhaohui.county.visits.queries import about_person
from zhaohui.doors.office.duty_page import clock_of as clock_of_duty
from zhaohui.doors.office.person_page import Tab
from zhaohui.doors.office.verification_page import person_checks


def facts_tab(actor: Actor, person: Person, shown: Mapping[str, str] | None = None) -> Tab:
    """Return the facts by department, and the sealed fields: masked, or in full where `shown`."""
    found = person_facts(actor, person.pk, action="person.read", pack=current_pack())
    known = [line.fact.name for group in found.groups for line in group.known]
    with translation.override(settings.LANGUAGE_CODE):
        masks = [f"{label}（遮盖）" for label in LABELS.values()]
    return Tab(
        context={
            "facts": found,
            "sealed": masked(actor, person, shown=shown or {}),
            "may_reveal": actor.may_for("person.reveal", person.pk, person.village or person.town),
            "alerts": alert_lines(actor, person),
        },
        fields=[*known, *masks],
    )


def alert_lines(actor: Actor, person: Person) -> list[dict[str, object]]:
    """Return the open alerts about a person or her living household that the officer may read."""
    if not actor.may("alert.read"):
        return []
    names = {row.id: said(row, row.name) for row in current_pack().signals}
    return [
        {
            "href": reverse("office:alert", args=[alert.pk]),
            "title": names.get(alert.signal, alert.signal),
            "severity": alert.severity,
            "level": level_text(alert.severity),
            "due": due_text(alert.due_at, is_open=True),
        }
        for alert in open_alerts_of(actor, person.pk, [person.living_id])
    ]


def household_tab(actor: Actor, person: Person) -> Tab:
    """Return the members of both households; of those out of reach only that they are there."""
    homes = household_members(actor, person)
    others = [row["pk"] for home in homes for row in home.members if row["pk"] != person.pk]
    return Tab(
        context={"homes": homes, "checks": person_checks(actor, person, current_pack())},
        fields=["姓名", "性别", "年龄", "与户主关系"],
        others=list(dict.fromkeys(others)),
    )


def letters_tab(actor: Actor, person: Person) -> Tab:
    """Return the notices that were sent to her, newest first."""
    tell_person(actor, person.pk)
    sent = messages_to(actor, person.pk, action="person.read")
    return Tab(context={"messages_sent": sent}, fields=["通知"] if sent else [])


def cases_tab(actor: Actor, person: Person) -> Tab:
    """Return her cases, latest first, and what an officer may take in for her."""
    rows = visible_cases(actor).filter(subject=person.pk).order_by("-pk")
    pack, today = current_pack(), county_today()
    cases = [(row, clock_of(row, pack, today)) for row in rows[:100]]
    may = actor.may_for("case.take_in", person.pk, person.area)
    return Tab(context={"cases": cases, "may_take_in": may}, fields=["办件"] if cases else [])


def visits_tab(actor: Actor, person: Person) -> Tab:
    """Return the visits to her, latest first, as far as the officer may see them."""
    pack = current_pack()
    visits = [entry_card(actor, pack, row) for row in about_person(actor, person.pk)]
    return Tab(context={"visits": visits}, fields=["走访记录"] if visits else [])


def duties_tab(actor: Actor, person: Person) -> Tab:
    """Return her duties 随访任务, what is due first, as far as the officer may see them."""
    names = duty_names(current_pack())
    duties = [
        (row, names.get((row.schedule, row.duty), row.duty), clock_of_duty(row))
        for row in duties_of(actor, person.pk)
    ]
    return Tab(context={"duties": duties}, fields=["随访任务"] if duties else [])


def findings_tab(actor: Actor, person: Person) -> Tab:
    """Return what each rule says, the answers that need something done first."""
    found = person_findings(
        actor, current_pack(), current_rulebook(), person=person.pk, as_of=county_today()
    )
    by_status = {
        status: [row for row in found if row.status == status]
        for status in ("yes", "unknown", "no")
    }
    return Tab(
        context={
            "found": by_status,
            "today": county_today(),
            "may_trace": actor.may_for("finding.read", person.pk, person.village or person.town),
        },
        fields=["比对结果"],
    )
