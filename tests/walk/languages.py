"""What a page says in each language: its words by the language that its markup says they are in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSPOKEN = {"script", "style", "code", "title"}  # a title names a thing and can carry no marks
SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "data-label")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = re.compile(r"\b[A-Za-z][a-z']+(?: [A-Za-z']+){2,}")  # three words make a sentence
MIXED = re.compile(r"[A-Za-z].*[\u3400-\u9fff]|[\u3400-\u9fff].*[A-Za-z]", re.DOTALL)
SEAL = {"昭"}  # the site's seal, a drawing


class Spoken(HTMLParser):
    """Collects a page's words as (language, words), attributes that are read out among them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    @property
    def language(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.open.append((tag, given.get("lang", "")))
        for name in SPOKEN_ATTRIBUTES:
            words = given.get(name, "")
            if not MIXED.search(words):  # "Choose 张", of which no part can be marked
                self.said.append((self.language, words))
        if given.get("type") == "submit" and tag == "input":
            self.said.append((self.language, given.get("value", "")))
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        within = {tag for tag, _ in self.open}
        halves = "option" in within and MIXED.search(data)  # an option has one language
        if data.strip() and not UNSPOKEN & within and not halves:
            self.said.append((self.language, " ".join(data.split())))


def chinese_in_english(html: str) -> set[str]:
    """Return Chinese words in what a page, of whatever language, says is English."""
    words = [words for lang, words in Spoken(html).said if lang == "en"]
    return {found for each in words for found in CHINESE.findall(each)} - SEAL


def mistaken(html: str) -> set[str]:
    """Return the words of a page that are not in the language that its markup says."""
    return chinese_in_english(html) | english_in_chinese(html)


def english_in_chinese(html: str) -> set[str]:
    """Return English sentences in what a page, of whatever language, says is Chinese."""
    words = [words for lang, words in Spoken(html).said if lang.startswith("zh")]
    return {found for each in words for found in ENGLISH.findall(each)}
