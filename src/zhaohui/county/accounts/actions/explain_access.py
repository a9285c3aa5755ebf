"""Answer "why can this account see this?"; the question is recorded like any other reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.why import About, Holder, Why, holders, why
from zhaohui.county.audit.record import record
from zhaohui.county.cases.models import Case
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to

ACTION = "access.explain"
PURPOSE = "查权限"


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What was asked about, whether this account may, and who else can reach the person."""

    user: User | None
    person: Person | None
    case: Case | None
    why: Why | None
    holders: tuple[Holder, ...]


def explain_access(
    actor: Actor,
    *,
    action: str,
    account: int | None,
    person_id: int | None,
    area: str,
    case_id: int | None = None,
) -> Explanation:
    """Return the answer for an account and an action, a person, an area or a case.

    Without an account it is only "who can see this person?". Raises AccountError for an account
    or a person that is unknown or out of the asker's reach, which look the same.
    """
    actor.require(ACTION)
    pack, today = current_pack(), county_today()
    with transaction.atomic():
        case = None if case_id is None else _case(actor, case_id)
        person = case.subject if case else None
        person = _person(actor, person_id) if person_id is not None else person
        user = None if account is None else _account(account)
        about = About(
            person=person,
            area=area,
            case_item=case.item if case else "",
            case_area=case.area if case else None,
        )
        said = why(user, action, about, pack=pack, today=today) if user else None
        found: tuple[Holder, ...] = ()
        if person is not None:
            found = tuple(holders(action, person=person, pack=pack, today=today, about=about))
        record(
            actor,
            ACTION,
            subject=("person", person.pk) if person else ("user", account or 0),
            purpose=PURPOSE,
            change={
                "action": action,
                "account": account,
                "area": area,
                **({"case": case.pk} if case else {}),
                "allowed": said.is_allowed if said else None,
            },
        )
    return Explanation(user=user, person=person, case=case, why=said, holders=found)


def _case(actor: Actor, pk: int) -> Case:
    found = visible_to(actor, ACTION).filter(pk=pk).select_related("subject").first()
    if found is None:
        raise AccountError(_("没有这个办件。"), hint=_("办件登记号在办件页面的网址里。"))
    return found


def _person(actor: Actor, pk: int) -> Person:
    person = people_visible_to(actor, ACTION).filter(pk=pk).first()
    if person is None:
        raise AccountError(_("没有这个登记号。"), hint=_("登记号在人员页面的网址里。"))
    return person


def _account(pk: int) -> User:
    user = User.objects.select_related("officer").filter(pk=pk).first()
    if user is None:
        raise AccountError(
            _("没有这个账户。"), hint=_("请从名册里选工作人员，或核对居民账户编号。")
        )
    return user
