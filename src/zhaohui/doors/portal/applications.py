"""Applications as their list and their page show them: whose, who filled them in, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import may_discard
from zhaohui.county.registry.models import Person
from zhaohui.packs.bundles import code_of
from zhaohui.packs.schema.forms import FormRow


@dataclass(frozen=True, kw_only=True)
class Card:
    """One application. `giver` is whose it is where the reader helps her, else None.

    `began` and `saved` say in words who began it and who wrote in it last.
    """

    draft: Draft
    form: FormRow
    giver: Person | None
    began: str
    saved: str
    form_address: str
    may_discard: bool


def helped(actor: Actor, person: Person) -> Person | None:
    """Return the person whom the actor helps; None where it is herself."""
    return None if person.pk == actor.person_id else person


def apply_address(page: str, item: str, giver: Person | None) -> str:
    """Return the address of a page of an item's application (or a 一件事's): item, form, send or files."""
    if code := code_of(item):
        if giver:
            return reverse(f"portal:bundle-for-{page}", args=[giver.pk, code])
        return reverse(f"portal:bundle-{page}", args=[code])
    if giver:
        return reverse(f"portal:apply-for-{page}", args=[giver.pk, item])
    return reverse(f"portal:apply-{page}", args=[item])


def list_address(giver: Person | None) -> str:
    """Return the address of the list: the reader's own, or her giver's."""
    return reverse("portal:apply-for", args=[giver.pk]) if giver else reverse("portal:apply")


def application_cards(actor: Actor, found: Sequence[tuple[Draft, FormRow]]) -> list[Card]:
    """Return the cards of the list, in its order."""
    return [card_of(actor, draft, form) for draft, form in found]


def card_of(actor: Actor, draft: Draft, form: FormRow) -> Card:
    """Return one card; `draft` is one that the actor may see."""
    giver = helped(actor, draft.subject) if draft.subject else None
    return Card(
        draft=draft,
        form=form,
        giver=giver,
        began=_who(actor, draft, draft.owner),
        saved=_who(actor, draft, draft.saved_by or draft.owner),
        form_address=apply_address("form", form.id, giver),
        may_discard=draft.submitted_at is None and may_discard(actor, draft),
    )


def _who(actor: Actor, draft: Draft, account: User | None) -> str:
    """Return who an account is, as the reader may know it: the giver learns her helper's name."""
    if account is None:
        return _("已注销的账户")
    if account.pk == actor.user_id:
        return _("您")
    if draft.subject and account.person_id == draft.subject_id:
        return _("%(name)s本人") % {"name": draft.subject.name}
    if draft.subject_id != actor.person_id:
        return _("另一位受委托的亲友")
    name = account.person.name if account.person else account.username
    return _("亲友 %(name)s") % {"name": name}
