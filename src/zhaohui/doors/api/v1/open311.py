"""Open311 GeoReport v2 in the description: the older interface, whose errors are an array of its own."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
DEGREES = {"type": ["number", "null"]}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
CODE = {"type": "string", "pattern": "^[a-z0-9-]{1,64}$"}


def rows(properties: dict[str, Any], *, most: int | None = None) -> dict[str, Any]:
    """Return an array of objects with just these members."""
    found: dict[str, Any] = {"type": "array", "items": whole(properties)}
    return found | ({"maxItems": most} if most else {})


def whole(properties: dict[str, Any]) -> dict[str, Any]:
    """Return an object with just these members."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


ERRORS = rows({"code": TEXT, "description": TEXT})
SERVICE = {
    "service_code": TEXT,
    "service_name": TEXT,
    "description": TEXT,
    "metadata": {"type": "boolean"},
    "type": {"enum": ["realtime", "batch", "blackbox"]},
    "keywords": TEXT,
    "group": TEXT,
}
ATTRIBUTE = {
    "variable": {"type": "boolean"},
    "code": TEXT,
    "datatype": {
        "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
    },
    "required": {"type": "boolean"},
    "datatype_description": TEXT,
    "order": {"type": "integer"},
    "description": TEXT,
    "values": rows({"key": TEXT, "name": TEXT}),
}
DEFINITION = {"service_code": TEXT, "attributes": rows(ATTRIBUTE)}
REQUEST = {
    "service_request_id": TEXT,
    "status": {"enum": ["open", "closed"]},
    "status_notes": TEXT,
    "service_name": TEXT,
    "service_code": TEXT,
    "description": TEXT,
    "agency_responsible": TEXT,
    "service_notice": MAYBE,
    "requested_datetime": MOMENT,
    "updated_datetime": MOMENT,
    "expected_datetime": MOMENT,
    "address": MAYBE,
    "address_id": MAYBE,
    "zipcode": {"type": "null"},
    "lat": DEGREES,
    "long": DEGREES,
    "media_url": {"type": "null"},
}
MADE = {"service_request_id": TEXT, "service_notice": TEXT, "account_id": {"type": "null"}}
ENDPOINT = {
    "specification": TEXT,
    "url": TEXT,
    "changeset": TEXT,
    "type": TEXT,
    "formats": {"type": "array", "items": TEXT},
}
DISCOVERY = {"changeset": TEXT, "contact": TEXT, "key_service": TEXT, "endpoints": rows(ENDPOINT)}
JURISDICTION = {"name": "jurisdiction_id", "in": "query", "schema": TEXT}
ASKED = [
    {"name": name, "in": "query", "schema": schema}
    for name, schema in (
        ("service_request_id", TEXT),
        ("service_code", TEXT),
        ("status", {"enum": ["open", "closed", "open,closed"]}),
        ("start_date", {"type": "string", "format": "date-time"}),
        ("end_date", {"type": "string", "format": "date-time"}),
    )
]
POSTED = {
    "type": "object",
    "required": ["service_code", "description"],
    "properties": {
        "service_code": TEXT,
        "description": TEXT,
        "lat": TEXT,
        "long": TEXT,
        "address_string": TEXT,
        "address_id": TEXT,
        "first_name": TEXT,
        "last_name": TEXT,
        "phone": TEXT,
    },
}


def open311_paths() -> dict[str, Any]:
    """Return the addresses, each in both formats."""
    found: dict[str, Any] = {}
    for form in ("json", "xml"):
        found |= {
            f"/open311/discovery.{form}": {"get": told("discovery", form, whole(DISCOVERY))},
            f"/open311/v2/services.{form}": {"get": told("services", form, rows(SERVICE))},
            f"/open311/v2/services/{{code}}.{form}": {
                "get": told("service", form, whole(DEFINITION), argument="code")
            },
            f"/open311/v2/requests.{form}": {
                "get": told("requests", form, rows(REQUEST, most=1000), query=ASKED),
                "post": posted(form),
            },
            f"/open311/v2/requests/{{number}}.{form}": {
                "get": told("request", form, rows(REQUEST), argument="number")
            },
        }
    return found


def told(
    name: str,
    form: str,
    schema: dict[str, Any],
    *,
    argument: str = "",
    query: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> dict[str, Any]:
    """Return one call in one format."""
    parameters = [*(query or ()), JURISDICTION]
    if argument:
        parameters.append({"name": argument, "in": "path", "required": True, "schema": CODE})
    responses = {str(status): {"description": "Done", "content": media(form, schema)}}
    for refused in (400, 403, 404, 405, 429):
        responses[str(refused)] = {"description": "Errors", "content": media(form, ERRORS)}
    return {
        "operationId": f"open311-{name}-{form}",
        "summary": f"Open311 GeoReport v2: {name}",
        "parameters": parameters,
        "responses": responses,
    }


def posted(form: str) -> dict[str, Any]:
    """Return the call that takes a request."""
    body = {"application/x-www-form-urlencoded": {"schema": POSTED}}
    found = told("post-request", form, rows(MADE), status=201)
    return found | {"requestBody": {"required": True, "content": body}}


def media(form: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an answer; XML is not described further."""
    return {"application/json": {"schema": schema}} if form == "json" else {"text/xml": {}}
