"""Read accounts: invitations, mandates, and whose account a person's is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import InvitationError, NotVisible
from zhaohui.county.accounts.models import ApiKey, Appointment, Invitation, Mandate, Officer, User
from zhaohui.county.accounts.one_time_codes import hashed
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.accounts.posts import require_within
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.accounts.user_names import normal_name
from zhaohui.county.catalog.queries import current_pack


def open_invitation(token: str, *, lock: bool = False) -> Invitation:
    """Return the invitation of a link; InvitationError says why it no longer holds."""
    rows = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects.all()
    found = rows.filter(token_hash=hashed("invitation", token)).first()
    if found is None:
        raise InvitationError(
            _("没有这个邀请。"), hint=_("链接可能没有复制完整，请向邀请您的人再要一次。")
        )
    if found.revoked_at is not None:
        raise InvitationError(_("这个邀请已经被收回。"), hint=_("请问邀请您的人。"))
    if found.accepted_by_id is not None:
        raise InvitationError(
            _("这个邀请已经用过。"),
            hint=_("如果是您自己用的，请直接登录；不是的话，请告诉邀请您的人。"),
        )
    if found.expires_at <= timezone.now():
        raise InvitationError(_("这个邀请已经过期。"), hint=_("请邀请您的人重新发一个。"))
    require_inviter(found)
    return found


def require_inviter(invitation: Invitation) -> None:
    """Raise InvitationError where whoever invited may no longer invite to this post and area."""
    pack = current_pack()
    inviter = actor_for(invitation.invited_by, pack, county_today())
    try:
        inviter.require("officer.invite")
        require_within(inviter, pack, post=invitation.post, area=invitation.area)
    except (NotVisible, InvitationError):
        raise InvitationError(
            _("邀请您的人现在不能再邀请到这个岗位，链接已经失效。"),
            hint=_("请账户管理岗重新发一个。"),
        ) from None


def invitations_visible_to(actor: Actor, action: str = "officer.invite") -> QuerySet[Invitation]:
    """Return the invitations for areas in the actor's range, newest first."""
    found = Q(pk__in=())
    for low, high in actor.ranges(action):
        found |= Q(area__gte=low, area__lt=high)
    return Invitation.objects.filter(found).order_by("-pk")


def appointments_visible_to(actor: Actor, action: str = "officer.read") -> QuerySet[Appointment]:
    """Return the appointments, past ones too, to areas in the actor's range."""
    return Appointment.objects.filter(in_scope(actor, action, village="area", town=""))


def department_of(actor: Actor) -> str:
    """Return the department of an officer; "" for anybody else."""
    row = Officer.objects.filter(user=actor.user_id).first() if actor.kind == "officer" else None
    return row.department if row else ""


def officer_visible_to(actor: Actor, action: str, pk: int) -> Officer:
    """Return an officer who has or had an appointment in range; NotVisible for any other."""
    reached = appointments_visible_to(actor, action).filter(officer=pk)
    found = Officer.objects.select_related("user").filter(pk=pk)
    if not actor.everywhere(action):
        found = found.filter(pk__in=reached.values("officer"))
    officer = found.first()
    if officer is None:
        raise NotVisible
    return officer


def api_keys() -> list[ApiKey]:
    """Return the keys of other offices' systems, newest first."""
    return list(ApiKey.objects.order_by("-pk"))


def roster(actor: Actor, action: str) -> list[tuple[int, str, str]]:
    """Return the account, name and department of the officers in range, by department and name."""
    rows = Officer.objects.order_by("department", "name", "pk")
    if not actor.everywhere(action):
        rows = rows.filter(pk__in=appointments_visible_to(actor, action).values("officer"))
    return list(rows.values_list("user_id", "name", "department"))


def is_appointed_on(day: dt.date) -> Q:
    """Return the condition that an appointment runs on a day."""
    return (Q(end=None) | Q(end__gt=day)) & Q(start__lte=day)


def mandates_given(person_id: int | None) -> list[Mandate]:
    """Return the mandates that a person gave and that still run, newest first, with the holder."""
    if person_id is None:
        return []
    given = _running().filter(giver_id=person_id)
    return list(given.select_related("holder").order_by("-pk"))


def mandates_held(user_id: int | None) -> list[Mandate]:
    """Return the mandates that an account holds and that still run, with the giver."""
    held = _running().filter(holder_id=user_id, accepted_at__isnull=False)
    return list(held.select_related("giver").order_by("-pk"))


def helpers_of(people: Collection[int], accounts: Collection[int]) -> dict[tuple[int, int], int]:
    """Return which of these accounts hold a running mandate of one of these people, by (giver, account).

    The value is whom the account is bound to. One query, whatever their number; none without accounts.
    """
    if not accounts:
        return {}
    held = _running().filter(giver__in=people, accepted_at__isnull=False, holder__in=accounts)
    bound = held.filter(holder__person__isnull=False, holder__is_active=True)
    rows = bound.values_list("giver_id", "holder_id", "holder__person_id")
    return {(giver, account): person for giver, account, person in rows}


def _running() -> QuerySet[Mandate]:
    return Mandate.objects.filter(revoked_at=None, until__gte=county_today())


def people_of_accounts(accounts: Collection[int]) -> dict[int, int]:
    """Return the person to whom each of these accounts is bound; absent where it is an officer's or nobody's."""
    if not accounts:
        return {}
    rows = User.objects.filter(pk__in=accounts, person__isnull=False)
    return dict(rows.values_list("pk", "person_id"))


def account_of(person_id: int) -> User | None:
    """Return the account that is bound to a person."""
    return User.objects.filter(person_id=person_id).first()


def account_named(username: str) -> User | None:
    """Return the account of a sign-in name."""
    return User.objects.filter(username=normal_name(username)).first()


def officer_account(actor: Actor, username: str) -> User | None:
    """Return the officer's account of this name where all her running posts are in range."""
    officer = Officer.objects.select_related("user").filter(user__username=username).first()
    if officer is None:
        return None
    areas = running_areas(officer.pk, county_today())
    reached = bool(areas) and all(actor.may("officer.invite", area) for area in areas)
    return officer.user if reached else None


def running_areas(officer_id: int, day: dt.date) -> list[str]:
    """Return the areas of the appointments that run on a day."""
    running = Appointment.objects.filter(Q(end=None) | Q(end__gt=day), officer=officer_id)
    return list(running.filter(start__lte=day).values_list("area", flat=True))
