"""Join who was met without papers to the registry's person 核实身份: one officer names her, another confirms."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.take_step import LEAST_WORDS
from zhaohui.county.cases.errors import LinkError, SecondOfficerError
from zhaohui.county.cases.models import Case, Party
from zhaohui.county.cases.states import APPROVE, HANDLE
from zhaohui.county.entitlements.actions.move_holdings import move_holdings
from zhaohui.county.forms.models import Draft
from zhaohui.county.payments.queries import rules_paid_to
from zhaohui.county.registry.identity_number import IdentityFault, normal_identity
from zhaohui.county.registry.met import is_unknown
from zhaohui.county.registry.models import Person, Provisional
from zhaohui.county.registry.queries import ids_of_cards, person_visible_to


def name_person(actor: Actor, pk: int, *, number: str, name: str, words: str) -> Provisional:
    """Note whose row she is, by the number and name of a card; LinkError where they are nobody's.

    A wrong number and a wrong name look the same.
    """
    with transaction.atomic():
        row = _locked(actor, HANDLE, pk)
        known = _of_card(number, name)
        if known is None or known.pk == pk:
            raise LinkError(_("登记库里没有这个姓名和证件号的人。请照证件核对。"))
        if len(words.strip()) < LEAST_WORDS:
            raise LinkError(_("请写明怎样核实的，至少 4 个字。"))
        row.same_as, row.words, row.named_by_id = known, words.strip(), actor.user_id
        row.save(update_fields=["same_as", "words", "named_by"])
        _record(actor, HANDLE, row, "提出身份核实", known.pk)
    return row


def confirm_person(actor: Actor, pk: int, *, agrees: bool) -> Provisional:
    """Confirm as another officer, and move her cases and what was awarded; or take the naming back.

    What was already paid stays where it was booked. LinkError where both have an open case of one item.
    """
    with transaction.atomic():
        row = _locked(actor, APPROVE, pk)
        if row.same_as is None:
            raise LinkError(_("还没有人提出这是谁。"))
        if row.named_by_id == actor.user_id:
            raise SecondOfficerError(
                _("是您自己提出的，要由另一位工作人员确认。"), hint=_("请交给有审批权限的同事。")
            )
        known = row.same_as
        if agrees:
            row.linked_by_id, row.linked_at = actor.user_id, timezone.now()
            row.save(update_fields=["linked_by", "linked_at"])
            _move(row, known)
        else:
            row.same_as = row.named_by = None
            row.save(update_fields=["same_as", "named_by"])
        _record(actor, APPROVE, row, "确认身份核实" if agrees else "退回身份核实", known.pk)
    return row


def _move(row: Provisional, known: Person) -> None:
    try:
        with transaction.atomic():
            for case in Case.objects.select_for_update(of=("self",)).filter(subject=row.person):
                case.subject, case.version = known, case.version + 1
                case.people = [known.pk if pk == row.person_id else pk for pk in case.people]
                case.save(update_fields=["subject", "people", "version"])
            Draft.objects.filter(subject=row.person).update(subject=known)
            Party.objects.filter(person=row.person).update(person=known)
    except IntegrityError:
        raise LinkError(
            _("本人在登记库里已经有同一事项的办件在办，不能并过去。"), hint=_("请先办完其中一件。")
        ) from None
    move_holdings(row.person_id, known.pk, but=rules_paid_to(row.person_id))
    # The row lies nowhere any more: only the county's officers find it, with the link.
    Person.objects.filter(pk=row.person_id).update(town=None, village=None)


def _locked(actor: Actor, action: str, pk: int) -> Provisional:
    person_visible_to(actor, action, pk)
    found = Provisional.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None or not is_unknown(pk):
        raise NotVisible
    return found


def _of_card(number: str, name: str) -> Person | None:
    try:
        identity = normal_identity(number)
    except IdentityFault:
        return None
    pk = ids_of_cards([identity]).get(identity)
    found = Person.objects.filter(pk=pk).first() if pk else None
    same = found and "".join((found.name or "").split()) == "".join(name.split())
    return found if same else None


def _record(actor: Actor, action: str, row: Provisional, did: str, known: int) -> None:
    for person in (row.person_id, known):
        record(
            actor,
            action,
            subject=("person", person),
            purpose=did,
            change={"met": row.person_id, "known": known},
        )
