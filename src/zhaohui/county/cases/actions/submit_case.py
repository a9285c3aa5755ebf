"""Submit an application: the draft is judged once more and becomes a case 提交申请."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county import one_row
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.take_step import Said, move, note
from zhaohui.county.cases.clocks import begin_acceptance
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.errors import AppliedAlready, CaseAnswerError
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, CaseState, Channel, Material, Party, Role
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.forms.actions.submit_draft import close_draft, locked_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import DRAFT_WRITE, TAKE_IN
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting

TRIES = 5  # at a number that nobody has


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
    with transaction.atomic():
        action = DRAFT_WRITE if channel == Channel.PORTAL else TAKE_IN
        draft = locked_draft(actor, draft_id, action=action)
        if draft.submitted_at is not None and (made := Case.objects.filter(draft=draft).first()):
            return made
        if draft.subject_id is None:
            raise CaseAnswerError(_("先绑定本人才能提交。"), hint=_("带身份证到窗口领绑定代码。"))
        require_no_open_case(draft.subject_id, draft.form)
        answers = close_draft(actor, draft, sitting, version=version)
        return open_case(actor, draft, answers, sitting, channel)


def open_case(
    actor: Actor, draft: Draft, answers: Answers, sitting: Sitting, channel: Channel
) -> Case:
    """Store the case that a closed draft becomes, submitted; the caller holds the transaction."""
    case = new_case(draft, answers, sitting, channel)
    before = move(case, "submit")
    store_with_number(case)
    name_parties(actor, case, channel)
    hand_over(draft.pk, case.pk)
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


def new_case(draft: Draft, answers: Answers, sitting: Sitting, channel: Channel) -> Case:
    """Return the case in the state before it is submitted, not stored yet."""
    today = county_today()
    item = case_item(sitting.pack, draft.form)
    person = draft.subject
    assert person is not None
    case = Case(
        item=item.id,
        item_name=item.name,
        subject=person,
        draft=draft,
        area=person.area,
        channel=channel,
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


def store_with_number(case: Case) -> None:
    """Store a new case under a number that is nobody else's; AppliedAlready where another was quicker."""
    for _try in range(TRIES):
        case.number = new_number(case.submitted_on)
        if one_row.store_unless_there(case):
            return
        require_no_open_case(case.subject_id, case.item)
    raise applied_already()


def name_parties(actor: Actor, case: Case, channel: Channel) -> None:
    """Note who applies, and who did it for her."""
    one_row.store(Party(case_id=case.pk, role=Role.APPLICANT, person_id=case.subject_id))
    if channel != Channel.PORTAL:
        one_row.store(Party(case_id=case.pk, role=Role.TAKER, account_id=actor.user_id))
    elif actor.person_id != case.subject_id:
        one_row.store(Party(case_id=case.pk, role=Role.HELPER, account_id=actor.user_id))


def hand_over(draft: int, case: int) -> None:
    """Give the case the files that came with its draft."""
    table = connection.ops.quote_name(Material._meta.db_table)  # noqa: SLF001 - documented Meta API
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET case_id = %s, draft_id = NULL WHERE draft_id = %s",  # noqa: S608
            [case, draft],
        )
