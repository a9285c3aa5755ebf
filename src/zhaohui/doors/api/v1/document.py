"""OpenAPI 3.1 of the interfaces, made from the calls' own shapes: what it says is what they check and answer."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import URLPattern
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from zhaohui.doors.api.v1 import shapes
from zhaohui.doors.api.v1.frame import JSON, MULTIPART, PROBLEM, Operation
from zhaohui.doors.api.v1.open311 import open311_paths
from zhaohui.packs.pack import Pack

TEMPLATE = "#/components/schemas/{model}"
ALWAYS = (405, 429)
WORDS = {
    400: "Something in it can't be done as it stands",
    401: "No key, or none that runs",
    403: "The key is not for this",
    404: "There is none, or it is out of reach",
    405: "The address does not take this method",
    409: "It does not fit what has become of it meanwhile",
    413: "Too large",
    415: "Another content type is wanted",
    422: "It has not the described shape",
    429: "Too many calls in a minute",
}
ARGUMENTS = {
    "number": {"type": "string", "pattern": shapes.NUMBER},
    "item_id": {"type": "string", "pattern": "^[a-z0-9-]{1,96}$"},
}


@lru_cache(maxsize=4)
def document(pack: Pack) -> dict[str, Any]:
    """Return the description as plain values."""
    from zhaohui.doors.api.v1.urls import urlpatterns

    calls = [
        (template_of(each), each.name or "", each.callback.operation)
        for each in urlpatterns
        if hasattr(each.callback, "operation")
    ]
    defs = schemas_of([told for _, _, told in calls])
    paths = {path: {told.method.lower(): described(path, name, told)} for path, name, told in calls}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{pack.name} 昭惠 interfaces",
            "version": "1",
            "description": "For other offices' systems. Calls with a key follow the county's policy and are recorded.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths | open311_paths(),
        "components": {
            "schemas": defs,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def template_of(pattern: URLPattern) -> str:
    """Return an address with its arguments in braces."""
    text = str(pattern.pattern).replace("<slug:", "{").replace(">", "}")
    return f"/api/{text}"


def schemas_of(operations: list[Operation]) -> dict[str, Any]:
    """Return the JSON Schemas of all shapes, by name."""
    bodies = {told.body for told in operations if told.body and not told.file}
    answers = {told.answer for told in operations} | {shapes.Problem}
    wanted: list[tuple[type[BaseModel], Any]] = [(each, "validation") for each in bodies]
    wanted += [(each, "serialization") for each in answers]
    wanted.sort(key=lambda pair: (pair[0].__name__, pair[1]))
    _, found = models_json_schema(wanted, ref_template=TEMPLATE)
    defs: dict[str, Any] = found["$defs"]
    return defs


def described(path: str, name: str, told: Operation) -> dict[str, Any]:
    """Return one call."""
    refused = {*told.errors, *ALWAYS}
    if told.action:
        refused |= {401, 403}
    if told.body is not None:
        refused |= {413, 415, 422}
    if told.query is not None:
        refused.add(422)
    statuses = (
        {told.status, 200}
        if told.method == "POST" and told.status == 201 and not told.file
        else {told.status}
    )
    responses: dict[str, Any] = {
        str(status): {"description": "Done", "content": {JSON: {"schema": ref(told.answer)}}}
        for status in sorted(statuses)
    }
    for status in sorted(refused):
        responses[str(status)] = {
            "description": WORDS[status],
            "content": {PROBLEM: {"schema": ref(shapes.Problem)}},
        }
    found: dict[str, Any] = {
        "operationId": name,
        "summary": told.summary,
        "responses": responses,
        "parameters": [*arguments(path), *query_of(told)],
    }
    if told.action:
        found["security"] = [{"key": []}]
    if told.body is not None:
        found["requestBody"] = {"required": True, "content": body_of(told)}
    return found


def arguments(path: str) -> list[dict[str, Any]]:
    """Return what stands in an address."""
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in ARGUMENTS.items()
        if f"{{{name}}}" in path
    ]


def query_of(told: Operation) -> list[dict[str, Any]]:
    """Return what may follow an address."""
    if told.query is None:
        return []
    schema = told.query.model_json_schema()
    return [
        {"name": name, "in": "query", "required": False, "schema": each}
        for name, each in schema["properties"].items()
    ]


def body_of(told: Operation) -> dict[str, Any]:
    """Return the content of a request."""
    assert told.body
    if not told.file:
        return {JSON: {"schema": ref(told.body)}}
    schema = told.body.model_json_schema()
    schema["properties"]["file"] = {
        "type": "string",
        "contentMediaType": "application/octet-stream",
    }
    schema["required"] = [*schema.get("required", ()), "file"]
    return {MULTIPART: {"schema": schema}}


def ref(shape: type[BaseModel]) -> dict[str, str]:
    """Return where a shape is described."""
    return {"$ref": TEMPLATE.format(model=shape.__name__)}
