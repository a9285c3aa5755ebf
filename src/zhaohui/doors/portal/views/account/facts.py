"""What the registry holds of oneself, or of the person one helps: each fact with source and day."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.person_facts import person_facts
from zhaohui.county.registry.queries import person_visible_to

SHOWN = ("person", "living")  # her own facts and those of the household she lives in


@access("self.read")
def page(request: HttpRequest) -> HttpResponse:
    """Show the resident's own facts; who is not bound is led to binding."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        return redirect("portal:me-bind")
    return show(request, actor.person_id)


@access("self.read")
def of_giver(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a helper the facts of somebody who gave her a mandate; 404 for anybody else."""
    return show(request, person_id)


def show(request: HttpRequest, person_id: int) -> HttpResponse:
    """Render the facts and write down that they were read."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_visible_to(actor, "self.read", person_id)
    found = person_facts(actor, person.pk, action="self.read", pack=current_pack()).groups
    groups = [
        (group.department, [line for line in group.known if line.fact.entity in SHOWN])
        for group in found
    ]
    facts = [line for _department, lines in groups for line in lines]
    is_own = person.pk == actor.person_id
    with transaction.atomic():
        record(
            actor,
            "self.read",
            subject=("person", person.pk),
            purpose="本人查看" if is_own else "受委托代办",
            fields=[line.fact.name for line in facts],
        )
    shown = [(department, lines) for department, lines in groups if lines]
    context = {"groups": shown, "name": person.name, "person_id": person.pk, "is_own": is_own}
    return render(request, "portal/me/facts.html", context)
