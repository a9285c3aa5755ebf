"""急难就地受理: somebody met away from home or without papers; later, who she is 身份核实."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.actions.link_person import confirm_person, name_person
from zhaohui.county.cases.actions.take_in_met import take_in_met
from zhaohui.county.cases.errors import LinkError, NoSuchItem, SecondOfficerError
from zhaohui.county.cases.queries import READ
from zhaohui.county.cases.states import APPROVE, HANDLE
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.errors import MetError
from zhaohui.county.registry.met import provisional_of
from zhaohui.county.registry.queries import is_synthetic, person_visible_to
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.met_form import met_context, read_met
from zhaohui.errors import ZhaohuiError

PURPOSE = "核实身份"  # the audit is kept in Chinese
FIELDS = ("姓名", "样貌、所述", "估计出生年")


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask where it happened and who she is as far as anybody knows; then go on to the application."""
    actor, pack = actor_of(request), current_pack()
    if request.method != "POST":
        return render(request, "office/case_met.html", met_context(actor, pack))
    try:
        met = read_met(request.POST)
        person = take_in_met(actor, met)
    except (MetError, NoSuchItem) as error:
        context = met_context(actor, pack, request.POST) | {"problems": told(error)}
        return render(request, "office/case_met.html", context, status=error.status)
    return redirect("office:case-new-form", person.pk, met.item)


@access(READ)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what was noted of her; a post names the registry's person, or confirms who was named."""
    if request.method != "POST":
        return show(request, person_id)
    actor, did = actor_of(request), request.POST.get("did", "")
    person_visible_to(actor, READ, person_id)
    try:
        if did == "name":
            words = {name: request.POST.get(name, "")[:500] for name in ("number", "name", "words")}
            name_person(actor, person_id, **words)
        elif did in ("confirm", "refuse"):
            confirm_person(actor, person_id, agrees=did == "confirm")
    except (LinkError, SecondOfficerError) as error:
        return show(request, person_id, problem=error)
    return redirect("office:case-identity", person_id)


def show(
    request: HttpRequest, person_id: int, *, problem: ZhaohuiError | None = None
) -> HttpResponse:
    """Render it; NotVisible for anybody else than who was met. The reading is recorded."""
    actor = actor_of(request)
    person = person_visible_to(actor, READ, person_id)
    noted = provisional_of(person.pk)
    if noted is None:
        raise NotVisible
    record_read(actor, [person.pk], fields=FIELDS, purpose=PURPOSE, action=READ)
    context = {
        "person": person,
        "is_synthetic": is_synthetic(),
        "noted": noted,
        "may_name": noted.linked_by_id is None and actor.may_for(HANDLE, person.pk, person.area),
        "may_confirm": noted.same_as_id is not None
        and noted.linked_by_id is None
        and noted.named_by_id != actor.user_id
        and actor.may_for(APPROVE, person.pk, person.area),
        "problems": told(problem) if problem else [],
    }
    status = problem.status if problem else 200
    return render(request, "office/case_identity.html", context, status=status)


def told(error: ZhaohuiError) -> list[dict[str, str]]:
    """Return what is wrong, as the summary above a form shows it."""
    return [{"id": "form", "sentence": str(error)}]
