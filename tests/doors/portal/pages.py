"""What tests read from a page: text, forms, and whatever breaks the page's own policy."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """A parsed page: `ids`, `links`, `inputs` (name → value), `text`, and `inline` (what CSP refuses)."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inputs: dict[str, str] = {}
        self.names: list[str] = []
        self.headings: list[str] = []
        self.inline: list[str] = []
        self.unclosed: list[str] = []
        self._open: list[str] = []
        self._parts: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag in ("input", "select", "button") and "name" in given:
            self.names.append(given["name"])
            self.inputs.setdefault(given["name"], given.get("value", ""))
        events = [name for name in given if name.startswith("on") or name == "style"]
        if events or tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(f"<{tag} {' '.join(events)}>")
        if given.get("href", "").startswith("javascript:"):
            self.inline.append(given["href"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("h1", "h2"):
            self.headings.append(data.strip())
        self._parts.append(data)


def read(response) -> Page:
    return Page(response.content.decode())
