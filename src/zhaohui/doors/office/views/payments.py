"""发放: the batches, a run's preview, drawing it; arrears after a raised standard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.read import record_read
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.actions.draw_batch import draw_batch
from zhaohui.county.payments.actions.reckon_arrears import reckon_arrears
from zhaohui.county.payments.batch_list import BATCHES, money, rule_options
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.periods import read_month
from zhaohui.county.payments.queries import previewed
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office import payment_page
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.purpose import current_purpose

FIELDS = ("姓名", "住址", "发放金额")
PURPOSE = "造发放清册"  # the audit is kept in Chinese


@access("payment.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the batches, with the way to a new one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return list_page(
        request,
        BATCHES,
        template="office/payments.html",
        may_draw=actor.everywhere("payment.draw"),
        rules=rule_options(),
        this_month=f"{county_today():%Y-%m}",
    )


@access("payment.draw")
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Show what a run would pay: the difference to last month first, then totals and who is held back."""
    rule = chosen(request.GET.get("rule", ""))
    month = request.GET.get("month", "")[:7]
    context = {
        "rules": rule_options(),
        "rule": rule,
        "rule_name": dict(rule_options()).get(rule, ""),
        "month": month,
        "is_synthetic": is_synthetic(),
    }
    if rule:
        try:
            context |= planned(request, rule, month)
        except PaymentError as error:
            context["problems"] = [{"id": "month", "sentence": error.message}]
    response = render(request, "office/payment_run.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def planned(request: HttpRequest, rule: str, month: str) -> dict[str, Any]:
    """Return what the run would pay; whose differences are shown is recorded."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    found = payment_page.preview(actor, pack, previewed(actor, pack, rule, read_month(month)))
    note(request, payment_page.people_in(found["groups"]))
    return found


@access("payment.draw")
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw exactly what was previewed; a changed plan is refused."""
    batch = draw_batch(
        request.actor,  # type: ignore[attr-defined]
        current_pack(),
        rule=chosen(request.POST.get("rule", "")),
        month=read_month(request.POST.get("month", "")),
        digest=request.POST.get("digest", "") or "-",
    )
    return redirect("office:payment-batch", batch.pk)


@access("payment.draw")
@require_POST
def arrears(request: HttpRequest) -> HttpResponse:
    """Reckon what paid months lack since a standard was raised; the preview then shows it."""
    rule = chosen(request.POST.get("rule", ""))
    if not rule:
        raise PaymentError(_("请选一项待遇。"))
    report = reckon_arrears(
        request.actor,  # type: ignore[attr-defined]
        current_pack(),
        rule=rule,
        today=county_today(),
    )
    said = {"n": report.people, "sum": money(report.owed_fen), "raised": report.raised}
    messages.success(request, _("%(n)s 人要补差，共 %(sum)s；%(raised)s 人以后按新标准发。") % said)
    return redirect(f"{reverse('office:payment-run')}?rule={rule}&month={county_today():%Y-%m}")


def chosen(rule: str) -> str:
    """Return a benefit that is paid by the month or once, "" for anything else."""
    return rule if rule in dict(rule_options()) else ""


def note(request: HttpRequest, people: list[int]) -> None:
    """Record whose payments the page shows."""
    purpose = current_purpose(request) or PURPOSE
    record_read(request.actor, people, fields=FIELDS, purpose=purpose, action="payment.read")  # type: ignore[attr-defined]
