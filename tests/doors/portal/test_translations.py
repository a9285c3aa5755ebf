"""The English catalogue is complete, and placeholders are the same in both languages."""

from __future__ import annotations

import re

import polib
import pytest

from tests.doors.portal.pages import read
from tools import messages


def test_every_marked_string_is_translated_and_none_is_left_over():
    assert messages.marked().keys() == messages.translated()


def test_placeholders_survive():
    for entry in polib.pofile(str(messages.ENGLISH)):
        wanted = set(re.findall(r"%\(\w+\)s", entry.msgid))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert set(re.findall(r"%\(\w+\)s", said)) <= wanted, entry.msgid
        if not entry.msgid_plural:
            assert set(re.findall(r"%\(\w+\)s", entry.msgstr)) == wanted, entry.msgid


@pytest.mark.parametrize("address", ["/", "/check/", "/services/?q=xqzw", "/nothing/"])
def test_english_pages_keep_chinese_only_where_it_is_data(client, pack, address):
    client.cookies["django_language"] = "en"
    html = client.get(address).content.decode()
    html = re.sub(r'<(\w+)[^>]*\blang="zh-Hans"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    html = re.sub(r"<[^>]*>", " ", html)
    text = " ".join(html.split())
    words = set(re.findall(r"[\u4e00-\u9fff]+", text))
    assert words <= {"昭", "中文", pack.short_name, "低保", "上学", "看病"}, words


def test_english_page_speaks_english(client):
    client.cookies["django_language"] = "en"
    page = read(client.get("/check/"))
    assert "How many people live as one household?" in page.text
