"""A form's own texts in the page's language."""

from __future__ import annotations

from django import template

from zhaohui.county.forms.words import word
from zhaohui.doors.portal.templatetags.portal import marked
from zhaohui.packs.schema.forms import FormRow

register = template.Library()


@register.filter
def said(text: str, form: FormRow) -> str:
    """Return a text of the form, translated where it can be; Chinese in an English page is marked."""
    spoken = word(form, text)
    return marked(text) if spoken == text else spoken


@register.filter
def plainly_said(text: str, form: FormRow) -> str:
    """Return a text of the form for a place that takes no markup, such as a title."""
    return word(form, text)
