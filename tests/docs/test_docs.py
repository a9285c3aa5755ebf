"""The documentation names what there is."""

import re
from pathlib import Path

import pytest

from zhaohui.cli.main import VERBS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_on_the_commands_page(verb: str) -> None:
    assert f"| `{verb}" in (DOCS / "reference" / "commands.md").read_text("utf-8")


def test_every_bench_is_on_the_benches_page() -> None:
    page = (DOCS / "reference" / "benches.md").read_text("utf-8")
    benches = [path.stem for path in (ROOT / "bench").glob("*.py")]
    assert benches
    assert [name for name in benches if f"| {name} |" not in page] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
    ]
    assert links
    broken = [f"{page.name}: {to}" for page, to in links if not (page.parent / to).exists()]
    assert broken == []


def test_every_engine_and_app_says_what_it_is_for() -> None:
    source = ROOT / "src" / "zhaohui"
    folders = [
        path
        for parent in ("engines", "county")
        for path in (source / parent).iterdir()
        if path.is_dir() and path.name not in ("__pycache__", "settings")
    ]
    assert [str(path) for path in folders if not (path / "README.md").exists()] == []
