"""A form's own words in the page's language, where the form brings a translation."""

from __future__ import annotations

from django.utils.translation import get_language

from zhaohui.packs.schema.forms import FormRow


def word(form: FormRow, text: str) -> str:
    """Return a text of the form; in English as the form's `english` has it."""
    if (get_language() or "").startswith("en"):
        return form.english.get(text, text)
    return text
