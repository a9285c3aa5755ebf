"""The English catalogue is complete, and placeholders are the same in both languages."""

from __future__ import annotations

import re
from collections import Counter

import polib
import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter as mfa_adapter
from django.utils import translation

from tests.doors.portal.pages import read
from tests.walk.languages import mistaken
from tools import messages

ENTRIES = polib.pofile(str(messages.ENGLISH))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
HAN = re.compile(r"[\u3400-\u9fff]")


def test_every_marked_string_is_translated_and_none_is_left_over():
    assert messages.marked().keys() == messages.translated()


def test_placeholders_survive():
    for entry in ENTRIES:
        wanted = placeholders(entry.msgid)
        assert placeholders(entry.msgid_plural) <= wanted, entry.msgid
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said:
                assert placeholders(said) <= wanted, entry.msgid
        if not entry.msgid_plural:
            assert placeholders(entry.msgstr) == wanted, entry.msgid


def placeholders(text):
    return set(PLACEHOLDER.findall(text))


def test_each_string_is_translated_once_and_for_certain():
    found = Counter((entry.msgctxt, entry.msgid) for entry in ENTRIES)
    assert [msgid for (_, msgid), number in found.items() if number > 1] == []
    assert [entry.msgid for entry in ENTRIES if entry.fuzzy or entry.obsolete] == []


def test_plurals_have_both_forms_and_the_second_says_the_number():
    plurals = [entry for entry in ENTRIES if entry.msgid_plural]
    assert plurals
    for entry in plurals:
        assert sorted(entry.msgstr_plural) == [0, 1], entry.msgid
        assert all(entry.msgstr_plural.values()), entry.msgid
        assert placeholders(entry.msgstr_plural[1]) == placeholders(entry.msgid), entry.msgid


def test_english_is_english():
    for entry in ENTRIES:
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not HAN.search(said), f"{entry.msgid}: {said}"


@pytest.mark.parametrize("adapter", [account_adapter, mfa_adapter])
def test_the_sign_in_library_speaks_chinese_too(adapter):
    with translation.override("zh-hans"):
        for sentence in adapter().error_messages.values():
            assert HAN.search(str(sentence)), sentence
    with translation.override("en"):
        for sentence in adapter().error_messages.values():
            assert not HAN.search(str(sentence)), sentence


@pytest.mark.parametrize("address", ["/", "/check/", "/services/?q=xqzw", "/nothing/"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_mark_what_is_in_the_other_language(client, address, language):
    """Every page of every role is walked in tests/walk/test_languages.py; here what no walk meets."""
    client.cookies["django_language"] = language
    assert not mistaken(client.get(address).content.decode())


def test_english_page_speaks_english(client):
    client.cookies["django_language"] = "en"
    page = read(client.get("/check/"))
    assert "How many people live as one household?" in page.text
