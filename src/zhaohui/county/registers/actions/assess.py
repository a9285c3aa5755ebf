"""Assess the subject of a record: the draft is judged as a whole, added up, and kept with the record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import open_answers
from zhaohui.county.forms.queries import visible_to
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.queries import require_reach
from zhaohui.county.registers.scoring import plain_scores, scored, seal_assessment
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
LONGEST = 200


def assess(
    actor: Actor, register: RegisterRow, record_id: int, *, sitting: Sitting, draft: Draft
) -> Assessment:
    """Store the assessment of an officer's draft, delete the draft, and return the assessment.

    NotVisible outside the actor's range or for a form that the register does not assess by,
    ChangedElsewhere when the draft was sent or changed already, NotComplete with the problems.
    """
    form = sitting.sheet.form
    with transaction.atomic():
        rows = Record.objects.select_for_update(of=("self",))
        row = rows.filter(pk=record_id, register=register.id).first()
        if row is None or form.id not in register.assessments:
            raise NotVisible
        require_reach(actor, WRITE, row.pk)
        clean = _taken(actor, sitting, draft)
        found = scored(sitting, clean)
        made = Assessment.objects.create(
            record=row,
            form=form.id,
            form_name=form.name[:LONGEST],
            day=county_today(),
            scores=plain_scores(sitting, found),
            sealed=seal_assessment(clean, found),
            assessor_id=actor.user_id,
            assessor_label=actor.label[:LONGEST],
            pack_version=sitting.pack.version,
        )
        record(
            actor,
            WRITE,
            subject=("person", row.person_id) if row.person_id else ("record", row.pk),
            purpose=f"{register.purpose}：{form.name}",
            fields=clean.names(),
            change={"did": "assess", "record": row.pk, "assessment": made.pk, "form": form.id},
        )
    return made


def _taken(actor: Actor, sitting: Sitting, draft: Draft) -> Answers:
    """Return the draft's answers as they stand, and delete it: a second sending finds none."""
    own = visible_to(actor, WRITE).select_for_update(of=("self",))
    kept = own.filter(pk=draft.pk, version=draft.version, submitted_at=None).first()
    if kept is None:
        raise ChangedElsewhere(
            _("这份评估在另一处改过或已经登记，没有重复登记。"), hint=_("请打开记录看一看。")
        )
    clean, _pages, problems = read_whole(sitting, open_answers(kept, sitting))
    if problems:
        raise NotComplete(_("还有内容需要改，没有登记。"), problems=tuple(problems))
    kept.delete()
    return clean
