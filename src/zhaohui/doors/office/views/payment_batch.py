"""One batch: where it stands, what is different, its steps, the bank's two files, the three figures."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.cancel_batch import cancel_batch
from zhaohui.county.payments.actions.export_batch import batch_number, export_batch
from zhaohui.county.payments.actions.import_return import ReturnReport, import_return
from zhaohui.county.payments.actions.reconcile_batch import reconcile_batch
from zhaohui.county.payments.actions.submit_batch import send_back, submit_batch
from zhaohui.county.payments.batch_list import rule_options
from zhaohui.county.payments.comparison import compare
from zhaohui.county.payments.errors import PaymentError, ReturnFileError
from zhaohui.county.payments.models import PaymentBatch
from zhaohui.county.payments.periods import periods_of
from zhaohui.county.payments.queries import batch_of, line_sums
from zhaohui.county.payments.reconciliation import WORDS, Reconciliation
from zhaohui.county.payments.reconciliation import reconcile as figures_of
from zhaohui.county.payments.return_file import LARGEST
from zhaohui.county.payments.states import steps_from
from zhaohui.doors.office import payment_page
from zhaohui.doors.office.views.payments import note

SHOWN_DIFFERENCES = 200


@access("payment.read")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one batch; whose differences are shown is recorded."""
    return show(request, batch_of(request.actor, "payment.read", pk))  # type: ignore[attr-defined]


@access("payment.draw")
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the batch in, or cancel it with a note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    batch = batch_of(actor, "payment.draw", pk)
    try:
        if request.POST.get("step") == "submit":
            submit_batch(actor, current_pack(), pk)
        else:
            cancel_batch(actor, current_pack(), pk, note=request.POST.get("note", ""))
    except PaymentError as error:
        return show(request, batch, problem=("cancel-note", error.message))
    return redirect("office:payment-batch", pk)


@access("payment.approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve another's batch, or send it back with a note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    batch = batch_of(actor, "payment.approve", pk)
    try:
        if request.POST.get("decision") == "approve":
            approve_batch(actor, current_pack(), pk)
        else:
            send_back(actor, current_pack(), pk, note=request.POST.get("note", ""))
    except PaymentError as error:
        return show(request, batch, problem=("back-note", error.message))
    return redirect("office:payment-batch", pk)


@access("payment.bank")
@require_POST
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the bank file; the first time it is made."""
    kept, content = export_batch(request.actor, current_pack(), pk)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type="text/csv")
    name = batch_number(kept.batch)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access("payment.bank")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the bank's return file and say what came of it, row by row where something is wrong."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    batch, upload = batch_of(actor, "payment.bank", pk), request.FILES.get("file")
    if upload is None or (upload.size or 0) > LARGEST:
        return show(request, batch, problem=("file", _("请选一个不超过 10 MB 的回盘文件。")))
    try:
        report = import_return(actor, current_pack(), pk, upload.read())
    except ReturnFileError as error:
        return show(request, batch, problem=("file", f"{error.message}{error.hint}"))
    batch.refresh_from_db()
    return show(request, batch, report=report)


@access("payment.bank")
@require_POST
def reconcile(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the three figures together and close the batch where they agree."""
    reconcile_batch(request.actor, pk)  # type: ignore[attr-defined]
    return redirect("office:payment-batch", pk)


def show(
    request: HttpRequest,
    batch: PaymentBatch,
    *,
    report: ReturnReport | None = None,
    problem: tuple[str, str] | None = None,
) -> HttpResponse:
    """Render one batch."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    periods = periods_of(pack, pack.rule(batch.rule))
    found = compare(batch.rule, batch.month, periods=periods)
    groups = payment_page.groups(actor, pack, found)
    note(request, payment_page.people_in(groups))
    context = {
        "batch": batch,
        "number": batch_number(batch),
        "rule_name": dict(rule_options()).get(batch.rule, batch.rule),
        "comparison": found,
        "groups": groups,
        "towns": payment_page.towns(actor, pack, line_sums(batch)),
        "steps": allowed(actor, batch),
        "report": report,
        "is_synthetic": batch.is_synthetic,
        "problems": [{"id": problem[0], "sentence": problem[1]}] if problem else [],
        **figures(actor, batch),
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    response = render(request, "office/payment_batch.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def allowed(actor: Actor, batch: PaymentBatch) -> set[str]:
    """Return what the actor can do with the batch now."""
    of = {"submit": "draw", "cancel": "draw", "approve": "approve", "send_back": "approve",
          "export": "bank", "reconcile": "bank"}  # fmt: skip
    own = actor.user_id in (batch.drawn_by_id, batch.submitted_by_id)
    steps = {
        name
        for name in steps_from(batch.state)
        if name in of and actor.everywhere(f"payment.{of[name]}")
    }
    if actor.everywhere("payment.bank") and batch.state in ("exported", "returned", "reconciled"):
        steps |= {"file", "return"}
    return steps - {"approve", "send_back"} if own else steps


def figures(actor: Actor, batch: PaymentBatch) -> dict[str, Any]:
    """Return the three figures and the lines that do not agree, from the day the file was made."""
    if batch.state not in ("exported", "returned", "reconciled"):
        return {"figures": None}
    found: Reconciliation = figures_of(batch)
    rows = [
        (row, str(WORDS[row.why])) for row in found.differences if actor.everywhere("payment.read")
    ]
    return {"figures": found, "differences": rows[:SHOWN_DIFFERENCES], "all_differences": len(rows)}
