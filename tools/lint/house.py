"""House rules that no ready linter knows; `make lint` runs them. Each finding is file:line and a sentence."""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # a script finds its own folder only

from tools.lint import doors  # noqa: E402

BANNED_NAMES = {"utils", "helpers", "common", "managers", "misc"}
LONGEST_MODULE = 400
AMOUNT = re.compile(r"\d+(\.\d+)?\s*(元|万元)")


def main() -> int:
    """Print every finding; return 1 when there is one."""
    in_doors = doors.findings(ROOT / "src" / "zhaohui", ROOT)
    findings = [*source_findings(), *in_doors, *lock_findings()]
    for finding in findings:
        print(finding)
    print(f"house rules: {len(findings)} finding(s)")
    return int(bool(findings))


def source_findings() -> Iterator[str]:
    """Yield what breaks a rule in src/."""
    codes = county_words()
    for path in sorted((ROOT / "src" / "zhaohui").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        where = path.relative_to(ROOT)
        text = path.read_text(encoding="utf-8")
        yield from names_and_size(where, text)
        yield from county_in_code(where, text, codes)
        tree = ast.parse(text)
        yield from amounts(where, tree)
        if "doors" in path.parts:
            yield from queries_in_doors(where, tree)


def names_and_size(where: Path, text: str) -> Iterator[str]:
    """Yield grab-bag names and modules that should be split."""
    lines = text.count("\n")
    if where.stem in BANNED_NAMES or where.stem.startswith("base_"):
        yield f"{where}:1: a module called {where.stem!r} says nothing; name it after what it holds"
    if lines > LONGEST_MODULE:
        yield f"{where}:{LONGEST_MODULE}: {lines} lines; split the module (at most {LONGEST_MODULE})"


def county_words() -> list[str]:
    """Return each pack's division code and short name: they may not appear in code."""
    words = []
    for pack in sorted((ROOT / "packs").iterdir()):
        words.append(pack.name.split("-")[0])
        short = re.search(
            r'^short_name\s*=\s*"([^"]+)"', (pack / "pack.toml").read_text("utf-8"), re.MULTILINE
        )
        words += [short[1]] if short else []
        with (pack / "areas" / "towns.csv").open(encoding="utf-8-sig") as file:
            words += [row["name"] for row in csv.DictReader(file)]
    return words


def county_in_code(where: Path, text: str, words: list[str]) -> Iterator[str]:
    """Yield lines of code that know one county."""
    for number, line in enumerate(text.splitlines(), 1):
        for word in words:
            if word in line:
                yield f"{where}:{number}: {word!r} belongs in the pack, not in code"


def amounts(where: Path, tree: ast.AST) -> Iterator[str]:
    """Yield yuan amounts written in code outside docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings and AMOUNT.search(node.value):  # type: ignore[attr-defined]
            yield f"{where}:{node.lineno}: an amount of money belongs in packs/ with its source"  # type: ignore[attr-defined]


def queries_in_doors(where: Path, tree: ast.AST) -> Iterator[str]:
    """Yield `.objects` in doors: reading goes through an app's queries."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield f"{where}:{node.lineno}: a door asks an app's queries, never .objects"


def lock_findings() -> Iterator[str]:
    """Yield download addresses in lock files."""
    for name in (
        "requirements.lock",
        "requirements-test.lock",
        "requirements-spark.lock",
        "package-lock.json",
    ):
        path = ROOT / name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if (
                '"resolved"' in line
                or "index-url" in line
                or re.search(r"https?://(?!opencollective|github\.com/sponsors|tidelift)", line)
            ):
                yield f"{name}:{number}: a lock names packages, versions and hashes alone"


if __name__ == "__main__":
    sys.exit(main())
