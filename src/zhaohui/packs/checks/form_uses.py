"""What a use asks of a form: a survey identifies nobody, an assessment has scales that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.forms import FieldRow, FormRow, StepRow, Use

COUNTED = ("bool", "enum")  # a text or a date could tell who wrote it, and cannot be counted


def check_uses(scope: Scope, form: FormRow) -> None:
    """Check what the form's survey and assessment need."""
    if "survey" in form.uses:
        _survey(scope, form)
    if "assessment" in form.uses:
        _assessment(scope, form)


def _steps(form: FormRow, use: Use) -> Iterator[StepRow]:
    return (step for step in form.steps if not step.uses or use in step.uses)


def _survey(scope: Scope, form: FormRow) -> None:
    if form.subject != "none":
        what = f"the form {form.id} is for survey, and a survey is about nobody"
        scope.problems.error(form.place, what, "write `subject: none`")
    if form.documents:
        what = f"the form {form.id} is for survey and asks for documents"
        scope.problems.error(form.documents[0].place, what, "leave `documents` out")
    for step in _steps(form, "survey"):
        for row in step.fields:
            if fault := _tells_who(row):
                hint = "ask it in a step of another use, or make it an own bool or enum field"
                scope.problems.error(row.place, f"a survey identifies nobody: {fault}", hint)


def _tells_who(row: FieldRow) -> str:
    if row.fact:
        return f"{row.fact} is a fact of the registry"
    return "" if row.type in COUNTED else f"{row.key} is a {row.type}, not a choice"


def _assessment(scope: Scope, form: FormRow) -> None:
    if not form.scales:
        what = f"the form {form.id} is for assessment and has no `scales`"
        scope.problems.error(form.place, what, "add the scale that its answers are added up by")
    asked = {row.key for step in _steps(form, "assessment") for row in step.fields}
    every = {row.key for step in form.steps for row in step.fields}
    for scale in form.scales:
        for item in scale.items:
            if item.field in every - asked:
                what = f"the item {item.field} of {scale.id} is not asked in an assessment"
                hint = "let its step serve `assessment`"
                scope.problems.error(item.place, what, hint)
