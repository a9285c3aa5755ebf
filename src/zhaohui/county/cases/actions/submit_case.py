"""Submit an application: the draft is judged once more and becomes a case 提交申请."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.take_step import Said, note, set_state
from zhaohui.county.cases.clocks import begin_acceptance
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.errors import AppliedAlready, CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import (
    Case,
    CaseState,
    Channel,
    Material,
    Party,
    Role,
)
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.cases.taking import require_papers
from zhaohui.county.forms.actions.submit_draft import close_draft, locked_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import DRAFT_WRITE, TAKE_IN
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.one_row import store
from zhaohui.county.registry.met import open_encounter
from zhaohui.county.registry.models import Person

T = TypeVar("T")
TRIES = 5  # at what the constraints refuse


def submit_case(
    actor: Actor,
    draft_id: int,
    sitting: Sitting,
    *,
    version: int,
    channel: Channel = Channel.PORTAL,
) -> Case:
    """Make the draft a case and return it; the same draft again returns the case that it became.

    AppliedAlready where the person has an open case of the item, NotComplete where something has to
    be mended, ChangedElsewhere where the draft is not the one that was reviewed, NotVisible otherwise.
    Another channel than the portal is an officer's, for somebody who is there.
    """
    action = DRAFT_WRITE if channel == Channel.PORTAL else TAKE_IN

    def make() -> Case:
        draft = locked_draft(actor, draft_id, action=action)
        if draft.submitted_at is not None and (made := Case.objects.filter(draft=draft).first()):
            return made
        if draft.subject_id is None:
            raise CaseAnswerError(_("先绑定本人才能提交。"), hint=_("带身份证到窗口领绑定代码。"))
        require_no_open_case(draft.subject_id, draft.form)
        require_papers(sitting.pack, draft.form, draft.subject_id)
        answers = close_draft(actor, draft, sitting, version=version)
        return open_case(actor, draft, answers, sitting, channel)

    return unless_taken(make)


def unless_taken(make: Callable[[], T]) -> T:
    """Do it in one transaction; from the beginning where somebody was quicker: with a number, or an application.

    The constraints decide, so nothing is asked beforehand that may have changed by the time it is stored.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return make()
        except IntegrityError:
            if not left:
                raise
    raise AssertionError


def open_case(
    actor: Actor, draft: Draft, answers: Answers, sitting: Sitting, channel: Channel
) -> Case:
    """Store the case that a closed draft becomes, submitted; the caller holds the transaction.

    IntegrityError where its number or the person's application was taken meanwhile: `unless_taken`.
    """
    person = draft.subject
    assert person is not None
    area = where_met(actor, draft, channel, sitting)
    seed = Seed(item=draft.form, person=person, channel=channel, draft=draft, area=area)
    case = new_case(seed, answers, sitting)
    before = set_state(case, "submit")
    name_parties(actor, case, person.pk)
    Material.objects.filter(draft=draft.pk).update(case=case.pk, draft=None)
    note(
        actor,
        case,
        "submit",
        Said(),
        before=before,
        change={"channel": channel.value},
        action="" if channel == Channel.PORTAL else TAKE_IN,
    )
    return case


def require_no_open_case(person: int, item: str) -> None:
    """Raise AppliedAlready, with the number, where the person has an open case of the item."""
    open_case = next(
        (case for case in Case.objects.filter(subject=person, item=item) if case.is_open), None
    )
    if open_case is not None:
        raise applied_already()


def applied_already() -> AppliedAlready:
    """Return the refusal of a second application."""
    return AppliedAlready(
        _("这个事项已经提交过，还在办，没有重复提交。"),
        hint=_("在“我的办件”里看进度，也可以撤回后重新申请。"),
    )


@dataclass(frozen=True, kw_only=True)
class Seed:
    """What a case is made of: the item, whom it is about, where it is handled and was taken in, its draft."""

    item: str
    person: Person
    channel: Channel
    area: str | None
    draft: Draft | None = None


def where_met(actor: Actor, draft: Draft, channel: Channel, sitting: Sitting) -> str | None:
    """Return where the case is handled: where she was met for it 发生地, else where she lives.

    Elsewhere than where she lives an item for emergencies 急难 is taken in and handled; one of
    全区通办 is taken in and goes home.
    """
    assert draft.subject is not None
    met, item = None, case_item(sitting.pack, draft.form).item
    if channel != Channel.PORTAL and (item.urgent or item.anywhere):
        met = open_encounter(actor, TAKE_IN, draft.subject.pk, draft.form)
    if met is None:
        return draft.subject.area
    met.used_on = county_today()
    met.save(update_fields=["used_on"])
    return draft.subject.area if item.anywhere else met.area


def new_case(seed: Seed, answers: Answers, sitting: Sitting) -> Case:
    """Return the case in the state before it is submitted, not stored yet; its number is drawn."""
    today = county_today()
    item = case_item(sitting.pack, seed.item)
    case = Case(
        number=new_number(today),
        item=item.id,
        item_name=item.name,
        subject=seed.person,
        draft=seed.draft,
        area=seed.area,
        channel=seed.channel,
        state=CaseState.DRAFT,
        state_since=timezone.now(),
        submitted_on=today,
        gives_money=item.gives_money,
        pack_version=sitting.pack.version,
        people=list(sitting.people),
        answers_sealed=seal(answers.as_json()),
        version=0,
    )
    begin_acceptance(case, sitting.pack, today)
    return case


def name_parties(actor: Actor, case: Case, applicant: int) -> None:
    """Note who applies (for a minor: who acts for her), and who did it for them."""
    found = [Party(case_id=case.pk, role=Role.APPLICANT, person_id=case.subject_id)]
    if case.subject_id != applicant:
        found.append(Party(case_id=case.pk, role=Role.AGENT, person_id=applicant))
    if case.channel != Channel.PORTAL:
        found.append(Party(case_id=case.pk, role=Role.TAKER, account_id=actor.user_id))
    elif actor.person_id != applicant:
        found.append(Party(case_id=case.pk, role=Role.HELPER, account_id=actor.user_id))
    for party in found:
        store(party)
