"""Register for places 轮候登记 with one's wishes, withdraw, check what was registered."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.offers.errors import NotEligible, OfferError, OfferStateError
from zhaohui.county.offers.judging import judge
from zhaohui.county.offers.models import Application, ApplicationState, Offer, RunEntry, Wish
from zhaohui.county.offers.models.allotment import OPEN_APPLICATION
from zhaohui.county.offers.notices import tell_application
from zhaohui.county.offers.queries import applications_visible_to, kind_named, public_offers
from zhaohui.county.offers.states import OWN, SERVE, move
from zhaohui.county.offers.subjects import require_subject
from zhaohui.county.registry.queries import person_visible_to, places_of
from zhaohui.packs.offers import OfferKind

LEAST_WORDS, LONGEST_WORDS, MOST_POINTS = 4, 300, 1_000_000


def register_wishes(actor: Actor, kind_id: str, person: int, wanted: Sequence[int]) -> Application:
    """Register a person with the places she wants, most wanted first.

    Known to fit, she waits at once; where a fact is missing an officer checks first. NotEligible where
    the condition does not hold, OfferError for wishes that can't be, OfferStateError where she waits.
    """
    kind = kind_named(kind_id)
    if kind.row.use != "places":
        raise NotVisible
    is_own = actor.kind == "resident"
    if is_own:
        actor.require(OWN)
        require_subject(actor, person)
    else:
        person_visible_to(actor, SERVE, person)
    offers = _wanted(kind, wanted)
    judged = judge(kind, person)
    if judged.fits is False:
        raise NotEligible(
            _("按登记的情况不符合条件：%(words)s。") % {"words": kind.row.condition_words},
            hint=_("登记的情况不对，请到窗口更正。"),
        )
    place = places_of([person])[person]
    state = ApplicationState.QUALIFIED if judged.fits else ApplicationState.REGISTERED
    try:
        with transaction.atomic():
            row = Application.objects.create(
                kind=kind_id,
                subject_id=person,
                filed_by_id=actor.account(),
                filer_person=actor.person_id,
                area=place.area,
                state=state,
                level=judged.level,
                points=judged.points,
                since=county_today(),
            )
            Wish.objects.bulk_create(
                Wish(
                    application=row, rank=rank, offer=offer, level=judged.level_at(offer.catchment)
                )
                for rank, offer in enumerate(offers, 1)
            )
            record(
                actor,
                OWN if is_own else SERVE,
                subject=("person", person),
                purpose=f"轮候登记：{kind.row.name}",
                change={
                    "application": row.pk,
                    "state": str(state),
                    "wishes": [o.pk for o in offers],
                },
            )
    except IntegrityError:
        raise OfferStateError(_("已经登记过，一个人一种只登记一份。")) from None
    return row


def _wanted(kind: OfferKind, wanted: Sequence[int]) -> list[Offer]:
    keys = list(dict.fromkeys(wanted))
    if not keys or len(keys) != len(wanted):
        raise OfferError(_("请选想去哪里，同一处只选一次。"), field="wishes")
    if len(keys) > kind.row.most_wishes:
        words = _("最多选 %(count)s 处。") % {"count": kind.row.most_wishes}
        raise OfferError(words, field="wishes")
    found = {offer.pk: offer for offer in public_offers(kind.id).filter(pk__in=keys)}
    if len(found) != len(keys):
        raise OfferError(_("有一处现在没有开放，请重新选。"), field="wishes")
    return [found[pk] for pk in keys]


def withdraw(actor: Actor, pk: int) -> Application:
    """Take a registration back; OfferStateError while a place waits for an answer or is held."""
    action = OWN if actor.kind == "resident" else SERVE
    with transaction.atomic():
        row = locked(actor, pk, action)
        move(row, "withdraw")
        _save(row)
        subject = ("person", row.subject_id)
        record(actor, action, subject=subject, purpose="撤回轮候登记", change={"application": pk})
    return row


def check_application(
    actor: Actor,
    pk: int,
    *,
    qualifies: bool,
    words: str,
    level: int | None = None,
    points: int | None = None,
    version: int | None = None,
) -> Application:
    """Say whether she qualifies, in which class, with how many points, and why.

    OfferStateError while she takes part in a round at work: what was committed to stays.
    """
    said = words.strip()
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise OfferError(_("请写核实了什么，4 到 300 个字。"), field="words")
    with transaction.atomic():
        row = locked(actor, pk, SERVE)
        if version is not None and row.version != version:
            raise OfferStateError(_("刚刚有人改过，请看最新的再办。"))
        if RunEntry.objects.filter(
            application=row, run__state__in=("committed", "revealed")
        ).exists():
            raise OfferStateError(_("正在分配，名单已经承诺，结果公布以后再改。"))
        classes = len(kind_named(row.kind).classes)
        if level is not None and not 0 <= level < max(classes, 1):
            raise OfferError(_("请选一个类别。"), field="level")
        if points is not None and not 0 <= points <= MOST_POINTS:
            raise OfferError(_("积分请写 0 或者更大的整数。"), field="points")
        before = move(row, "qualify" if qualifies else "refuse")
        row.level = row.level if level is None else level
        row.points = row.points if points is None else points
        row.words, row.checked_by_id = said, actor.user_id
        _save(row)
        if level is not None and kind_named(row.kind).row.allot != "deferred_acceptance":
            row.wishes.update(level=level)
        record(
            actor,
            SERVE,
            subject=("person", row.subject_id),
            purpose=said[:200],
            change={
                "application": pk,
                "from": before,
                "to": row.state,
                "level": row.level,
                "points": row.points,
            },
        )
        if not qualifies:
            tell_application([row], "offer_refused", words=said)
    return row


def locked(actor: Actor, pk: int, action: str) -> Application:
    """Return an application, locked; NotVisible where there is none or it is out of reach."""
    found = applications_visible_to(actor, action).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return Application.objects.select_for_update(of=("self",)).get(pk=pk)


def _save(row: Application) -> None:
    row.version += 1
    row.save()


__all__ = ["OPEN_APPLICATION", "check_application", "locked", "register_wishes", "withdraw"]
