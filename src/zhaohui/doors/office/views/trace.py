"""One person's finding: why the rule answers as it does, from which facts and documents."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.explain import explain
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to, person_visible_to
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.doors.office.trace_page import Words
from zhaohui.doors.told import sections

PURPOSE = "核对推算过程"


@access("finding.read")
@require_safe
def page(request: HttpRequest, pk: int, rule_id: str) -> HttpResponse:
    """Show the sentence, the steps, facts, parameters and citations; the reading is recorded."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    pack, today = current_pack(), county_today()
    person = person_visible_to(actor, "finding.read", pk)
    row = next((rule for rule in pack.rules if rule.id == rule_id), None)
    if row is None:
        raise Http404
    names = names_around(actor, person)
    found = explain(
        actor,
        pack=pack,
        book=current_rulebook(),
        person=pk,
        service=rule_id,
        as_of=today,
        called=lambda other: names.get(other) or stranger(other),
    )
    rule = found["rules"][0]
    called = {other: names.get(other) or stranger(other) for other in people_in(rule)}
    words = Words(pack, called | {pk: _("本人")}, today)
    note(request, actor, pk, rule)
    context = {
        "person": person,
        "row": row,
        "rule": rule,
        "today": today,
        "synthetic": found["synthetic"],
        "sections": sections(rule["told"]),
        "conditions": list(words.conditions(rule)),
        "facts": words.facts(rule),
        "parameters": words.parameters(rule),
        "needs": words.needs(rule),
    }
    return render(request, "office/finding.html", context)


def people_in(rule: dict[str, Any]) -> list[int]:
    """Return the registry ids of everybody whose facts the finding used."""
    return sorted({fact["id"] for fact in rule["facts"] if fact["subject"] == "person"})


def names_around(actor: Actor, person: Person) -> dict[int, str]:
    """Return the names of the people of her two households who are in the officer's reach."""
    homes = Q(living=person.living_id) | Q(registered=person.registered_id)
    known = people_visible_to(actor, "finding.read").filter(homes)
    return {row["pk"]: row["name"] or "" for row in known.values("pk", "name")}


def stranger(pk: int) -> str:
    """Return what the page calls somebody without a name, or whose name the officer may not see."""
    return _("家庭成员（登记号 %(pk)s）") % {"pk": pk}


def note(request: HttpRequest, actor: Actor, pk: int, rule: dict[str, Any]) -> None:
    """Record the reading: of whom, which facts, what for."""
    event = Event(
        "finding.read",
        subject=("person", pk),
        purpose=current_purpose(request) or PURPOSE,
        fields=sorted({fact["name"] for fact in rule["facts"]}),
        change={"rule": rule["id"], "status": rule["status"]},
        people=[other for other in people_in(rule) if other != pk],
    )
    with transaction.atomic():
        record_many(actor, (event,))
