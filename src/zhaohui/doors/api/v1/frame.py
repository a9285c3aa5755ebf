"""The frame of every call: method, rate, key, body by its shape, answer, errors as problem documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ValidationError

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import PUBLIC, Actor
from zhaohui.county.accounts.api_keys import actor_of_key, key_of
from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.lookup import hashed
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errors import NotComplete
from zhaohui.doors.api.v1.faults import ApiFault
from zhaohui.doors.api.v1.shapes import Fault, Problem
from zhaohui.errors import ZhaohuiError

JSON, PROBLEM, MULTIPART = "application/json", "application/problem+json", "multipart/form-data"
BEARER = "Bearer "
MINUTE_S = 60


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What the description of the interface tells of a call; `action` "" : no key is needed."""

    method: str
    summary: str
    answer: type[BaseModel]
    status: int = 200
    action: str = ""
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    file: bool = False
    errors: tuple[int, ...] = ()


@dataclass(frozen=True)
class Call:
    """Who calls, with what."""

    request: HttpRequest
    actor: Actor
    body: Any = None
    query: Any = None


def operation(**told: Any) -> Callable[[Callable[..., Any]], Callable[..., HttpResponse]]:
    """Make a call of the interface of a function that takes a `Call` and returns its answer's shape.

    A function may return a pair: the answer and another status.
    """
    what = Operation(**told)

    def frame(call: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(call)
        def run(request: HttpRequest, **arguments: Any) -> HttpResponse:
            try:
                require_method(request, what.method)
                require_rate(f"address {client_address(request)}")
                actor = actor_of(request, what.action) if what.action else PUBLIC
                made = call(read(request, actor, what), **arguments)
                answer, status = made if isinstance(made, tuple) else (made, what.status)
                return written(answer, status)
            except ZhaohuiError as error:
                return refused(error)

        run.operation = what  # type: ignore[attr-defined]
        run.methods = (what.method,)  # type: ignore[attr-defined]
        return run

    return frame


def require_method(request: HttpRequest, method: str) -> None:
    """Refuse any other method; HEAD is a GET without its body."""
    if request.method not in ((method, "HEAD") if method == "GET" else (method,)):
        raise ApiFault(405, _("这个地址不收这种请求。"), code="method", headers={"Allow": method})


def require_rate(caller: str) -> None:
    """Count the call for a minute; 429 where there were too many."""
    key = "api-" + hashed("api", caller)
    cache.add(key, 0, MINUTE_S)
    try:
        calls = cache.incr(key)
    except ValueError:  # it ran out in between
        calls = 1
    if calls > settings.API_CALLS_A_MINUTE:
        headers = {"Retry-After": str(MINUTE_S)}
        raise ApiFault(429, _("一分钟内请求太多，请稍后再试。"), code="rate", headers=headers)


def actor_of(request: HttpRequest, action: str) -> Actor:
    """Return who calls: 401 without a key that runs, 403 where it is not for this."""
    sent = request.headers.get("Authorization", "")
    key = key_of(sent.removeprefix(BEARER), county_today()) if sent.startswith(BEARER) else None
    if key is None:
        headers = {"WWW-Authenticate": 'Bearer realm="zhaohui"'}
        raise ApiFault(401, _("需要有效的接口密钥。"), code="key", headers=headers)
    require_rate(f"key {key.pk}")
    actor = actor_of_key(key, current_pack())
    if not actor.may(action):
        raise ApiFault(403, _("这个密钥不能做这件事。"), code="action")
    return actor


def read(request: HttpRequest, actor: Actor, what: Operation) -> Call:
    """Return the call with its body and query in their shapes; 415, 413 or 422 where they have none."""
    query = None
    if what.query is not None:
        query = shaped(what.query.model_validate_strings, request.GET.dict())
    if what.body is None:
        return Call(request, actor, query=query)
    kind = MULTIPART if what.file else JSON
    if request.content_type != kind:
        raise ApiFault(415, _("请求的内容类型不对：要 %(kind)s。") % {"kind": kind}, code="kind")
    if what.file:
        body = shaped(what.body.model_validate, request.POST.dict())
    else:
        body = shaped(what.body.model_validate_json, content(request))
    return Call(request, actor, body=body, query=query)


def content(request: HttpRequest) -> bytes:
    """Return the body; 413 where it is too large."""
    try:
        return request.body
    except RequestDataTooBig:
        raise ApiFault(413, _("请求太大。"), code="size") from None


def shaped(read_by: Callable[[Any], BaseModel], given: Any) -> BaseModel:
    """Return what was given in its shape; 422 with all that does not fit, without repeating it."""
    try:
        return read_by(given)
    except ValidationError as error:
        faults = tuple(
            Fault(field=".".join(str(part) for part in each["loc"])[:200], sentence=each["msg"])
            for each in error.errors(include_url=False, include_context=False, include_input=False)
        )
        raise ApiFault(422, _("请求的内容不合格式。"), code="shape", faults=faults[:50]) from None


def written(answer: BaseModel, status: int, kind: str = JSON) -> HttpResponse:
    """Return the answer; nothing of it is kept on the way."""
    response = HttpResponse(answer.model_dump_json(), content_type=kind, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(error: ZhaohuiError) -> HttpResponse:
    """Return the problem document of an error."""
    faults: list[Fault] = list(getattr(error, "faults", ()))
    if isinstance(error, NotComplete):
        faults = [
            Fault(field=getattr(each, "id", ""), sentence=getattr(each, "sentence", ""))
            for each in error.problems
        ]
    problem = Problem(
        code=error.code,
        title=error.message,
        detail=error.hint,
        status=error.status,
        problems=faults,
    )
    response = written(problem, error.status, PROBLEM)
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    return response
