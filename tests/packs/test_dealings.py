"""zhaohui pack check on what a register hands on, keeps account of, ties and reckons, and on platforms."""

import pytest

from tests.packs.test_register_files import PLACE, SOUND

MORE = """\
reckoned:
  - {name: 空桌, equals: "max(0, 桌数 - 坐满)"}
accounts:
  - id: till
    name: 柜台
    unit: fen
    pots: [{id: cash, name: 现金}]
    entries: [{id: in, name: 收, target: cash}]
matches:
  - id: twin
    name: 一样大的
    to: tea
    conditions:
      - {name: 桌数一样, own: 桌数, other: 桌数, holds: same}
public:"""
PLATFORM = """\
id: teas
name: 茶馆平台
intro: 试验
domain: {domain}
registers: [tea]
figures: [{{register_id: tea, field: 桌数, name: 桌}}]
source: plan
verification: placeholder
"""


@pytest.fixture
def tea(county):
    post = county.load().posts[0].post
    text = SOUND.format(post=post).replace("public:", MORE)
    county.write(PLACE, text.replace("columns: [店名]}", "columns: [店名, 桌数]}"))
    domain = county.load().domains[0].domain
    county.write("platforms/teas.yaml", PLATFORM.format(domain=domain))
    return county


def told(county):
    return [f"{p.place}: {p.message}" for p in county.faults()]


def test_a_sound_one_has_no_fault(tea):
    assert told(tea) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("target: cash", "target: safe", "names a pot that is not there"),
        ("target: cash", "source: cash, target: cash", "they differ"),
        ("unit: fen", "unit: fen\n    ceiling: 桌数", "no field of the type money"),
        ("to: tea", "to: coffee", "no register of things"),
        ("other: 桌数", "other: 椅数", "椅数 is no field of tea"),
        ("own: 桌数, other: 桌数, holds: same", "own: 店名, other: 店名, holds: at_most", "can't compare"),
        ("own: 桌数, other: 桌数, holds: same", "own: 电话, other: 电话, holds: same", "电话 is sealed"),
        ("holds: same}", "holds: near}", "`near` names none"),
        ("name: 收, ", "name: 收, by: [nobody], ", "the post nobody is not there"),
        ("max(0, 桌数 - 坐满)", "桌数 - 椅数", "椅数"),
        ("matches:", "referrals:\n  - {id: fix, name: 修, department: 无此局}\nmatches:", "department 无此局"),
    ],
)  # fmt: skip
def test_each_fault_is_told(tea, old, new, words):
    tea.edit(PLACE, old, new)
    found = told(tea)
    assert any(each.startswith(PLACE) and words in each for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("registers: [tea]", "registers: [coffee]", "the public register coffee is unknown"),
        ("field: 桌数", "field: 坐满", "坐满 is no public column"),
        ("field: 桌数", "field: 店名", "a figure adds whole numbers"),
        ("id: teas", "id: others", "is not the file's name"),
    ],
)
def test_each_fault_of_a_platform_is_told(tea, old, new, words):
    tea.edit("platforms/teas.yaml", old, new)
    assert any(words in each for each in told(tea)), told(tea)
