"""Open311 GeoReport v2: services, their definitions, requests; in JSON and XML, without a session."""

from __future__ import annotations

from django.http import HttpRequest

from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.gate import public
from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.numbers import is_number
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.actions.file_voice import file_voice
from zhaohui.county.oversight.models import VoiceChannel
from zhaohui.county.oversight.open_requests import Asked, asked_for
from zhaohui.county.oversight.said import faults
from zhaohui.doors.api.answers import Answer, open311
from zhaohui.doors.api.faults import Open311Fault
from zhaohui.doors.api.reading import new_once, read_asked, read_post
from zhaohui.doors.api.telling import definition, request_of, service
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VoiceKindRow


@public
@open311("GET", "HEAD")
def discovery(request: HttpRequest) -> Answer:
    """Say where the API is and which formats it has."""
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": request.build_absolute_uri("/open311/v2"),
        "changeset": "2026-11-30T00:00:00Z",
        "type": "production",
        "formats": ["application/json", "text/xml"],
    }
    found = {"changeset": "2026-11-30T00:00:00Z", "contact": "", "key_service": ""}
    return Answer("discovery", found | {"endpoints": [endpoint]})


@public
@open311("GET", "HEAD")
def services(_request: HttpRequest) -> Answer:
    """List the kinds."""
    pack = current_pack()
    return Answer("services", [service(pack, row) for row in pack.voice_kinds])


@public
@open311("GET", "HEAD")
def one_service(_request: HttpRequest, code: str) -> Answer:
    """Say what is asked for a kind."""
    pack = current_pack()
    return Answer("service_definition", definition(pack, kind_named(pack, code)))


@public
@open311("GET", "HEAD", "POST")
def requests(request: HttpRequest) -> Answer:
    """List requests, or take one."""
    if request.method == "POST":
        return taken(request)
    pack = current_pack()
    found = asked_for(pack, read_asked(request.GET, pack))
    return Answer("service_requests", [request_of(pack, voice) for voice in found])


@public
@open311("GET", "HEAD")
def one_request(_request: HttpRequest, number: str) -> Answer:
    """Tell how one request stands."""
    pack = current_pack()
    found = asked_for(pack, Asked(numbers=[number])) if is_number(number) else []
    if not found:
        raise Open311Fault(404, "service_request_id was not found")
    return Answer("service_requests", [request_of(pack, voice) for voice in found])


def taken(request: HttpRequest) -> Answer:
    """File what was posted; its number and code are the answer."""
    pack = current_pack()
    code = request.POST.get("service_code", "")
    if not code:
        raise Open311Fault(400, "service_code was not provided")
    if request.POST.get("api_key") or request.GET.get("api_key"):
        raise Open311Fault(403, "api_key is not known: this county takes requests without one")
    kind = kind_named(pack, code)
    said = read_post(request.POST, kind, pack)
    if wrong := faults(said, kind, pack):
        raise Open311Fault(400, *(f"{fault.field}: {fault.message}" for fault in wrong))
    where = client_address(request) or ""
    once, channel = new_once(), VoiceChannel.API
    filed = file_voice(PUBLIC, code, said, once=once, channel=channel, address=where)
    notice = f"查询码 {filed.code}：凭编号和查询码查答复"
    made = {"service_request_id": filed.voice.number, "service_notice": notice, "account_id": None}
    return Answer("service_requests", [made], 201)


def kind_named(pack: Pack, code: str) -> VoiceKindRow:
    """Return a kind; 404 where the pack has none of that code."""
    found = next((row for row in pack.voice_kinds if row.code == code), None)
    if found is None:
        raise Open311Fault(404, "service_code was not found")
    return found
