"""全区通办: whoever lives in another town shows her card, and applies at this window."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.identify_at_window import documents
from zhaohui.county.cases.actions.take_in_anywhere import take_in_anywhere
from zhaohui.county.cases.taking import anywhere_items
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of


@access(TAKE_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for item and card; the number travels in the form, never in an address."""
    if request.method != "POST":
        return show(request)
    post = request.POST
    item, number, name = (post.get(each, "")[:96] for each in ("item", "number", "name"))
    try:
        person = take_in_anywhere(
            actor_of(request), item, post.get("shown", ""), number=number, name=name
        )
    except NotVisible:
        said = _("号码和姓名对不上，或者没有登记。请照证件核对。")
        return show(request, problem=said)
    return redirect("office:case-new-form", person.pk, item)


def show(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    """Render the form, with what is wrong with what was written; the number is not repeated."""
    pack = current_pack()
    context = {
        "items": [(each.id, each.name) for each in anywhere_items(pack)],
        "documents": documents(pack),
        "written": request.POST,
        "is_synthetic": is_synthetic(),
        "problems": [{"id": "number", "sentence": problem}] if problem else [],
    }
    return render(request, "office/case_anywhere.html", context, status=400 if problem else 200)
