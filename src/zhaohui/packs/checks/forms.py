"""Forms and registers: fields, conditions, documents, scales, translations and what they name."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from zhaohui.packs.book import rulebook_faults
from zhaohui.packs.checks.form_uses import check_uses
from zhaohui.packs.checks.scales import check_scales
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.forms import FormRow
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.row import Row
from zhaohui.packs.sheet_making import sheet_and_faults

# Whom a register may be about, by whom its form is about.
SUBJECTS = {"person": {"person"}, "household": {"person", "household"}, "none": {"none"}}
# An assessment about none is one of a place, an organisation or a thing as well.
ASSESSED = SUBJECTS | {"none": {"none", "place", "organisation", "thing"}}


def check_forms(scope: Scope) -> None:
    """Check every form and every register."""
    can_compile = (
        scope.whole("facts.toml")
        and scope.whole("params/")
        and not rulebook_faults(scope.pack, with_rules=False)
    )
    for form in scope.pack.forms:
        _named_after_file(scope, form, form.id)
        _form(scope, form)
        check_uses(scope, form)
        if can_compile:
            made, faults = sheet_and_faults(scope.pack, form)
            for fault in faults:
                scope.problems.error(fault.place, fault.sentence, fault.hint)
            check_scales(scope, made)
    for register in scope.pack.registers:
        _named_after_file(scope, register, register.id)
        _register(scope, register)


def _named_after_file(scope: Scope, row: Row, row_id: str) -> None:
    name = PurePosixPath(row.place.rpartition(":")[0]).stem
    if row_id != name:
        scope.problems.error(row.place, f"the id {row_id} is not the file's name", f"write {name}")


def _form(scope: Scope, form: FormRow) -> None:
    scope.duplicates(((step.id, step.place) for step in form.steps), f"step of {form.id}")
    scope.duplicates(((row.id, row.place) for row in form.documents), f"document of {form.id}")
    scope.duplicates(((row.id, row.place) for row in form.scales), f"scale of {form.id}")
    rules = {rule.id for rule in scope.pack.rules}
    checked = any(step.needs and "check" in (step.uses or form.uses) for step in form.steps)
    if "check" in form.uses and not checked:
        hint = "add a step with `needs`: the check answers which of these rules hold"
        scope.problems.error(
            form.place, f"the form {form.id} is for check and has no `needs`", hint
        )
    for step in form.steps:
        for use in step.uses:
            if use not in form.uses:
                hint = "add it to the form's `uses`, or leave it out here"
                scope.problems.error(step.place, f"the form itself is not for {use}", hint)
        for rule in step.needs if isinstance(step.needs, tuple) else ():
            if rule not in rules and scope.whole("rules/"):
                hint = _near(rule, rules) or "use the id of a rule"
                scope.problems.error(step.place, f"`needs` names the unknown rule {rule}", hint)
    facts = {fact.name for fact in scope.pack.facts}
    for row in form.documents:
        for name in row.waived_by:
            if name not in facts and scope.whole("facts.toml"):
                hint = _near(name, facts) or "use a name of facts.toml"
                scope.problems.error(row.place, f"`waived_by` names the unknown fact {name}", hint)
    texts = set(texts_of(form))
    for text in form.english:
        if text not in texts:
            hint = _near(text, texts) or "take it out"
            scope.problems.error(
                form.place, f"`english` translates “{text}”, which the form does not say", hint
            )


def texts_of(form: FormRow) -> Iterator[str]:
    """Yield every text of the form that people read."""
    yield from (form.name, form.purpose, *form.intro)
    if form.members:
        yield from (form.members.question, form.members.help)
    for step in form.steps:
        yield from (step.title, step.hint)
        for row in step.fields:
            yield from (row.label, row.help, row.unit, *row.values)
    yield from (row.name for row in form.documents)
    for scale in form.scales:
        yield from (scale.name, *(band.name for band in scale.bands))


def _register(scope: Scope, register: RegisterRow) -> None:
    forms = {form.id: form for form in scope.pack.forms}
    form = forms.get(register.form)
    error = scope.problems.error
    if form is None:
        if register.form and scope.whole("forms/"):
            hint = _near(register.form, set(forms)) or "use the id of a form"
            error(register.place, f"the form {register.form} is not in forms/", hint)
    elif "register" not in form.uses:
        error(
            register.place,
            f"the form {form.id} is not for registers",
            "add `register` to its `uses`",
        )
    elif register.subject not in SUBJECTS[form.subject]:
        what = f"the register is about a {register.subject}, its form about a {form.subject}"
        error(register.place, what, "let them agree")
    if form is not None:
        fields = {row.key for step in form.steps for row in step.fields}
        for name in register.columns:
            if name not in fields:
                error(
                    register.place,
                    f"the column {name} is no field of {form.id}",
                    _near(name, fields),
                )
    _assessments(scope, register)
    posts = {post.post for post in scope.pack.posts}
    if register.keeper not in posts and scope.whole("access/"):
        hint = _near(register.keeper, posts) or "use a post of access/posts.csv"
        error(register.place, f"the post {register.keeper} is not in access/posts.csv", hint)
    scope.duplicates(
        ((state.id, state.place) for state in register.states), f"state of {register.id}"
    )
    known = {state.id for state in register.states}
    for state in register.states:
        for name in state.next:
            if name not in known:
                error(state.place, f"`next` names the unknown state {name}", _near(name, known))


def _assessments(scope: Scope, register: RegisterRow) -> None:
    items = {row.name for row in scope.pack.items}
    for name in register.items:
        if name not in items and scope.whole("catalog/items/"):
            hint = _near(name, items) or "use the name of an item"
            scope.problems.error(register.place, f"`items` names the unknown item {name}", hint)
    forms = {form.id: form for form in scope.pack.forms}
    for name in register.assessments:
        form = forms.get(name)
        if form is None:
            if scope.whole("forms/"):
                hint = _near(name, set(forms)) or "use the id of a form"
                what = f"`assessments` names {name}, which is not in forms/"
                scope.problems.error(register.place, what, hint)
        elif "assessment" not in form.uses:
            what = f"the form {form.id} is not for assessments"
            scope.problems.error(register.place, what, "add `assessment` to its `uses`")
        elif register.subject not in ASSESSED[form.subject]:
            what = f"the register is about a {register.subject}, the assessment {form.id} about a {form.subject}"
            scope.problems.error(register.place, what, "let them agree")


def _near(name: str, known: set[str]) -> str:
    found = get_close_matches(name, known, n=1)
    return f"did you mean {found[0]}?" if found else ""
