"""zhaohui pack check on registers with fields of their own: each fault with file, line and how to mend it."""

import re
from pathlib import Path

import pytest

from zhaohui.packs.schema import dealings, platforms
from zhaohui.packs.schema import register_files as rows

PLACE = "registers/tea.yaml"
SOUND = """\
id: tea
name: 茶馆名册
purpose: 试验
keeper: {post}
subject: thing
title: 店名
key: [店名]
fields:
  - {{name: 店名, type: text, required: true, privacy: public}}
  - {{name: 桌数, type: int, filter: true, privacy: public}}
  - {{name: 坐满, type: int}}
  - {{name: 电话, type: phone, privacy: sealed}}
states:
  - {{id: open, name: 在册, next: [closed]}}
  - {{id: closed, name: 关门, ends: true}}
columns: [桌数]
quality:
  - {{id: seats, name: 坐满不多于桌数, holds: 坐满 <= 桌数}}
public: {{show: rows, columns: [店名]}}
source: plan
verification: placeholder
"""
MODELS = (
    rows.RegisterRow,
    rows.RegisterField,
    rows.StateRow,
    rows.QualityRow,
    rows.ReckonedRow,
    rows.PublicRow,
    dealings.ReferralRow,
    dealings.PotRow,
    dealings.EntryRow,
    dealings.AccountRow,
    dealings.FitRow,
    dealings.MatchRow,
    platforms.PlatformRow,
    platforms.FigureRow,
)


@pytest.fixture
def tea(county):
    post = county.load().posts[0].post
    county.write(PLACE, SOUND.format(post=post))
    return county


@pytest.mark.parametrize("model", MODELS)
def test_every_key_is_in_the_reference(model):
    text = (Path(__file__).parents[2] / "docs/reference/registers.md").read_text("utf-8")
    missing = [n for n in model.model_fields if n != "place" and not re.search(rf"\b{n}\b", text)]
    assert missing == []


def test_a_sound_register_has_no_fault(tea):
    assert tea.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 店名", "title: 点名", 1, "title of the register tea names 点名"),
        ("key: [店名]", "key: [号]", 1, "key of the register tea names 号"),
        ("columns: [桌数]\n", "columns: [电话]\n", 1, "names 电话, which is sealed"),
        ("{name: 坐满, type: int}", "{name: 桌数, type: int}", 11, "桌数 is already at"),
        ("type: phone, privacy", "type: phone, filter: true, privacy", 12, "not filtered by what is sealed"),
        ("holds: 坐满 <= 桌数", "holds: 坐满 + 桌数", 18, "where yes/no is needed"),
        ("holds: 坐满 <= 桌数", "holds: 坐垫 <= 桌数", 18, "坐垫"),
        ("columns: [店名]}", "columns: [坐满]}", 19, "the public view shows 坐满, whose privacy is office"),
        ("subject: thing", "subject: person", 19, "a register about people has no public rows"),
        ("required: true, privacy", "required_in: [gone], privacy", 1, "names gone"),
        ("next: [closed]}", "next: [shut]}", 14, "unknown state shut"),
        ("{name: 坐满, type: int}", "{name: 坐满, type: int, adds: true}", 11, "int or money with `filter: true`"),
        ("{name: 坐满, type: int}", "{name: 总店, type: text, refers: tea}", 11, "a text with `filter: true`"),
        ("{name: 坐满, type: int}", "{name: 总店, type: text, filter: true, refers: cha}", 1, "names cha"),
        ("states:\n", "reckoned:\n  - {name: 空位, equals: 桌数 - 坐垫}\nstates:\n", 14, "坐垫"),
        ("columns: [店名]}", "columns: [店名], upcoming: 桌数}", 1, "`upcoming` of the register tea names 桌数"),
        ("columns: [桌数]\n", "columns: [桌数]\ndelegation_batch: 电话\n", 1, "delegation_batch of the register tea names 电话"),
    ],
)  # fmt: skip
def test_each_fault_is_told_where_it_is(tea, old, new, line, words):
    tea.edit(PLACE, old, new)
    told = [f"{p.place}: {p.message}" for p in tea.faults()]
    assert any(t.startswith(f"{PLACE}:{line}:") and words in t for t in told), told


def test_a_reference_needs_a_key_of_one_plain_field(tea):
    own = "  - {name: 总店, type: text, filter: true, refers: tea}\n"
    tea.edit(PLACE, "states:\n", f"{own}states:\n")
    assert not [p for p in tea.faults() if "坐满" not in p.message]
    tea.edit(PLACE, "key: [店名]", "key: [店名, 桌数]")
    assert any("has no key of one plain field" in p.message for p in tea.faults())


def test_a_record_has_so_many_columns_to_be_filtered_by(tea):
    more = "".join(
        f"  - {{name: 数{n}, type: int, filter: true}}\n" for n in range(rows.SLOTS["number"])
    )
    tea.edit(PLACE, "fields:\n", f"fields:\n{more}")
    assert any("a record has 2 such columns" in p.message for p in tea.faults())
