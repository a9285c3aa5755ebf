"""No file of the pack lies there unread, and no department is without an office that answers."""

from __future__ import annotations

import re
from difflib import get_close_matches

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.files import PLAN_FILES, REGISTERS

KNOWN = frozenset(
    (
        "pack.toml",
        "facts.toml",
        "areas/outline.geojson",
        "areas/attribution.toml",
        "simulation.yaml",
        "payments.yaml",
        "README.md",
    )
) | {name for name, _ in REGISTERS.values()}
PATTERNS = re.compile(
    r"(params|rules|forms|registers|reforms|templates|payrolls|lists|bundles|offers|signals)/[^/]+\.yaml|holidays/\d{4}\.csv|codes/.+"
    r"|catalog/items/[^/]+/[^/]+\.yaml"
    rf"|plan/[^/]+/(plan\.toml|({'|'.join(PLAN_FILES)})\.csv)"
)


def check_files(scope: Scope) -> None:
    """Files that nothing reads (a misspelt name, `.yml`), and departments without a contact."""
    folder = scope.pack.folder
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in name.split("/")):
            continue
        if name not in KNOWN and not PATTERNS.fullmatch(name):
            near = get_close_matches(name, KNOWN, n=1)
            hint = f"did you mean {near[0]}?" if near else "see docs/reference/pack-format.md"
            scope.problems.warning(f"{name}:1", "nothing reads this file", hint)
    _contacts(scope)


def _contacts(scope: Scope) -> None:
    contacts = {contact.department for contact in scope.pack.manifest.contact}
    first = {fact.source: fact.place for fact in reversed(scope.pack.facts)}
    for department, place in first.items():
        if department not in contacts:
            scope.problems.warning(
                place,
                f"the department {department} has no contact in pack.toml",
                f'add [[contact]] with department = "{department}", and a gap if nothing is known',
            )
