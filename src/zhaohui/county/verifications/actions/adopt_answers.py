"""Enter the offices' answers into the registry 采用结果, each with its office as source."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.actions.confirm_facts import confirm_facts
from zhaohui.county.registry.models import Person
from zhaohui.county.verifications.comparing import Result
from zhaohui.county.verifications.contents import open_values, written
from zhaohui.county.verifications.errors import VerificationStateError
from zhaohui.county.verifications.models import Objection, ObjectionState, Verification
from zhaohui.county.verifications.models import VerificationState as State
from zhaohui.county.verifications.queries import ASK, kind_named, verification_of

ADOPTED = (Result.DIFFERS, Result.SUPPLIED)


def adopt_answers(actor: Actor, pk: int) -> int:
    """Write what differs and what was unknown into the registry and return how many facts.

    The ledger looks at the household again. NotVisible out of range, VerificationStateError before
    the result, after its validity, while somebody objects, or where it was done.
    """
    with transaction.atomic():
        check = Verification.objects.select_for_update().get(pk=verification_of(actor, ASK, pk).pk)
        if check.state != State.REPORTED or check.adopted_on:
            raise VerificationStateError(_("结果还没有出，或者已经采用过。"))
        if Objection.objects.filter(question__verification=check, state=ObjectionState.OPEN):
            raise VerificationStateError(
                _("有人对结果提了异议，还没有答复。"), hint=_("请等复核以后再采用。")
            )
        if check.valid_until is not None and check.valid_until < county_today():
            raise VerificationStateError(_("已经过期，请重新核对"))
        names = _write(check)
        check.adopted_on = county_today()
        check.save(update_fields=["adopted_on"])
        record(
            actor,
            ASK,
            subject=("verification", check.pk),
            purpose=kind_named(check.kind).name,
            fields=sorted(set(names)),
            change={"adopted": len(names)},
        )
    return len(names)


def _somebody_there(check: Verification) -> int:
    """Return who lives in the household that was checked, by whom its facts are found."""
    there = Person.objects.filter(living=check.household_id).order_by("pk").first()
    if there is None:
        raise VerificationStateError(_("这个家庭已经没有人了，请重新核对。"))
    return there.pk


def _write(check: Verification) -> list[str]:
    pack = current_pack()
    facts = {fact.name: fact for fact in pack.facts}
    new: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    home = _somebody_there(check)
    for question in check.questions.all():
        found = open_values(question.answer_sealed, facts)
        who = question.person_id or home
        for name, result in question.results.items():
            if result in ADOPTED:
                new[who, question.department][name] = written(facts[name], found[name])
    for (person, department), texts in new.items():
        origin = f"verification-{check.pk}-{person}-{department}"
        confirm_facts(pack, person, texts, department=department, day=county_today(), origin=origin)
    return [name for texts in new.values() for name in texts]
