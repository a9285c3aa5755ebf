"""Which materials a case still lacks: asked before many cases are accepted at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.contents import answers_of
from zhaohui.county.cases.models import Case, CaseState, Material
from zhaohui.county.cases.queries import reaches
from zhaohui.county.cases.states import STEPS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errors import NoSuchForm
from zhaohui.county.forms.papers import papers
from zhaohui.county.forms.queries import sitting_of_item
from zhaohui.county.lists.declare import Row


def lacking(case: Case) -> list[str]:
    """Return the names of documents that are needed, or may be, and that no file was handed in for."""
    sitting = sitting_of_item(current_pack(), case.item, case.subject_id)
    given = set(Material.objects.filter(case=case).values_list("document", flat=True))
    needed = papers(sitting, answers_of(case))
    return [
        each.row.name for each in needed if each.status != "waived" and each.row.id not in given
    ]


def why_not_accept(actor: Actor, row: Row) -> str:
    """Return why a case is left out where many are accepted at once; "" where nothing is missing."""
    if row["state"] != CaseState.SUBMITTED:
        return _("不是等受理的")
    case = Case.objects.get(pk=row["pk"])
    if not reaches(actor, STEPS["accept"], case):
        return _("您的岗位不能受理")
    try:
        missing = lacking(case)
    except NoSuchForm:
        return _("事项已经不能申请，要逐件看")
    return _("缺材料，要逐件看") if missing else ""
