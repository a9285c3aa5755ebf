"""Review 年审 whether who holds a place still may: keeps, unclear (keeps, too), or ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.capacity import months_after
from zhaohui.county.offers.actions.offer_place import call_next, ended, locked
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.judging import judge
from zhaohui.county.offers.models import OccupancyReview, OccupancyState, Verdict
from zhaohui.county.offers.notices import tell_place
from zhaohui.county.offers.queries import kind_named
from zhaohui.county.offers.states import SERVE

LEAST_WORDS, LONGEST_WORDS = 4, 300


def review_occupancy(actor: Actor, pk: int, verdict: str, words: str) -> OccupancyReview:
    """Keep what a review found beside what the registry says that day; `ends` ends the place.

    OfferError for what is missing, OfferStateError where the place is not held.
    """
    said = words.strip()
    if verdict not in Verdict.values:
        raise OfferError(_("请选一个结果。"), field="verdict")
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise OfferError(_("请写查了什么，4 到 300 个字。"), field="words")
    with transaction.atomic():
        row, application = locked(actor, pk, SERVE)
        if row.state != OccupancyState.HELD:
            raise OfferStateError(_("只有在用的才年审。"))
        kind, today = kind_named(row.offer.kind), county_today()
        made = OccupancyReview.objects.create(
            occupancy=row,
            day=today,
            verdict=verdict,
            registry_says=judge(kind, row.person_id).fits,
            words=said,
            reviewed_by_id=actor.account(),
        )
        months = kind.row.review_months
        if verdict == Verdict.ENDS:
            ended(row, application, said)
            tell_place([row], "offer_ended", words=said)
        elif months is not None:
            row.review_on = months_after(today, months)
            row.save(update_fields=["review_on"])
        record(
            actor,
            SERVE,
            subject=("person", row.person_id),
            purpose=f"年审：{said}"[:200],
            change={"occupancy": pk, "verdict": verdict, "registry": made.registry_says},
        )
        if verdict == Verdict.ENDS:
            call_next(actor, row.offer, skip=application.pk)
    return made
