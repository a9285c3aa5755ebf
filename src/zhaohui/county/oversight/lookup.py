"""Look up a voice without signing in: its number and the code that was given with it."""

from __future__ import annotations

import hmac

from django.db import transaction

from zhaohui.county.cases.lookup import has_tries, note_try, tries_of
from zhaohui.county.cases.numbers import is_number
from zhaohui.county.oversight.models import Voice
from zhaohui.county.oversight.numbers import hashed_code


def look_up_voice(number: str, code: str, *, address: str) -> Voice | None:
    """Return the voice; None where either is wrong, or too much was tried: which it is, nobody learns.

    The same counting of wrong tries as for cases.
    """
    digits = "".join(c for c in number if c.isdigit())[:20]
    typed = "".join(c for c in code if c.isdigit())[:20]
    keys = tries_of(f"voice:{digits}", address)
    with transaction.atomic():
        may_try = has_tries(keys)
        rows = Voice.objects.filter(number=digits).select_related("task")
        row = rows.first() if is_number(digits) else None
        kept = row.code_hash if row else ""
        is_right = hmac.compare_digest(kept, hashed_code(digits, typed))
        if row is not None and is_right and may_try:
            return row
        note_try(keys)
    return None
