"""What the pages of a check 核对 show."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.models import Case
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.verifications.models import Verification, VerificationState
from zhaohui.county.verifications.preview import members_of
from zhaohui.county.verifications.queries import ASK, READ, kind_named, latest_of, visible_to
from zhaohui.county.verifications.reading import QuestionRead
from zhaohui.packs.pack import Pack


def check_context(
    actor: Actor, check: Verification, questions: list[QuestionRead]
) -> dict[str, Any]:
    """Return what the page of one check shows, and which steps are open."""
    may = visible_to(actor, ASK).filter(pk=check.pk).exists()
    people = [each.row.person for each in questions if each.row.person is not None]
    return {
        "check": check,
        "kind": kind_named(check.kind),
        "questions": questions,
        "members": members_of(check.kind, list({each.pk: each for each in people}.values())),
        "may_ask": may,
        "can_report": may and check.state == VerificationState.OPEN,
        "can_adopt": may and check.state == VerificationState.REPORTED and not check.adopted_on,
        "can_close": may and check.state != VerificationState.CLOSED,
        "is_expired": check.valid_until is not None and check.valid_until < county_today(),
        "is_synthetic": is_synthetic(),
    }


def person_checks(actor: Actor, person: Person, pack: Pack, item: str = "") -> list[dict[str, Any]]:
    """Return for each kind of check (of the item, if one is named) the newest, and where to open one."""
    if not actor.may_for(READ, person.pk, person.village or person.town):
        return []
    kinds = [each for each in pack.verifications if not item or item in each.items]
    return [
        {
            "kind": kind,
            "newest": latest_of(actor, kind.id, person),
            "new": reverse("office:verification-new", args=[kind.id, person.pk]),
            "may_ask": actor.may_for(ASK, person.pk, person.village or person.town),
        }
        for kind in kinds
    ]


def case_checks(actor: Actor, case: Case, pack: Pack) -> list[dict[str, Any]]:
    """Return the kinds of check that a case's item leads to, with the newest of the household."""
    return person_checks(actor, case.subject, pack, case.item)
