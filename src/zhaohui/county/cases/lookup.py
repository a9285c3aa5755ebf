"""Look up how a case stands without signing in: its number and the last four of the identity number."""

from __future__ import annotations

import datetime as dt
import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.models import Case, LookupTry
from zhaohui.county.cases.numbers import is_number
from zhaohui.county.registry.seals import registry_seals

LAST = 4
MOST_A_NUMBER, MOST_AN_ADDRESS = 5, 30
WITHIN = dt.timedelta(hours=1)
NOBODY = "\0" * LAST


def look_up(actor: Actor, number: str, last_four: str, *, address: str) -> Case | None:
    """Return the case; None where either is wrong, or too much was tried: which it is, nobody learns.

    `address` is the caller's; it is kept for an hour as a keyed hash. Who asks may be anybody: a
    right answer is recorded with her.
    """
    digits = "".join(c for c in number if c.isdigit())[:20]
    keys = {hashed("number", digits): MOST_A_NUMBER, hashed("address", address): MOST_AN_ADDRESS}
    with transaction.atomic():
        LookupTry.objects.filter(at__lt=timezone.now() - WITHIN).delete()
        tries = [LookupTry.objects.filter(what=key).count() < most for key, most in keys.items()]
        row = (
            Case.objects.filter(number=digits).select_related("subject").first()
            if is_number(digits)
            else None
        )
        is_right = hmac.compare_digest(last_of(row).encode(), last_four.strip().upper().encode())
        if row is not None and is_right and all(tries):
            record_read(
                actor,
                [row.subject_id],
                fields=("办件进度",),
                purpose="凭编号查进度",
                action="case.own",
            )
            return row
        LookupTry.objects.bulk_create(LookupTry(what=key) for key in keys)
    return None


def last_of(row: Case | None) -> str:
    """Return the last four of the applicant's identity number; what nobody can type where there is none."""
    seals = registry_seals()  # also where there is no row: the time that it takes tells nothing
    sealed = row.subject.identity_sealed if row else None
    return seals.identity.open(bytes(sealed))[-LAST:] if sealed else NOBODY


def hashed(kind: str, text: str) -> str:
    """Return a keyed hash: the number and the address themselves are not kept."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}\0{text}".encode(), "sha256").hexdigest()
