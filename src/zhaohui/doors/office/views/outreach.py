"""服务找人: whom to reach about what; one line; what came of a contact; what she wishes."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.read import record_read
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.outreach.actions.note_contact import note_contact
from zhaohui.county.outreach.actions.set_wish import set_wish
from zhaohui.county.outreach.actions.stop_contact import allow_contact
from zhaohui.county.outreach.actions.take_step import Said
from zhaohui.county.outreach.contact_list import CONTACTS
from zhaohui.county.outreach.errors import OutreachAnswerError
from zhaohui.county.outreach.line_details import LineDetails, line_details
from zhaohui.county.outreach.models import Consent, Reason, WishSource
from zhaohui.county.outreach.queries import line_visible_to
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.purpose import current_purpose

PURPOSE = "服务找人"  # the audit is kept in Chinese
FIELDS = ("姓名", "住址", "待遇", "联系意愿")
STEP_WORDS = {
    "tell": gettext_lazy("已当面告知，本人再想想"),
    "confirm": gettext_lazy("本人同意办"),
    "know": gettext_lazy("本人已经知道，自己在办"),
    "miss": gettext_lazy("没有联系上"),
    "refuse": gettext_lazy("不办"),
    "take_back": gettext_lazy("本人收回同意"),
    "opt_out": gettext_lazy("本人不愿再联系"),
}


@access("outreach.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the contact list of the officer's area."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may = {name: actor.may(f"outreach.{name}") for name in ("send", "funnel")}
    return list_page(request, CONTACTS, template="office/outreach.html", may=may)


@access("outreach.read")
@require_safe
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one contact line; that it was read is recorded."""
    return show(request, pk)


@access("outreach.note")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what came of a contact."""
    said = Said(
        told_by="visit",
        consent=request.POST.get("consent", ""),
        reason=request.POST.get("reason", ""),
    )
    actor: Actor = request.actor  # type: ignore[attr-defined]
    line_visible_to(actor, "outreach.note", pk)
    try:
        note_contact(actor, pk, step=request.POST.get("step", ""), said=said)
    except OutreachAnswerError as error:
        return show(request, pk, problem=error.message)
    return redirect("office:outreach-line", pk)


@access("outreach.note")
@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Note by which channels she wants to be reached, as she said or signed; or that she may be again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = line_visible_to(actor, "outreach.note", pk)
    if request.POST.get("allow"):
        allow_contact(actor, found.person_id, action="outreach.note")
        return redirect("office:outreach-line", pk)
    try:
        set_wish(
            actor,
            found.person_id,
            channel=request.POST.get("channel", ""),
            is_wanted=request.POST.get("wanted") == "yes",
            source=request.POST.get("source", ""),
            action="outreach.note",
        )
    except OutreachAnswerError as error:
        return show(request, pk, problem=error.message)
    return redirect("office:outreach-line", pk)


def show(request: HttpRequest, pk: int, *, problem: str = "") -> HttpResponse:
    """Render one line, with what is wrong with what was written."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    pack = current_pack()
    found = line_details(actor, pack, current_rulebook(), pk)
    record_read(
        actor,
        [found.person.pk],
        fields=FIELDS,
        purpose=current_purpose(request) or PURPOSE,
        action="outreach.read",
    )
    context = {
        "found": found,
        "place": area_word(pack, found.person.village or found.person.town or ""),
        "steps": steps(actor, found),
        "consents": Consent.choices,
        "reasons": Reason.choices,
        "sources": [each for each in WishSource.choices if each[0] != WishSource.SELF],
        "may_note": actor.may("outreach.note"),
        "may_read": actor.may("person.read"),
        "is_synthetic": is_synthetic(),
        "problems": [{"id": "step-form", "sentence": problem}] if problem else [],
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    response = render(request, "office/outreach_line.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def steps(actor: Actor, found: LineDetails) -> list[tuple[str, str]]:
    """Return the steps that the officer can note now, in words."""
    if not actor.may("outreach.note"):
        return []
    return [(name, str(words)) for name, words in STEP_WORDS.items() if name in found.steps]
