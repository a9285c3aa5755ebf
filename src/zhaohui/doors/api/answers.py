"""Answers of the API in JSON or XML, errors too; the frame that every call goes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any
from xml.etree import ElementTree as ET

import orjson
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.lookup import hashed
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.api.faults import Open311Fault
from zhaohui.errors import ZhaohuiError

KINDS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ITEM = {"services": "service", "service_requests": "request", "errors": "error"} | {
    "attributes": "attribute",
    "values": "value",
    "changeset": "changeset",
    "endpoints": "endpoint",
    "formats": "format",
}


class Answer:
    """What a call returns: the name of the root in XML, and plain values."""

    def __init__(self, root: str, value: Any, status: int = 200) -> None:
        self.root, self.value, self.status = root, value, status


def open311(*methods: str) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponse]]:
    """Make a call of the API of a function: its format, its limits, its errors; no session is looked at."""

    def frame(call: Callable[..., Answer]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(call)
        def run(request: HttpRequest, *, form: str, **arguments: Any) -> HttpResponse:
            try:
                require_offered(form, request.method or "", methods)
                require_rate(request)
                require_jurisdiction(request)
                answer = call(request, **arguments)
            except Open311Fault as fault:
                answer = errors(fault.status, *fault.sentences)
            except ZhaohuiError as error:
                answer = errors(error.status, str(error))
            return written(answer, form if form in KINDS else "json")

        run.methods = tuple(m for m in methods if m != "HEAD")  # type: ignore[attr-defined]
        return run

    return frame


def require_offered(form: str, method: str, methods: Sequence[str]) -> None:
    """Refuse a format or a method that there is not."""
    if form not in KINDS:
        raise Open311Fault(404, f"format {form[:8]!r} is not offered: json or xml")
    if method not in methods:
        raise Open311Fault(405, f"{method} is not taken here")


def require_rate(request: HttpRequest) -> None:
    """Count the call against its address for a minute; 429 where there were too many."""
    key = "open311-" + hashed("open311", client_address(request) or "")
    cache.add(key, 0, 60)
    try:
        calls = cache.incr(key)
    except ValueError:  # it ran out in between
        calls = 1
    if calls > settings.API_CALLS_A_MINUTE:
        raise Open311Fault(
            429, f"more than {settings.API_CALLS_A_MINUTE} calls in a minute: wait a minute"
        )


def require_jurisdiction(request: HttpRequest) -> None:
    """Refuse another county's jurisdiction_id; leaving it out is fine."""
    asked = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id") or ""
    if asked and asked != current_pack().code:
        raise Open311Fault(404, "jurisdiction_id was not found")


def errors(status: int, *sentences: str) -> Answer:
    """Return the array of errors that the specification asks for."""
    found = [{"code": str(status), "description": sentence} for sentence in sentences]
    return Answer("errors", found, status)


def written(answer: Answer, form: str) -> HttpResponse:
    """Return the answer in its format; nothing of it is kept on the way."""
    if form == "json":
        content = orjson.dumps(answer.value)
    else:
        content = ET.tostring(
            element(answer.root, answer.value), encoding="utf-8", xml_declaration=True
        )
    response = HttpResponse(content, content_type=KINDS[form], status=answer.status)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    if answer.status == 429:
        response["Retry-After"] = "60"
    return response


def element(name: str, value: Any) -> ET.Element:
    """Return plain values as XML: a list's items are named after it, nothing is an empty element."""
    found = ET.Element(name)
    if isinstance(value, Mapping):
        found.extend(element(key, each) for key, each in value.items())
    elif isinstance(value, list):
        found.extend(element(ITEM.get(name, "item"), each) for each in value)
    elif isinstance(value, bool):
        found.text = "true" if value else "false"
    elif value is not None:
        found.text = "".join(c for c in str(value) if c.isprintable() or c in "\n\t")
    return found
