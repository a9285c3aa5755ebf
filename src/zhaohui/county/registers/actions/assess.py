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
from zhaohui.county.registers.scoring import Scored, plain_scores, scored, seal_assessment
from zhaohui.county.registry.actions.confirm_facts import confirm_facts
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
LONGEST = 200


def assess(
    actor: Actor, register: RegisterRow, record_id: int, *, sitting: Sitting, draft: Draft
) -> Assessment:
    """Store the assessment of an officer's draft, delete the draft, and return the assessment.

    Where a scale fills a fact of the person and its band is settled, the fact goes into the registry.

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
            change={"did": "assess", "record": row.pk, "assessment": made.pk, "form": form.id}
            | _entered(sitting, row, made, found),
        )
    return made


def _entered(
    sitting: Sitting, row: Record, made: Assessment, found: list[Scored]
) -> dict[str, list[str]]:
    """Enter the bands that are facts of the person into the registry; return the facts' names."""
    bands = {each.scale: each.band for each in found if not each.whose and each.band}
    facts = {s.fact: bands[s.id] for s in sitting.sheet.scales if s.fact and s.id in bands}
    if not facts or row.person_id is None:
        return {}
    for name, band in facts.items():
        confirm_facts(
            sitting.pack,
            row.person_id,
            {name: band},
            department=sitting.pack.fact(name).source,
            day=made.day,
            origin=f"assessment:{made.pk}:{name}",
        )
    return {"confirmed": list(facts)}


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
