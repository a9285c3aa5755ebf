"""What a resident sees of checks 核对: whom they ask, her consents, what came of them."""

from __future__ import annotations

from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.verifications.models import VerificationState
from zhaohui.county.verifications.queries import standing
from zhaohui.county.verifications.reading import read_own


def checks_context(actor: Actor) -> dict[str, Any]:
    """Return every kind of check with her consent, and her household's checks, newest first."""
    kinds = current_pack().verifications
    today, own = county_today(), actor.person_id or 0
    names = {each.id: each for each in kinds}
    return {
        "kinds": [
            {"kind": each, "consent": standing(each.id, [own], today).get(own)} for each in kinds
        ],
        "checks": [
            {
                "row": check,
                "kind": names.get(check.kind),
                "questions": questions,
                "can_object": check.state == VerificationState.REPORTED and not check.adopted_on,
            }
            for check, questions in read_own(actor)
        ],
    }
