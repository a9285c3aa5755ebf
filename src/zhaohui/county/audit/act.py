"""One number for all that is done together: by one request, one command, one job."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str | None] = ContextVar("audit_act", default=None)
HEADER = "X-Request-ID"


@contextmanager
def act() -> Iterator[str]:
    """Give every entry recorded inside the same number; inside another act its number stays."""
    number = _current.get() or new_number()
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)


def current_act() -> str:
    """Return the number of the act at work, or a fresh one."""
    return _current.get() or new_number()


def new_number() -> str:
    """Return 16 random hexadecimal digits."""
    return secrets.token_hex(8)


class ActOfRequest:
    """Middleware: a request is one act; its number goes out with the answer, to be quoted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with act() as number:
            response = self.get_response(request)
        response.headers[HEADER] = number
        return response
