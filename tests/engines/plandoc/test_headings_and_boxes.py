"""Chapters told from contents, and project paragraphs told from what follows a box."""

import doctest
import importlib
import pkgutil

import pytest

from zhaohui.engines import plandoc
from zhaohui.engines.plandoc import parse_plan

TABLE = "指标\t2030年\t2035年\t性质\n管网漏损率（%）\t12\t8\t约束性\n"


def sections(text: str) -> list[tuple[int, str, int]]:
    return [(s.level, s.title, s.line) for s in parse_plan(text).sections]


@pytest.mark.parametrize(
    "contents",
    ["", "目 录\n前言 1\n第一章  现状 2\n第一节 成绩 2\n第二章 任务 10\n", "目录\n前言\n第一章 现状\n第一节 成绩\n第二章 任务\n",
     "目录\n前言……1\n第一章 现状……2\n第一节 成绩……2\n第二章 任务……10\n", "前言……1\n第一章 现状……2\n第一节 成绩……2\n第二章 任务……10\n",
     "目录\n第一章 现状2\n第一节 成绩2\n第二章 任务10\n"],
    ids=["none", "pages", "plain", "dots", "without its word", "glued pages"],
)  # fmt: skip
def test_contents_are_no_sections(contents: str) -> None:
    body = f"前  言\n编制本规划。\n第一章  现状\n第一节 成绩\n成效明显。\n{TABLE}第二章 任务\n推进工作。\n"
    start = contents.count("\n")
    assert sections(contents + body) == [
        (1, "前言", start + 1),
        (1, "第一章 现状", start + 3),
        (2, "第一节 成绩", start + 4),
        (1, "第二章 任务", start + 8),
    ]


def test_numbers_beyond_ten_arabic_numbers_and_names_below() -> None:
    text = f"第1章 现状\n很好。\n{TABLE}第十一章\n\n保障措施\n\n加强领导。\n第二十二章 附则\n由县政府解释。\n"
    assert [s.title for s in parse_plan(text).sections] == [
        "第1章 现状",
        "第十一章 保障措施",
        "第二十二章 附则",
    ]


def test_a_plan_with_listed_headings() -> None:
    text = f"一、现状\n（一）成绩\n很好。\n{TABLE}二、任务\n（一）供水\n1.新建水厂。推进工作。\n"
    assert [(level, title) for level, title, _ in sections(text)] == [
        (1, "一、现状"), (2, "（一）成绩"), (1, "二、任务"), (2, "（一）供水"),
    ]  # fmt: skip


def projects(box: str) -> list[tuple[str, str]]:
    text = f"第一章 目标\n{TABLE}第二章 任务\n{box}\n第三章 保障\n加强领导。\n"
    return [(p.box, p.title) for p in parse_plan(text).projects]


@pytest.mark.parametrize(
    "title",
    [
        "专栏3：供水工程",
        "专栏3 供水工程",
        "专 栏 ３　供水工程",
        "专栏3:供水工程",
        "专栏3\n供水工程",
    ],
)
def test_ways_to_print_a_box_title(title: str) -> None:
    assert projects(f"{title}\n（一）管网工程。新建3公里。\n（二）水厂工程。新建2座。") == [
        ("专栏3：供水工程", "管网工程"),
        ("专栏3：供水工程", "水厂工程"),
    ]


@pytest.mark.parametrize(
    "marks", ["（一）|（二）", "(1)|(2)", "1.|2.", "１．|２．", "①|②", "一、|二、", "●|●"]
)
def test_ways_to_number_projects(marks: str) -> None:
    first, second = marks.split("|")
    box = f"专栏1：供水工程\n{first}管网工程。新建3公里。\n{second}水厂（一期）工程：新建2座。"
    assert [title for _, title in projects(box)] == ["管网工程", "水厂（一期）工程"]


def test_a_bare_title_with_its_text_below() -> None:
    box = "专栏1：供水工程\n（一）管网工程\n新建3公里。\n（二）水厂工程\n新建2座。"
    assert [title for _, title in projects(box)] == ["管网工程", "水厂工程"]


def test_running_text_after_a_box_is_no_project() -> None:
    box = (
        "专栏1：供水工程\n\n（一）管网工程。新建3公里。\n\n加强统筹。\n\n（一）压实责任。落实到人。"
    )
    assert [title for _, title in projects(box)] == ["管网工程"]


def test_a_sentence_about_a_box_is_no_box() -> None:
    assert projects("专栏1所列工程，由水务局牵头。\n（一）压实责任。落实到人。") == []


def test_the_examples_in_the_documentation_run() -> None:
    names = [m.name for m in pkgutil.iter_modules(plandoc.__path__, plandoc.__name__ + ".")]
    results = [doctest.testmod(importlib.import_module(n)) for n in [plandoc.__name__, *names]]
    assert sum(r.attempted for r in results) >= 8
    assert sum(r.failed for r in results) == 0
