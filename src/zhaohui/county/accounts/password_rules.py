"""The one rule for passwords whose sentence Django has only in English."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 10


class LongEnough:
    """Asks for at least ten characters, of any kind."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django hands it over
        """Raise ValidationError for a shorter password."""
        if len(password) < LEAST:
            raise ValidationError(
                _("密码太短，至少要 %(least)s 个字。") % {"least": LEAST}, code="password_too_short"
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码至少要 %(least)s 个字。") % {"least": LEAST}
