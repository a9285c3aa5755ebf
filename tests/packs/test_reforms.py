"""Reforms on a copy: the pack stays as it is, bands and followers, and what the check says of them."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from zhaohui.packs import PackError, check, default_pack, load
from zhaohui.packs.reading.records import read_reform, reform_from_cells
from zhaohui.packs.reforms import apply_reform, study_of

DAY = dt.date(2027, 1, 1)


@pytest.fixture(scope="module")
def pack():
    return load(default_pack())


def reform(*parameters, **more):
    rows = [{"from": DAY, "place": "x:1", **each} for each in parameters]
    return reform_from_cells({"name": "x", "parameters": rows, **more}, name="x")


def versions_of(pack, name):
    return pack.parameter(name).versions


def test_the_pack_itself_is_not_changed(pack):
    before = versions_of(pack, "高龄津贴标准")
    done = apply_reform(pack, reform({"name": "高龄津贴标准", "add": 10}))
    assert versions_of(pack, "高龄津贴标准") == before
    new = next(each for each in done.changed if each.parameter.name == "高龄津贴标准").version
    assert (new.area, new.value) == (pack.code, {80: 3500, 90: 11000, 100: 21000})


def test_bands_that_are_not_named_stay(pack):
    done = apply_reform(pack, reform({"name": "高龄津贴标准", "value": {80: 30}}))
    assert done.changed[0].version.value == {80: 3000, 90: 10000, 100: 20000}


def test_a_following_standard_follows_unless_the_reform_names_it(pack):
    rural = {"name": "低保标准_农村", "value": 533}
    done = apply_reform(pack, reform(rural))
    told = [(each.parameter.name, each.version.value, each.follows) for each in done.changed]
    # 533 × 1.3 = 692.9, as the province's own floor of 2023 rounds it: 693 元
    assert told == [
        ("低保标准_农村", 53300, ""),
        ("特困基本生活标准_农村", 69300, "低保标准_农村"),
    ]
    own = apply_reform(pack, reform(rural, {"name": "特困基本生活标准_农村", "value": 700}))
    assert [(each.version.value, each.follows) for each in own.changed] == [
        (53300, ""),
        (70000, ""),
    ]


def test_the_multiples_are_those_of_the_provinces_own_figures(pack):
    """Every pair of floors that was read, 2021 to 2023, keeps the multiple after rounding to 元."""
    for kind in ("城市", "农村"):
        floors = {v.start: v.value for v in versions_of(pack, f"低保低限_{kind}") if v.area == "51"}
        followers = versions_of(pack, f"特困基本生活标准_{kind}")
        for start, value in floors.items():
            read = next(v.value for v in followers if v.area == "51" and v.start == start)
            change = {
                "name": f"低保低限_{kind}",
                "area": "51",
                "value": value // 100,
                "from": start,
            }
            made = apply_reform(pack, reform(change)).changed[1].version.value
            assert made == read, (kind, start)


def test_a_hole_is_refused_with_the_place(pack):
    with pytest.raises(PackError, match=r"x:1: parameter .低保低限_农村"):
        apply_reform(
            pack,
            reform(
                {"name": "低保低限_农村", "area": "51", "value": 600, "to": dt.date(2027, 3, 1)},
                {"name": "低保低限_农村", "area": "51", "value": 610, "from": dt.date(2027, 6, 1)},
            ),
        )


def test_the_day_is_today_or_when_all_is_in_force(pack):
    wanted = reform({"name": "高龄津贴标准", "add": 10})
    done = apply_reform(pack, wanted)
    assert study_of(pack, wanted, done, today=dt.date(2026, 5, 5)).as_of == DAY
    assert study_of(pack, wanted, done, today=dt.date(2028, 5, 5)).as_of == dt.date(2028, 5, 5)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("simulation.yaml", "when: 低保状态}", "when: 低保态}", "低保态"),
        ("simulation.yaml", "of: 低保标准_城市", "of: 低保标准", "no parameter 低保标准"),
        ("simulation.yaml", "of: living", "of: village", "must be one of"),
        ("reforms/dibao-rural-600.yaml", "低保标准_农村", "低保标准_乡村", "低保标准_乡村"),
        ("reforms/old-age-allowance-all-from-80.yaml", "年龄 >= 80", "年龄 >= 元(8)", "元"),
    ],
)
def test_the_check_finds_what_is_wrong(tmp_path, file, old, new, said):
    folder = tmp_path / "pack"
    shutil.copytree(default_pack(), folder)
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    errors = [problem for problem in check(folder) if problem.severity == "error"]
    assert any(problem.place.startswith(file) and said in problem.message for problem in errors), (
        errors
    )


def test_every_example_says_that_it_is_one():
    for path in (default_pack() / "reforms").glob("*.yaml"):
        row = read_reform(path)
        assert row.example
        assert row.name.startswith("示例")
