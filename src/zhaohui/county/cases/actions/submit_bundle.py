"""Submit an application for a 一件事: one draft becomes one case an item, all or none, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.add_material import OTHER
from zhaohui.county.cases.actions.hold_back import hold_back
from zhaohui.county.cases.actions.submit_case import Seed, name_parties, new_case, unless_taken
from zhaohui.county.cases.actions.take_step import Said, note, set_state
from zhaohui.county.cases.bundle_plan import Planned, materials_apart, needed_papers, plan
from zhaohui.county.cases.errors import CaseAnswerError, NoSuchItem
from zhaohui.county.cases.models import (
    BundleApplication,
    BundlePart,
    Case,
    Channel,
    Material,
    Skip,
)
from zhaohui.county.cases.numbers import new_joint_number
from zhaohui.county.forms.actions.submit_draft import close_draft, locked_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import DRAFT_WRITE, TAKE_IN
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Person


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent: the draft's version that was reviewed, the chosen items by key, where."""

    version: int
    chosen: Collection[str]
    channel: Channel = Channel.PORTAL

    @property
    def action(self) -> str:
        """The policy's action that allows it."""
        return DRAFT_WRITE if self.channel == Channel.PORTAL else TAKE_IN


def submit_bundle(actor: Actor, draft_id: int, sitting: Sitting, sent: Sent) -> BundleApplication:
    """Make the draft an application with its cases and return it; sent again, the same one.

    What is open or held already is left out and said. CaseAnswerError where nothing is left to
    apply for, NotComplete, ChangedElsewhere and NotVisible as for a single item.
    """

    def make() -> BundleApplication:
        draft = locked_draft(actor, draft_id, action=sent.action)
        made = BundleApplication.objects.filter(draft=draft).first()
        if draft.submitted_at is not None and made is not None:
            return made
        if draft.subject is None:
            raise CaseAnswerError(_("先绑定本人才能提交。"), hint=_("带身份证到窗口领绑定代码。"))
        if sitting.bundle is None:
            raise NoSuchItem(_("没有这个一件事，或者它还不能申请。"))
        answers = close_draft(actor, draft, sitting, version=sent.version)
        rows = plan(sitting, answers, sitting.bundle)
        going = [row for row in rows if row.goes and row.key in sent.chosen]
        if not going:
            raise CaseAnswerError(_("没有选要办的事项。"), hint=_("至少勾选一项。"))
        application = _application(draft, answers, sitting, going, sent.channel)
        cases = {row.key: _case(actor, application, row, answers, sitting) for row in going}
        _leave_out(application, [row for row in rows if row.key not in cases])
        hold_back(going, cases)
        _record(actor, application, sent)
        return application

    return unless_taken(make)


def _application(
    draft: Draft, answers: Answers, sitting: Sitting, going: Sequence[Planned], channel: Channel
) -> BundleApplication:
    bundle, person, today = sitting.bundle, draft.subject, county_today()
    assert bundle is not None
    assert person is not None
    return BundleApplication.objects.create(
        number=new_joint_number(today),
        bundle=bundle.id,
        bundle_name=bundle.row.name,
        subject=person,
        draft=draft,
        area=person.area,
        channel=channel,
        submitted_on=today,
        pack_version=sitting.pack.version,
        materials_apart=materials_apart(going),
        materials_once=len(needed_papers(sitting, answers, going)),
    )


def _case(
    actor: Actor, application: BundleApplication, row: Planned, answers: Answers, sitting: Sitting
) -> Case:
    person = Person.objects.filter(pk=row.person).first()
    if person is None:
        raise ChangedElsewhere(_("家里的登记刚刚有变动，没有提交。"), hint=_("请重新打开看一看。"))
    channel = Channel(application.channel)
    seed = Seed(item=row.member.name, person=person, channel=channel, area=person.area)
    case = new_case(seed, answers, sitting)
    before = set_state(case, "submit")
    name_parties(actor, case, application.subject_id)
    _share_files(application, case, row)
    note(
        actor,
        case,
        "submit",
        Said(),
        before=before,
        change={"channel": application.channel, "bundle": application.pk},
        action="" if application.channel == Channel.PORTAL else TAKE_IN,
    )
    BundlePart.objects.create(
        application=application,
        item=case.item,
        item_name=case.item_name,
        person=person,
        case=case,
    )
    return case


def _share_files(application: BundleApplication, case: Case, row: Planned) -> None:
    """Give the case the files that its item asks for; they were handed in and are stored once."""
    materials = row.member.item.materials if row.member.item else ()
    wanted = {OTHER, *(material.id for material in materials)}
    files = Material.objects.filter(draft=application.draft_id, document__in=wanted)
    for file in files.order_by("pk"):
        Material.objects.create(
            case=case,
            document=file.document,
            name=file.name,
            kind=file.kind,
            size=file.size,
            digest=file.digest,
            folder=file.folder,
            scan=file.scan,
            uploaded_by_id=file.uploaded_by_id,
        )


def _leave_out(application: BundleApplication, rows: Sequence[Planned]) -> None:
    BundlePart.objects.bulk_create(
        BundlePart(
            application=application,
            item=row.member.name,
            item_name=row.member.title,
            person_id=row.person,
            skip=row.skip or Skip.NOT_WANTED,
        )
        for row in rows
    )


def _record(actor: Actor, application: BundleApplication, sent: Sent) -> None:
    parts = application.parts.order_by("pk").values_list("item", "case_id", "skip")
    record(
        actor,
        "case.own" if sent.channel == Channel.PORTAL else TAKE_IN,
        subject=("person", application.subject_id),
        purpose=f"{application.bundle_name}：提交申请",
        change={
            "bundle": application.pk,
            "did": "submit-bundle",
            "parts": [[item, case, skip] for item, case, skip in parts],
        },
    )
