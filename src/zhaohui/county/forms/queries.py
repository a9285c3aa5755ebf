"""Forms of the pack ready to be filled, and the drafts an actor may see."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import NoSuchForm
from zhaohui.county.forms.known import known_of_person
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import FormRow, Use
from zhaohui.packs.sheet import Sheet
from zhaohui.packs.sheet_making import sheet


@lru_cache(maxsize=64)
def sheet_of(pack: Pack, form_id: str) -> Sheet:
    """Return the compiled form, made once per process. KeyError when the pack has none."""
    return sheet(pack, pack.form(form_id))


def sitting_for(form_id: str, use: Use, *, person_id: int | None = None) -> Sitting:
    """Return what is needed to fill in a form today; NoSuchForm when it is not for this use.

    With a person, the form begins with what the registry knows of her.
    """
    pack = current_pack()
    if form_id not in {form.id for form in forms_for(use)}:
        raise NoSuchForm(_("没有这张表，或者它不能这样用。"), hint=_("请从前一页重新选择。"))
    made, today = sheet_of(pack, form_id), county_today()
    known = {} if person_id is None else known_of_person(made, pack, person_id, today)
    return Sitting(made, use, pack, current_rulebook(), today, known)


def forms_for(use: Use) -> list[FormRow]:
    """Return the pack's forms that serve a use."""
    return [form for form in current_pack().forms if use in form.uses]


def visible_to(actor: Actor, action: str) -> QuerySet[Draft]:
    """Return the drafts that the actor may see for this action: her own, never another's."""
    if actor.user_id is None or not actor.may(action):
        return Draft.objects.none()
    return Draft.objects.filter(owner=actor.user_id)


def drafts_with_forms(actor: Actor, action: str, purpose: str) -> list[tuple[Draft, FormRow]]:
    """Return the actor's drafts for a purpose, latest first, with the forms that the pack still has."""
    forms = {form.id: form for form in current_pack().forms}
    drafts = visible_to(actor, action).filter(purpose=purpose).order_by("-updated_at", "-pk")
    return [(draft, forms[draft.form]) for draft in drafts if draft.form in forms]


def open_draft(actor: Actor, errand: Errand, form_id: str) -> Draft | None:
    """Return the actor's draft of this form and errand that is not submitted yet."""
    return (
        visible_to(actor, errand.action)
        .filter(form=form_id, purpose=errand.purpose, submitted_at__isnull=True)
        .first()
    )
