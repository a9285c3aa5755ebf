"""The calls: items, the check, applications of those who agreed, how they stand, what became of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import public
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.actions.add_material import add_to_case
from zhaohui.county.cases.actions.submit_for import Handed, submit_for
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.letter import letter_of
from zhaohui.county.cases.partner_queries import (
    READ,
    changes_since,
    own_case,
    references_of,
)
from zhaohui.county.cases.queries import decision_of
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.check import check_household, tell_household
from zhaohui.county.forms.errand import APPLICATION, TAKE_IN
from zhaohui.county.forms.queries import sitting_for
from zhaohui.doors.api.v1 import shapes, telling
from zhaohui.doors.api.v1.faults import ApiFault
from zhaohui.doors.api.v1.frame import Call, operation
from zhaohui.packs.applying import case_items

PLACES = {"applicant": 0, "household": None}


@public
@operation(method="GET", summary="List the items that can be applied for", answer=shapes.Items)
def items(_call: Call) -> shapes.Items:
    """List the items of today."""
    pack = current_pack()
    found = case_items(pack, county_today()).values()
    rows = [shapes.ItemLine(**telling.item_line(item)) for item in found]
    return shapes.Items(pack_version=pack.version, items=rows)


@public
@operation(
    method="GET",
    summary="Tell an item with its materials and what its application may ask",
    answer=shapes.ItemFull,
    errors=(404,),
)
def item(_call: Call, item_id: str) -> shapes.ItemFull:
    """Tell one item."""
    found = case_item(current_pack(), item_id)
    return telling.item_full(found, sitting_for(found.id, APPLICATION))


@public
@operation(
    method="POST",
    summary="Say what a household may have; nothing is kept",
    answer=shapes.Checked,
    body=shapes.Household,
    errors=(400,),
)
def check(call: Call) -> shapes.Checked:
    """Evaluate a household from what is stated."""
    pack, book, today = current_pack(), current_rulebook(), county_today()
    body = call.body.model_dump()
    wanted = set(body.pop("explain"))
    report = check_household(pack, book, body, today)
    rows = [(row["id"], row["member"]) for row in report["services"] if row["id"] in wanted]
    return telling.checked(report, tell_household(pack, book, body, today, rows))


@public
@operation(
    method="POST",
    summary="Apply for somebody who agreed; the same reference again is the same case",
    answer=shapes.CaseState,
    status=201,
    action=TAKE_IN,
    body=shapes.Application,
    errors=(400, 404, 409),
)
def cases(call: Call) -> Any:
    """Hand in an application."""
    sent: shapes.Application = call.body
    handed = Handed(
        item=sent.item,
        identity=sent.identity_number,
        reference=sent.reference,
        consented_on=sent.consent.given_on,
        consent=sent.consent.evidence,
        stated={(each.name, PLACES[each.member]): each.value for each in sent.answers},
    )
    made, is_new = submit_for(call.actor, handed)
    return telling.case_state(made, sent.reference, current_pack()), 201 if is_new else 200


@public
@operation(
    method="GET",
    summary="Say how a case stands that this system handed in",
    answer=shapes.CaseState,
    action=READ,
    errors=(404,),
)
def case(call: Call, number: str) -> shapes.CaseState:
    """Tell how a case stands; the reading is recorded."""
    found = own_case(call.actor, READ, number)
    record_read(
        call.actor, [found.subject_id], fields=("办件进度",), purpose="对接系统查进度", action=READ
    )
    return telling.case_state(found, references_of([found.pk])[found.pk], current_pack())


@public
@operation(
    method="GET",
    summary="Tell what became of this system's cases since a cursor",
    answer=shapes.Changes,
    action=READ,
    query=shapes.ChangesAsked,
)
def changes(call: Call) -> shapes.Changes:
    """Tell steps in their order; the reading is recorded."""
    found = changes_since(call.actor, call.query.after, call.query.limit)
    pack, names = current_pack(), references_of([step.case_id for step in found.steps])
    people = sorted({step.case.subject_id for step in found.steps})
    record_read(call.actor, people, fields=("办件进度",), purpose="对接系统取变化", action=READ)
    told = [telling.change(step, names[step.case_id], pack) for step in found.steps]
    return shapes.Changes(changes=told, next=found.next, more=found.more)


@public
@operation(
    method="POST",
    summary="Hand in a file with a case that waits for acceptance or for what is missing",
    answer=shapes.Material,
    status=201,
    action=TAKE_IN,
    body=shapes.Upload,
    file=True,
    errors=(400, 404, 409),
)
def materials(call: Call, number: str) -> shapes.Material:
    """Take in a file."""
    file = call.request.FILES.get("file")
    if file is None:
        faults = (shapes.Fault(field="file", sentence="Field required"),)
        raise ApiFault(422, "没有收到文件。", code="shape", faults=faults)
    found = own_case(call.actor, TAKE_IN, number)
    made = add_to_case(
        call.actor,
        found.pk,
        document=call.body.document,
        name=file.name or "",
        content=file.read(settings.MOST_UPLOAD_BYTES + 1),
        action=TAKE_IN,
    )
    return telling.material(made)


@public
@operation(
    method="GET",
    summary="Tell the decision of a case that this system handed in",
    answer=shapes.Decided,
    action=READ,
    errors=(404,),
)
def decision(call: Call, number: str) -> shapes.Decided:
    """Tell the decision that holds; the reading is recorded."""
    found = own_case(call.actor, READ, number)
    row = decision_of(found)
    if row is None:
        raise NotVisible
    record_read(
        call.actor, [found.subject_id], fields=("决定",), purpose="对接系统取决定", action=READ
    )
    return telling.decided(found, row, current_pack())


@public
@operation(
    method="POST",
    summary="Say whether a decision's letter is ours and still holds",
    answer=shapes.LetterSaid,
    body=shapes.Letter,
)
def letters(call: Call) -> shapes.LetterSaid:
    """Hold number and code of a letter to one another."""
    row = letter_of(call.body.number, call.body.code)
    newest = decision_of(row.case) if row else None
    return telling.letter_said(row, row is not None and newest is not None and newest.pk == row.pk)
