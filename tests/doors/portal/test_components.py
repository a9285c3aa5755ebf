"""One component a file: each is used, none is written twice, and pages hold no unmarked Chinese."""

from __future__ import annotations

import re

from tests.doors.portal.conftest import ROOT

TEMPLATES = sorted((ROOT / "src" / "zhaohui").rglob("templates/**/*.html"))
COMPONENTS = ROOT / "src" / "zhaohui" / "web" / "templates" / "components"
INCLUDE = re.compile(r'{% include "([^"]+)"')


def included():
    return {name for path in TEMPLATES for name in INCLUDE.findall(path.read_text("utf-8"))}


def test_each_component_is_used_and_each_include_exists():
    files = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")}
    assert included() == files


def test_components_are_written_once():
    bodies = {}
    for path in COMPONENTS.glob("*.html"):
        body = "".join(path.read_text("utf-8").split())
        assert body not in bodies, f"{path.name} repeats {bodies.get(body)}"
        bodies[body] = path.name
    names = [path.name for path in TEMPLATES if path.parent.name == "components"]
    assert len(names) == len(set(names))


def test_every_class_of_a_component_is_styled_somewhere():
    """A class without a rule is a leftover, unless govuk-frontend styles it."""
    styles = "".join(
        path.read_text("utf-8") for path in (ROOT / "src/zhaohui/web/static_src/css").glob("*.css")
    )
    known = set(re.findall(r"\.([a-z][\w-]*)", styles))
    for path in TEMPLATES:
        text = re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text("utf-8"))
        for classes in re.findall(r'class="([^"]*)"', text):
            for name in classes.split():
                ok = name in known or name.startswith("govuk-") or name.endswith("-")
                assert ok, f"{path.name}: {name}"


def test_no_chinese_outside_marked_strings():
    allowed = {"昭", "中文"}
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
        text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", text, flags=re.DOTALL)
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text)
        found = set(re.findall(r"[\u4e00-\u9fff]+", text)) - allowed
        assert not found, f"{path.name}: {found}"
