"""The plan's text as numbered lines, or one sentence on why the file is not a plan's plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from zhaohui.engines.plandoc.widths import fold
from zhaohui.errors import ZhaohuiError

MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a DOCX, XLSX or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MOST_BYTES = 20_000_000
MOST_LINES = 20_000
LONGEST_LINE = 6_000
PAGE_NUMBER = re.compile(
    r"[—–－-]\s*\d{1,4}\s*[—–－-]|第\s*\d{1,4}\s*页(?:[,，/]?\s*共\s*\d{1,4}\s*页)?"
)
ORDINARY = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\s\x20-\x7e“”‘’—…·±×]")


class PlanError(ZhaohuiError):
    """The file is not a plan that can be read; says what is missing and where."""

    code = "plan"


@dataclass(frozen=True)
class Line:
    """A printed line: its number, the text without outer spaces, the same text half-width."""

    number: int
    text: str
    folded: str
    after_blank: bool


def read_text(path: Path) -> str:
    """The text of a UTF-8 plan; raises `PlanError` with the way to mend any other file."""
    if path.is_dir():
        raise PlanError(f"{path} is a folder; a plan is read from one text file.")
    if not path.exists():
        raise PlanError(f"There is no file {path}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlanError(f"{path} cannot be opened: {error.strerror}.") from error
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Bytes to text, strictly UTF-8 (a leading mark is dropped)."""
    if not data.strip():
        raise PlanError(f"{name} is empty: there is no line to read.")
    if len(data) > MOST_BYTES:
        raise PlanError(f"{name} has {len(data)} bytes; a plan's text has at most {MOST_BYTES}.")
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise PlanError(f"{name} is {kind}, not plain text.", hint="Save it as UTF-8 text.")
    if data.startswith(UTF16_MARKS):
        raise PlanError(f"{name} is UTF-16, not UTF-8.", hint=_convert("UTF-16", name))
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise PlanError(f"{name} is binary (a zero byte in line {line}), not plain text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, name, error) from error


def _convert(encoding: str, name: str) -> str:
    return f"Convert it: iconv -f {encoding} -t UTF-8 {name} > plan.txt"


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> PlanError:
    line = data[: error.start].count(b"\n") + 1
    if error.reason == "unexpected end of data":
        return PlanError(f"{name} breaks off inside a character of line {line}: it was cut short.")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and len(ORDINARY.findall(text)) > 0.9 * len(text):
        return PlanError(
            f"{name} is written in GBK (GB18030), not UTF-8; the first such byte is in line {line}.",
            hint=_convert("GB18030", name),
        )
    return PlanError(f"{name} is binary or in an unknown encoding: line {line} is not UTF-8.")


def printed_lines(text: str, name: str) -> list[Line]:
    """The lines that carry text, without page numbers such as — 12 —."""
    lines: list[Line] = []
    after_blank = True
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        kept = raw.strip(" \u3000\u00a0\f\v\ufeff")
        # Tabs at either end are empty cells, but only where a row has other tabs.
        kept = kept if "\t" in kept.rstrip("\t") else kept.rstrip("\t")
        if not kept.strip() or PAGE_NUMBER.fullmatch(kept.strip()):
            after_blank = True
            continue
        if len(kept) > LONGEST_LINE:
            raise PlanError(
                f"Line {number} of {name} has {len(kept)} characters; a paragraph has at most "
                f"{LONGEST_LINE}: the text has lost its line breaks."
            )
        lines.append(Line(number, kept, fold(kept), after_blank))
        if len(lines) > MOST_LINES:
            raise PlanError(
                f"{name} has more than {MOST_LINES} lines with text (line {number} goes beyond): "
                "it is not one plan."
            )
        after_blank = False
    if not lines:
        raise PlanError(f"{name} is empty: there is no line to read.")
    _refuse_control_characters(text, name)
    return lines


def _refuse_control_characters(text: str, name: str) -> None:
    found = re.search(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text)
    if found:
        line = text[: found.start()].count("\n") + 1
        raise PlanError(f"{name} has the character {found[0]!r} in line {line}: not plain text.")
