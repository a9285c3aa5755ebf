"""Texts to people: fields, length, one a channel and occasion, and words that old people know."""

import shutil

import pytest

from zhaohui.packs import check, default_pack

FILE = "templates/missing-sms.yaml"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / default_pack().name
    shutil.copytree(default_pack(), copy)
    return copy


def faults(folder, name=FILE):
    return [(p.severity, p.message) for p in check(folder) if p.place.startswith("templates/")]


def change(folder, old, new, name=FILE):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_packs_own_texts_have_no_fault(folder):
    assert faults(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "severity", "words"),
    [
        ("{金额句}", "{身份证}", "error", "{身份证} is no field"),
        ("{金额句}", "", "error", "differ"),
        ("还没有领。", "还没有领。" + "长" * 140, "error", "longer than 140"),
        ("还没有领。", "还没有领{。", "error", "brace"),
        ("channel: sms", "channel: inbox", "error", "subject"),
        ("occasion: missing", "occasion: award", "error", "already at"),
        ("id: missing-sms", "id: other", "error", "not the file's name"),
        ("version: 1", "version: 0", "error", "version"),
        ("还没有领。", "请予以办理。", "warning", "word of offices"),
        ("还没有领。", "还没有领" + "，很长很长的一句话" * 6 + "。", "warning", "more than 45"),
    ],
)
def test_a_fault_is_told_where_it_is(folder, old, new, severity, words):
    change(folder, old, new)
    assert any(kind == severity and words in message for kind, message in faults(folder))


def test_a_pack_without_texts_is_sound(folder):
    shutil.rmtree(folder / "templates")
    assert faults(folder) == []
