"""Demonstration accounts 演示账户: only beside synthetic people, with a password made at random."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from zhaohui.county.accounts.models import User
from zhaohui.county.registry.queries import has_people, has_real_people

FILE_NAME = "demonstration-accounts.txt"


def demonstration_file() -> Path:
    """Return where the names and the password of the demonstration accounts are kept."""
    return Path(settings.DATA_DIR) / FILE_NAME


def may_demonstrate() -> bool:
    """Say whether this installation may have them, and everybody registered is synthetic."""
    return settings.DEMONSTRATION_ACCOUNTS and has_people() and not has_real_people()


def demonstration_is_on() -> bool:
    """Say whether there are demonstration accounts that can be used."""
    return (
        demonstration_file().is_file()
        and User.objects.filter(is_synthetic=True).exists()
        and may_demonstrate()
    )
