"""List the marked strings of pages and code, and those that the English catalogue lacks or no longer needs."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "zhaohui"
ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"

QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\bn?gettext\(u?{QUOTED}(?:,\s*u?{QUOTED})?")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}

Message = tuple[str, str]  # the string, and its plural or ""


def marked() -> dict[Message, str]:
    """Return every marked string with the file that first uses it."""
    found: dict[Message, str] = {}
    for path in sorted(SOURCE.rglob("*.html")):
        for message in in_template(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    for path in sorted(SOURCE.rglob("*.py")):
        for message in in_code(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    return found


def in_template(text: str) -> Iterator[Message]:
    """Yield the marked strings of a Django template."""
    for match in IN_TEMPLATE.finditer(templatize(text)):
        single, plural = match.groups()
        yield ast.literal_eval(single), ast.literal_eval(plural) if plural else ""


def in_code(text: str) -> Iterator[Message]:
    """Yield the strings that Python code passes to gettext."""
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
        if node.func.id in MARKERS and words:
            yield words[0], words[1] if node.func.id.startswith("n") else ""


def translated() -> set[Message]:
    """Return the strings that the English catalogue translates, plurals in both forms."""
    return {
        (entry.msgid, entry.msgid_plural)
        for entry in polib.pofile(str(ENGLISH))
        if entry.msgstr or (entry.msgstr_plural and all(entry.msgstr_plural.values()))
    }


def main() -> int:
    """Print what is missing (+) and what is no longer used (-); return 1 when something is."""
    wanted, have = marked(), translated()
    missing, unused = wanted.keys() - have, have - wanted.keys()
    for message in sorted(missing, key=lambda each: wanted[each]):
        print(f"+ {wanted[message]}: {message[0]}")
    for message in sorted(unused):
        print(f"- {message[0]}")
    return int(bool(missing or unused))


if __name__ == "__main__":
    sys.exit(main())
