"""One-time codes and links: made at random, told once, kept only as a keyed hash."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhaohui.county.accounts.errors import TooManyTriesError
from zhaohui.county.accounts.models import CodeTry, User

DIGITS = 9  # a billion codes, a quarter of an hour, five tries an account
# A mandate's code waits for a week, beside hundreds of others: who opens account after account to
# guess must not meet one of them.
MANDATE_DIGITS = 12
GROUP = 3
MOST_TRIES = 5
TRIES_COUNT_FOR = dt.timedelta(minutes=15)


def new_code(digits: int = DIGITS) -> str:
    """Return random digits, to be read out or copied from a slip of paper."""
    return "".join(secrets.choice("0123456789") for _ in range(digits))


def spaced(code: str) -> str:
    """Return the code in groups of three.

    >>> spaced("123456789")
    '123 456 789'
    """
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def new_token() -> str:
    """Return a random word for a link."""
    return secrets.token_urlsafe(32)


def hashed(kind: str, secret: str) -> str:
    """Return what is stored of a code or token: with the server's key, because digits are few."""
    text = "".join(secret.split())
    return salted_hmac(f"zhaohui.{kind}", text, algorithm="sha256").hexdigest()


def require_tries_left(user: User) -> None:
    """Raise TooManyTriesError where the account typed too many wrong codes lately."""
    since = timezone.now() - TRIES_COUNT_FOR
    if CodeTry.objects.filter(user=user, at__gt=since).count() >= MOST_TRIES:
        raise TooManyTriesError
