"""One page of a form, for every door: read the turn, keep the answers, show what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.flow import following, pass_answered
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.showing import blank_context, page_context, review
from zhaohui.county.forms.signed import new_token, seal, seal_once, unseal, unseal_once
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.turn import Problem, take_turn
from zhaohui.doors.portal.preferences import changes_preference, keep_preferences
from zhaohui.packs.sheet import END

FORM_ID = "form"  # the form's own id: the buttons for language and type size belong to it
STATE = "state"


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


class Carrier(Protocol):
    """How answers come back with the next post: in the page itself, or kept as a draft."""

    can_leave: bool

    def load(self, request: HttpRequest) -> Answers | None:
        """Return the answers that a posted page belongs to; None when it is out of date."""

    def carry(self, answers: Answers, *, changed: bool) -> str:
        """Keep the answers and return what the page's hidden field must hold."""


@dataclass
class Signed:
    """Nothing is kept: the answers travel in a signed field."""

    sitting: Sitting
    can_leave: bool = False

    def load(self, request: HttpRequest) -> Answers:
        return unseal(request.POST.get(STATE, ""), self.sitting.sheet, self.sitting.pack)

    def carry(self, answers: Answers, *, changed: bool) -> str:  # noqa: ARG002 - always anew
        return seal(answers, self.sitting.sheet)


@dataclass
class Once:
    """Nothing is kept before it is sent; the signed field has a token, so that it is sent once."""

    sitting: Sitting
    can_leave: bool = False
    token: str = field(default_factory=new_token)

    def load(self, request: HttpRequest) -> Answers:
        state = request.POST.get(STATE, "")
        self.token, answers = unseal_once(state, self.sitting.sheet, self.sitting.pack)
        return answers

    def carry(self, answers: Answers, *, changed: bool) -> str:  # noqa: ARG002 - always anew
        return seal_once(answers, self.sitting.sheet, self.token)


@dataclass
class Kept:
    """The answers are a draft that the actor may write; the page carries the draft's version."""

    actor: Actor
    sitting: Sitting
    errand: Errand
    answers: Answers
    draft: Draft | None = None
    can_leave: bool = True

    @property
    def version(self) -> int | None:
        """The version that the page was made from."""
        return self.draft.version if self.draft else None

    def load(self, request: HttpRequest) -> Answers | None:
        return self.answers if request.POST.get(STATE, "") == str(self.version or "") else None

    def carry(self, answers: Answers, *, changed: bool) -> str:
        if changed:
            self.draft = save_draft(
                self.actor,
                self.sitting,
                answers,
                errand=self.errand,
                version=self.version,
            )
        return str(self.version or "")


@dataclass
class Desk:
    """What a door adds: where the form posts to and what submitting and leaving lead to.

    `end_page` is the template and the context of the last page, where a door has its own; `template`
    that of the others. `beside` is what stands beside the form, asked where a page is shown.
    """

    carrier: Carrier
    submit: Callable[[Answers], HttpResponse] | None = None
    submit_label: str = ""
    leave_to: str = "/"
    end_page: tuple[str, Callable[[Sitting, Answers], dict[str, Any]]] | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    template: str = "form.html"
    beside: Callable[[], Mapping[str, Any]] = dict


def run_form(request: HttpRequest, sitting: Sitting, desk: Desk, begun: Answers) -> HttpResponse:
    """Answer a request for a form: `begun` is what a GET shows."""
    if request.method != "POST":
        if request.GET.get("print") == "blank":
            return render(request, "form_blank.html", blank_context(sitting) | desk.extra)
        return show(request, sitting, desk, begun)
    answers = desk.carrier.load(request)
    if answers is None:
        moved = _("这份表在另一处改过。下面是最新的内容，刚才那一页没有保存。")
        return show(request, sitting, desk, begun, problems=[Problem("main", moved)])
    if changes_preference(request):
        response = show(request, sitting, desk, answers, post=request.POST)
        keep_preferences(request, response)
        return response
    if "paper" in request.POST and answers.step == END:
        state = desk.carrier.carry(answers, changed=False)
        return filled(request, sitting, answers, desk.extra | {"state": state})
    pass_answered(sitting, answers)
    turn = take_turn(sitting, answers, request.POST)
    if turn.kind == "submit" and desk.submit is not None:
        try:
            return desk.submit(answers)
        except NotComplete:
            return show(request, sitting, desk, answers)  # the review names what is to be mended
    if turn.kind == "leave" and desk.carrier.can_leave:
        desk.carrier.carry(answers, changed=True)
        return redirect(desk.leave_to)
    if turn.problems:
        return show(request, sitting, desk, answers, post=request.POST, problems=turn.problems)
    return show(request, sitting, desk, answers, changed=True)


def filled(
    request: HttpRequest, sitting: Sitting, answers: Answers, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Render the whole form with its answers, for print; `extra` is what a door adds."""
    frame = {"form": sitting.sheet.form, "sitting": sitting, "use": sitting.use}
    return render(request, "form_filled.html", frame | review(sitting, answers) | dict(extra or {}))


def show(
    request: HttpRequest,
    sitting: Sitting,
    desk: Desk,
    answers: Answers,
    *,
    post: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
    changed: bool = False,
) -> HttpResponse:
    """Render the page that the answers have come to."""
    context = page_context(sitting, answers, post)
    if context["kind"] == "question" and not context["fields"]:
        answers.step = following(sitting, answers)  # the rules lack nothing: what comes after them
        context = page_context(sitting, answers)
    template = desk.template
    if answers.step == END and desk.end_page:
        template, more = desk.end_page
        context |= more(sitting, answers)
    elif answers.step == END and request.method == "POST" and "submit" in request.POST:
        problems = [*problems, *context["review_problems"]]
    context |= desk.extra | {
        "state": desk.carrier.carry(answers, changed=changed),
        "problems": problems,
        "keep_in_form": FORM_ID,
        "can_leave": desk.carrier.can_leave,
        "submit_label": desk.submit_label,
        "returning": bool(post and "returning" in post)
        or (request.method == "POST" and "goto" in request.POST),
    }
    return render(request, template, context | dict(desk.beside()))
