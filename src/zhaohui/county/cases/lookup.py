"""Look up how a case stands without signing in: its number and the last four of the identity number."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.models import BundleApplication, Case, LookupTry
from zhaohui.county.cases.numbers import is_number
from zhaohui.county.registry.seals import registry_seals

LAST = 4
MOST_A_NUMBER, MOST_AN_ADDRESS = 5, 30
WITHIN = dt.timedelta(hours=1)
NOBODY = "\0" * LAST


def look_up(
    actor: Actor, number: str, last_four: str, *, address: str
) -> Case | BundleApplication | None:
    """Return the case, or the application for a 一件事; None where either is wrong, or too much was tried.

    Which of these it is, nobody learns.

    `address` is the caller's; it is kept for an hour as a keyed hash. Who asks may be anybody: a
    right answer is recorded with her.
    """
    digits = "".join(c for c in number if c.isdigit())[:20]
    keys = tries_of(digits, address)
    with transaction.atomic():
        may_try = has_tries(keys)
        row = numbered(digits) if is_number(digits) else None
        is_right = hmac.compare_digest(last_of(row).encode(), last_four.strip().upper().encode())
        if row is not None and is_right and may_try:
            record_read(
                actor,
                [row.subject_id],
                fields=("办件进度",),
                purpose="凭编号查进度",
                action="case.own",
            )
            return row
        note_try(keys)
    return None


def numbered(number: str) -> Case | BundleApplication | None:
    """Return what has this number."""
    case = Case.objects.filter(number=number).select_related("subject").first()
    return case or (
        BundleApplication.objects.filter(number=number).select_related("subject").first()
    )


def tries_of(number: str, address: str) -> dict[str, int]:
    """Return what is counted when somebody looks up a number, with how often it may be wrong."""
    return {hashed("number", number): MOST_A_NUMBER, hashed("address", address): MOST_AN_ADDRESS}


def has_tries(keys: Mapping[str, int]) -> bool:
    """Say whether less was tried within the hour than is allowed; what is older is dropped."""
    LookupTry.objects.filter(at__lt=timezone.now() - WITHIN).delete()
    return all(LookupTry.objects.filter(what=key).count() < most for key, most in keys.items())


def note_try(keys: Iterable[str]) -> None:
    """Count one try."""
    LookupTry.objects.bulk_create(LookupTry(what=key) for key in keys)


def last_of(row: Case | BundleApplication | None) -> str:
    """Return the last four of the applicant's identity number; what nobody can type where there is none."""
    seals = registry_seals()  # also where there is no row: the time that it takes tells nothing
    sealed = row.subject.identity_sealed if row else None
    return seals.identity.open(bytes(sealed))[-LAST:] if sealed else NOBODY


def hashed(kind: str, text: str) -> str:
    """Return a keyed hash: the number and the address themselves are not kept."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}\0{text}".encode(), "sha256").hexdigest()
