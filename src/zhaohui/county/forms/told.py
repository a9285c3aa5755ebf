"""What the audit log says of a draft."""

from __future__ import annotations

from zhaohui.county.accounts.actor import Actor
from zhaohui.packs.schema.forms import FormRow


def purpose_words(actor: Actor, subject_id: int | None, form: FormRow) -> str:
    """Return the form's name, with the word for acting by a mandate where a helper fills it in."""
    by_mandate = subject_id is not None and subject_id in actor.mandators
    return f"受委托代办：{form.name}" if by_mandate else form.name
