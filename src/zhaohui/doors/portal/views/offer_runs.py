"""分配公开: rounds with commitment, seed and results by number; their files, and the program that checks them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import public
from zhaohui.county.offers.queries import kinds, public_run, public_runs
from zhaohui.doors.portal.offers_page import method_words
from zhaohui.engines.matching import verify_allotment

MOST_ROWS = 500
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "py": "text/x-python; charset=utf-8",
}


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the rounds, void ones too."""
    known = kinds()
    rows = [(run, known.get(run.kind)) for run in public_runs()[:200]]
    return render(request, "portal/offers/runs.html", {"rows": rows})


@public
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a round: what was published before, what after, and what came out by number."""
    run = public_run(pk)
    rows = rows_of(run.texts.get("results.csv", ""))
    places = {row["place"]: row for row in rows_of(run.texts.get("places.csv", ""))}
    context = {
        "run": run,
        "kind": kinds().get(run.kind),
        "method": method_words().get(run.method, run.method),
        "files": sorted(run.texts),
        "places": list(places.values()),
        "results": [
            row | {"name": places.get(row["place"], {}).get("name", "")} for row in rows[:MOST_ROWS]
        ],
        "more": max(len(rows) - MOST_ROWS, 0),
        "people": len(rows_of(run.texts.get("applicants.csv", ""))),
        "placed": sum(1 for row in rows if row["place"]),
    }
    return render(request, "portal/offers/run.html", context)


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a published file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


@public
@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:  # noqa: ARG001
    """Give one published file away, byte by byte as it was hashed."""
    text = public_run(pk).texts.get(name)
    if text is None:
        raise NotVisible
    return download(name, text)


@public
@require_safe
def program(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the program away that recomputes a round."""
    path = Path(verify_allotment.__file__)
    return download(path.name, path.read_text(encoding="utf-8"))


def download(name: str, text: str) -> HttpResponse:
    """Return a text to be kept as a file."""
    response = HttpResponse(text.encode(), content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
