"""A one-time link with which somebody who forgot her password sets a new one."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.policy import appointments_on
from zhaohui.county.audit.record import record


def issue_password_link(
    actor: Actor, user_id: int, *, purpose: str, without_second_factor: bool = False
) -> str:
    """Return the link's path; it works once, within PASSWORD_RESET_TIMEOUT.

    A clerk may do it for a bound resident of her range, who invites officers for an officer all of
    whose posts lie in her range. `without_second_factor` also forgets a lost second factor.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
        if user is None or not _may(actor, user):
            raise NotVisible
        dropped = 0
        if without_second_factor:
            dropped = Authenticator.objects.filter(user=user).delete()[0]
        key = default_token_generator.make_token(user)
        record(
            actor,
            "account.password_link",
            subject=("person", user.person_id) if user.person_id else ("user", user.pk),
            purpose=purpose,
            change={"second_factors_dropped": dropped},
        )
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )


def _may(actor: Actor, user: User) -> bool:
    if actor.kind == "system":
        return True
    officer = getattr(user, "officer", None)
    if officer is not None:
        areas = [area for _, area in appointments_on(officer.pk, county_today())]
        return bool(areas) and all(actor.may("officer.invite", area) for area in areas)
    person = user.person
    return person is not None and actor.may_for(
        "account.bind", person.pk, person.village or person.town
    )
