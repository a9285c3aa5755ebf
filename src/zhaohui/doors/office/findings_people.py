"""The people behind a count: from the findings file, with the names that the registry shows this officer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.entitlements.findings_list import (
    FIRST,
    LISTED,
    FindingsPage,
    Key,
    ListedFinding,
    Wanted,
    findings_page,
)
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow

PURPOSE = "看比对名单"
FIELDS = ("姓名", "性别", "出生日期")


@dataclass(frozen=True)
class PersonLine:
    """One finding with the person's name, sex and year of birth as far as they are known."""

    finding: ListedFinding
    name: str
    sex: str
    birth_year: int | None
    place: str


def people_page(request: HttpRequest, *, pack: Pack, run: SweepRun, rule: RuleRow) -> HttpResponse:
    """Return one page of the list; whose names were shown is recorded."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    area = request.GET.get("area", "")
    status = request.GET.get("status", LISTED[0])
    wanted = Wanted(rule=rule.id, status=status, area=area, after=key_of(request))
    found = findings_page(actor, run, wanted)
    lines = named(pack, actor, found)
    if lines:
        note(request, actor, wanted, lines)
    query = {"status": status, "area": area}
    context = {
        "run": run,
        "rule": rule,
        "status": status,
        "statuses": LISTED,
        "area": area,
        "area_name": area_word(pack, area) if area else "",
        "town": area[:9],
        "lines": lines,
        "is_first": wanted.after == FIRST,
        "first": urlencode(query),
        "following": urlencode({**query, "after": word_of(found.following)})
        if found.following
        else "",
    }
    return render(request, "office/findings_people.html", context)


def named(pack: Pack, actor: Actor, page: FindingsPage) -> list[PersonLine]:
    """Return the findings whose person the officer may list now: who moved away is left out."""
    ids = [row.person for row in page.rows]
    known = people_visible_to(actor, "person.list").filter(pk__in=ids)
    people = {row["pk"]: row for row in known.values("pk", "name", "sex", "birth_date")}
    return [
        PersonLine(
            finding=row,
            name=people[row.person]["name"] or "",
            sex=people[row.person]["sex"] or "",
            birth_year=born.year if (born := people[row.person]["birth_date"]) else None,
            place=area_word(pack, row.village or row.town),
        )
        for row in page.rows
        if row.person in people
    ]


def note(request: HttpRequest, actor: Actor, wanted: Wanted, lines: list[PersonLine]) -> None:
    """Record one entry by which each of the people shown can be found."""
    event = Event(
        "finding.list",
        subject=("list", f"findings-{wanted.rule}"),
        purpose=current_purpose(request) or PURPOSE,
        fields=FIELDS,
        change={"rule": wanted.rule, "status": wanted.status, "area": wanted.area},
        people=[line.finding.person for line in lines],
    )
    with transaction.atomic():
        record_many(actor, (event,))


def key_of(request: HttpRequest) -> Key:
    """Return the key after which the page starts; 404 for one that nobody was given."""
    written = request.GET.get("after", "")
    if not written:
        return FIRST
    parts = written.split("-")
    numbers = parts[1:]
    is_written = written.isascii()  # other scripts have digits, too
    if len(parts) != 3 or not all(part.isdigit() and len(part) < 18 for part in numbers):
        raise Http404
    if not is_written or (parts[0] and not (parts[0].isdigit() and len(parts[0]) <= 12)):
        raise Http404
    return parts[0], int(numbers[0]), int(numbers[1])


def word_of(key: Key) -> str:
    """Return a key as it stands in an address."""
    return "-".join(str(part) for part in key)
