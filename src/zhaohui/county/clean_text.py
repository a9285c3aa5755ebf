"""No text that comes in holds NUL: PostgreSQL keeps none, and no keyboard writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.error_pages import answer_of
from zhaohui.errors import ZhaohuiError

NUL = "\x00"


class TextRefusedError(ZhaohuiError):
    """An address or a form holds what is no text."""

    code = "text"


class CleanText:
    """Middleware: refuse addresses and forms with NUL (400), and pass over cookies with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, text in request.COOKIES.items() if NUL in name + text]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        if not any(NUL in text for text in _texts(request, kwargs)):
            return None
        error = TextRefusedError(
            _("送来的内容里有不能保存的字符，没有处理。"), hint=_("请退回上一页，重新填写再提交。")
        )
        return answer_of(request, error)


def _texts(request: HttpRequest, kwargs: Mapping[str, Any]) -> Iterator[str]:
    yield from (value for value in kwargs.values() if isinstance(value, str))
    for sent in (request.GET, request.POST):
        yield from _of_form(sent)
    yield from request.FILES


def _of_form(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from (str(value) for value in values)
