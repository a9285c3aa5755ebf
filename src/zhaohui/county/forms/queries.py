"""Forms of the pack ready to be filled, and the drafts an actor may see."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.forms.errand import APPLICATION, DRAFT_WRITE, FILLING, TAKE_IN, Errand
from zhaohui.county.forms.errors import NoSuchForm
from zhaohui.county.forms.known import household_of, known_of_household, known_of_person
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.met import encounters_visible_to
from zhaohui.county.registry.queries import people_visible_to, person_visible_to
from zhaohui.engines.rules import Rulebook
from zhaohui.engines.rules.vocabulary import BIRTH, HEAD_RELATION
from zhaohui.packs.applying import application_sheet
from zhaohui.packs.bundles import bundle_of_form, bundle_sheet
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import FormRow, Use
from zhaohui.packs.sheet import Sheet
from zhaohui.packs.sheet_making import sheet

SHOWN_WITH = ("subject", "owner__person", "saved_by__person")  # whose it is, who filled it in


@lru_cache(maxsize=128)
def sheet_of(pack: Pack, form_id: str) -> Sheet:
    """Return the compiled form, made once per process. KeyError when the pack has none."""
    return sheet(pack, pack.form(form_id))


def sitting_for(form_id: str, use: Use, *, person_id: int | None = None) -> Sitting:
    """Return what is needed to fill in a form today; NoSuchForm when it is not for this use.

    With a person, the form begins with what the registry knows of her. An application's form is
    derived from the item of that id, where there is one.
    """
    pack = current_pack()
    if use == APPLICATION and derived_sheet(pack, form_id):
        return sitting_of_item(pack, form_id, person_id)
    if form_id not in {form.id for form in forms_for(use)}:
        raise no_such_form()
    made, today = sheet_of(pack, form_id), county_today()
    known = {} if person_id is None else known_of_person(made, pack, person_id, today)
    return Sitting(made, use, pack, current_rulebook(), today, known)


def sitting_of_item(pack: Pack, item_id: str, person_id: int | None) -> Sitting:
    """Return the application of an item or a 一件事, of a person with those who live with her."""
    book, today = current_rulebook(), county_today()
    made, bundle = derived_sheet(pack, item_id), bundle_of_form(pack, item_id, today)
    if made is None:
        raise no_such_form()
    if person_id is None:
        return Sitting(made, APPLICATION, pack, book, today, bundle=bundle)
    people, homes = household_of(person_id)
    names = facts_of(made, book) | (bundle.facts if bundle else frozenset())
    known = known_of_household(pack, people, homes, names, today)
    ids = tuple(row["id"] for row in people)
    return Sitting(made, APPLICATION, pack, book, today, known, ids, bundle)


def derived_sheet(pack: Pack, form_id: str) -> Sheet | None:
    """Return the application that is derived from an item or from a 一件事; None for any other form."""
    today = county_today()
    return application_sheet(pack, form_id, today) or bundle_sheet(pack, form_id, today)


def facts_of(made: Sheet, book: Rulebook) -> set[str]:
    """Return the names of the facts that the rules of an item read, and what names the members."""
    rules = [rule for page in made.pages if page.is_needs for rule in page.step.needs or ()]
    found = {name for rule in rules for name in book.facts_of(rule)}
    return {*found, BIRTH, HEAD_RELATION} & book.facts.keys()


def no_such_form() -> NoSuchForm:
    """Return the refusal of a form that is not there."""
    return NoSuchForm(_("没有这张表，或者它不能这样用。"), hint=_("请从前一页重新选择。"))


def forms_for(use: Use) -> list[FormRow]:
    """Return the pack's forms that serve a use."""
    return [form for form in current_pack().forms if use in form.uses]


def visible_to(actor: Actor, action: str) -> QuerySet[Draft]:
    """Return the drafts that the actor may see for this action.

    Applications: those about herself or about somebody whose mandate she holds today, and her own
    begun before she was bound; for an officer at a window those about the people of her area, and
    of who was met there for this item.
    Anything else: what her account began.
    """
    if actor.user_id is None or not actor.may(action):
        return Draft.objects.none()
    if action == TAKE_IN:
        reached = people_visible_to(actor, action).filter(pk=OuterRef("subject_id"))
        met = encounters_visible_to(actor, action).filter(
            person=OuterRef("subject_id"), item=OuterRef("form")
        )
        return Draft.objects.filter(Exists(reached) | Exists(met), purpose=APPLICATION)
    if action != DRAFT_WRITE:
        return Draft.objects.filter(owner=actor.user_id).exclude(purpose=APPLICATION)
    unbound = Q(owner=actor.user_id, subject=None)
    found = Q(subject__in=actor.people(action)) | unbound
    return Draft.objects.filter(found, purpose=APPLICATION)


def require_reach(actor: Actor, errand: Errand, form: str) -> None:
    """Raise NotVisible unless the actor may do the errand; an application only for whom she reaches.

    At a window also for who was met there, for this form's item alone.
    Where a record's subject lies is for the register to judge, by the record's own area.
    """
    if actor.user_id is None or errand.is_application != (errand.action in FILLING):
        raise NotVisible
    actor.require(errand.action)
    if errand.action == TAKE_IN and errand.subject_id is None:
        raise NotVisible
    if errand.is_application and errand.subject_id is not None:
        met = encounters_visible_to(actor, errand.action) if errand.action == TAKE_IN else None
        if met is not None and met.filter(person=errand.subject_id, item=form).exists():
            return
        person_visible_to(actor, errand.action, errand.subject_id)


def applications_with_forms(
    actor: Actor, person_id: int | None, *, action: str = DRAFT_WRITE
) -> list[tuple[Draft, FormRow]]:
    """Return a person's applications, latest first, with the forms that the pack still has.

    `person_id` is the actor's own (None: not bound) or a mandator's; of others there are none.
    """
    drafts = visible_to(actor, action).filter(_of(actor, person_id))
    drafts = drafts.select_related(*SHOWN_WITH).order_by("-updated_at", "-pk")
    found = [(draft, applied_form(draft.form)) for draft in drafts]
    return [(draft, form) for draft, form in found if form]


def applied_form(form_id: str) -> FormRow | None:
    """Return the form of an application: an item's, else the pack's own; None where it is gone."""
    made = derived_sheet(current_pack(), form_id)
    own = (form for form in forms_for(APPLICATION) if form.id == form_id)
    return made.form if made else next(own, None)


def open_applications(
    actor: Actor, person_id: int | None, *, action: str = DRAFT_WRITE
) -> list[tuple[Draft, FormRow]]:
    """Return a person's applications that were not submitted yet; those become cases."""
    found = applications_with_forms(actor, person_id, action=action)
    return [(draft, form) for draft, form in found if draft.submitted_at is None]


def latest_application(
    actor: Actor, person_id: int, item_id: str, *, action: str = DRAFT_WRITE
) -> Draft | None:
    """Return a person's newest application of an item: an open one first, else the last submitted."""
    found = visible_to(actor, action).filter(subject=person_id, form=item_id)
    return found.order_by(F("submitted_at").desc(nulls_first=True), "-pk").first()


def application_of(actor: Actor, draft_id: int) -> Draft:
    """Return one application that the actor may see; NotVisible for any other."""
    found = visible_to(actor, DRAFT_WRITE).select_related(*SHOWN_WITH)
    draft = found.filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    return draft


def may_discard(actor: Actor, draft: Draft) -> bool:
    """Say whether she may throw away a draft that she sees: a helper only what she began herself."""
    is_own = draft.subject_id is not None and draft.subject_id == actor.person_id
    return is_own or draft.owner_id == actor.user_id


def open_drafts(actor: Actor, errand: Errand, form_id: str) -> QuerySet[Draft]:
    """Return the drafts of this form and errand that are not submitted, the one to go on with first."""
    found = visible_to(actor, errand.action).filter(
        _of(actor, errand.subject_id),
        form=form_id,
        purpose=errand.purpose,
        submitted_at__isnull=True,
    )
    return found.order_by(F("subject").asc(nulls_last=True))


def _of(actor: Actor, person_id: int | None) -> Q:
    """Return the condition "about this person"; her own include what she began before she was bound."""
    if person_id is not None and person_id != actor.person_id:
        return Q(subject=person_id)
    return Q(subject=person_id) | Q(subject=None)
