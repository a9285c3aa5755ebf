"""给我的消息: what the county tells a resident, her answer, and how she wants to be reached."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.tell_steps import tell_person
from zhaohui.county.outreach.actions.answer_message import answer_message
from zhaohui.county.outreach.actions.open_inbox import open_inbox
from zhaohui.county.outreach.actions.set_wish import set_wish
from zhaohui.county.outreach.actions.stop_contact import allow_contact, stop_contact
from zhaohui.county.outreach.errors import OutreachAnswerError
from zhaohui.county.outreach.models import Channel, Reason, StopWhy, WishSource
from zhaohui.county.outreach.queries import stop_of, wishes_of
from zhaohui.county.outreach.states import steps_from

# Only reasons that a person gives for herself.
REASONS = (Reason.NOT_WANTED, Reason.FACTS_WRONG, Reason.HELD_ELSEWHERE, Reason.OTHER)


@access("self.inbox")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the messages; opening them is their receipt. Who is not bound is led to binding."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        return redirect("portal:me-bind")
    tell_person(actor, actor.person_id)
    return show(request, actor)


@access("self.inbox")
@require_POST
def answer(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take her answer: yes, later, or no with a reason."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    said = request.POST.get("answer", "")
    try:
        answer_message(actor, message_id, answer=said, reason=request.POST.get("reason", ""))
    except OutreachAnswerError as error:
        return show(request, actor, problem=error.message, at=message_id)
    messages.success(request, _("记下了。"))
    return redirect("portal:me-inbox")


@access("self.inbox")
@require_POST
def contact(request: HttpRequest) -> HttpResponse:
    """Keep by which channels she wants to be reached, or that nobody is to contact her."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = actor.person_id
    if person is None:
        raise NotVisible
    if request.POST.get("stop") == "yes":
        stop_contact(actor, person, why=StopWhy.ASKED, action="self.inbox")
    elif request.POST.get("stop") == "no":
        allow_contact(actor, person, action="self.inbox")
    else:
        for channel in Channel:
            said = request.POST.get(channel.value)
            if said in ("yes", "no"):
                set_wish(
                    actor,
                    person,
                    channel=channel,
                    is_wanted=said == "yes",
                    source=WishSource.SELF,
                    action="self.inbox",
                )
    messages.success(request, _("记下了。"))
    return redirect("portal:me-inbox")


def show(request: HttpRequest, actor: Actor, *, problem: str = "", at: int = 0) -> HttpResponse:
    """Render the inbox with what is wrong with an answer."""
    found = open_inbox(actor)
    wishes = wishes_of(actor.person_id or 0)
    context = {
        "letters": [(each, steps_from(each.line.state) if each.line else []) for each in found],
        "wishes": [(channel, wishes.get(channel)) for channel in Channel],
        "stop": stop_of(actor.person_id or 0),
        "reasons": [(reason.value, reason.label) for reason in REASONS],
        "problems": [{"id": f"message-{at}", "sentence": problem}] if problem else [],
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    response = render(request, "portal/me/inbox.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
