"""What both doors show of a case: its files as answers, and what is wrong with what was written."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zhaohui.county.cases.actions.take_letter import Letter
from zhaohui.county.cases.asking import FactsNotGiven
from zhaohui.county.cases.letter_page import decision_pdf
from zhaohui.county.cases.models import Material
from zhaohui.county.oversight.models import VoicePhoto
from zhaohui.errors import ZhaohuiError


@dataclass(frozen=True)
class Upload:
    """A form that takes one file: where it goes, for which document."""

    action: str
    document: str
    name: str


@dataclass(frozen=True)
class FileRow:
    """A file as lists show it: where it is read and where it is taken back ("": it can't be)."""

    row: Material | VoicePhoto
    href: str = ""
    drop: str = ""

    @property
    def name(self) -> str:
        """What it was called."""
        return self.row.name

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.row.size

    @property
    def scan(self) -> str:
        """What the malware scan said, in words."""
        return self.row.get_scan_display()


def problems_of(error: ZhaohuiError | None, at: str) -> list[dict[str, str]]:
    """Return what is wrong for the summary at the top: each field, or the sentence, leading to `at`."""
    if isinstance(error, FactsNotGiven):
        return [
            {"id": field.first_input, "sentence": f"{field.label}：{field.problem}"}
            for field in error.fields
        ]
    return [{"id": at, "sentence": str(error)}] if error else []


def file_response(found: Material | VoicePhoto, content: bytes) -> HttpResponse:
    """Return the file to be saved, never shown as a page of ours."""
    response = HttpResponse(content, content_type=found.kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def letter_response(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Return the letter as PDF; its QR code leads to the page that checks it."""
    address = request.build_absolute_uri(reverse("portal:letters"))
    query = urlencode({"number": letter.number, "code": letter.code.replace(" ", "")})
    content = decision_pdf(
        letter.text, code=letter.code, address=address, link=f"{address}?{query}"
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{letter.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
