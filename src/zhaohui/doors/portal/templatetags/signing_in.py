"""What the pages of signing in need of a form and of the settings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from zhaohui.county.accounts.demonstration import demonstration_is_on
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.portal.templatetags.portal import lang_of

register = template.Library()
BOXES = {"checkbox": "govuk-checkboxes__input", "select": "govuk-select"}


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """Return the field's control in the look of our forms, tied to its hint and error."""
    field.help_text = hint  # what the control is described by is ours, not the library's
    css = BOXES.get(field.widget_type, "govuk-input")
    if field.errors and css == "govuk-input":
        css += " govuk-input--error"
    attrs: dict[str, str | bool] = {"class": css, "placeholder": False}
    if css == "govuk-select" and any(lang_of(str(label)) for _, label in _choices(field)):
        attrs["lang"] = "zh-Hans"  # areas and posts are called by their Chinese names
    return field.as_widget(attrs=attrs)


def _choices(field: BoundField) -> Iterable[tuple[Any, Any]]:
    return getattr(field.field, "choices", ())


@register.simple_tag
def problems_of(*forms: BaseForm) -> list[dict[str, str]]:
    """Return the faults of forms, each with the id of the control to mend."""
    return [fault for form in forms if form for fault in _faults(form)]


def _faults(form: BaseForm) -> Iterable[dict[str, str]]:
    first = next((field.id_for_label for field in form.visible_fields()), "main")
    for sentence in form.non_field_errors():
        yield {"id": first, "sentence": str(sentence)}
    for field in form:
        for sentence in field.errors:
            target = first if field.is_hidden else field.id_for_label
            yield {"id": target, "sentence": str(sentence)}


@register.filter
def as_json(value: Any) -> str:
    """Return a value as JSON text for a data attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def named(key: str, names: dict[str, str]) -> str:
    """Return the name of a key, the key itself where it has none."""
    return names.get(key, key)


@register.simple_tag
def people_are_synthetic() -> bool:
    """Say whether the people on the page are made by the program 模拟数据."""
    return is_synthetic()


@register.simple_tag
def sign_in_ways() -> dict[str, Any]:
    """Return what this installation offers besides a name and a password."""
    return {
        "mail": bool(settings.MAIL_HOST),
        "outside": settings.OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else "",
        "outside_id": settings.OIDC_ID,
        "demonstration": demonstration_is_on(),
        "must_have_second_factor": settings.SECOND_FACTOR_REQUIRED,
    }
