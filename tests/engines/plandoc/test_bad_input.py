"""Every bad file gets one sentence that names what is missing and where."""

import contextlib
import random
from pathlib import Path

import pytest

from tests.engines.plandoc.invented import invent
from zhaohui.engines.plandoc import PlanError, parse_plan, read_plan

PLAN = """目录
第一章 现状 1
第二章 任务 3
第一章 现状
基础较好。
表1 主要指标
领域
指标名称
2030年
2035年
性质
供水
管网漏损率（%）
12
8
约束性
水质达标率（%）
90
95
预期性
表2 服务清单
领域
服务内容
服务项目
供水
保障饮水安全。
水质检测，抄表到户等。（5项）
第二章 任务
到2035年，新建水厂3座。
"""


def sentence_for(text: str) -> str:
    with pytest.raises(PlanError) as caught:
        parse_plan(text, source="plan.txt")
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message
    return caught.value.message


def test_the_plan_of_these_tests_is_good() -> None:
    plan = parse_plan(PLAN)
    assert (len(plan.indicators), len(plan.services), len(plan.quantities)) == (2, 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n  \n", "\t\n"])
def test_empty(text: str) -> None:
    assert "empty" in sentence_for(text)


def test_no_indicator_table() -> None:
    said = sentence_for("第一章 现状\n基础较好。\n第二章 任务\n到2035年，新建水厂3座。\n")
    assert "no indicator table" in said
    assert "lines 1 to 4" in said


def test_a_header_without_nature_says_which_column_is_missing() -> None:
    said = sentence_for(PLAN.replace("性质\n供水", "供水"))
    assert "性质" in said
    assert "line 7" in said


def test_a_missing_value_names_the_row() -> None:
    said = sentence_for(PLAN.replace("管网漏损率（%）\n12\n", "管网漏损率（%）\n"))
    assert "line 12" in said
    assert "供水" in said


@pytest.mark.parametrize("kept", [12, 13, 14, 15, 17, 18, 19])
def test_cut_inside_the_indicator_table(kept: int) -> None:
    said = sentence_for("\n".join(PLAN.split("\n")[:kept]))
    assert "indicator table breaks off" in said
    assert "line" in said


@pytest.mark.parametrize("kept", [16, 20])
def test_cut_after_a_row_of_the_indicator_table(kept: int) -> None:
    assert f"ends at line {kept}" in sentence_for("\n".join(PLAN.split("\n")[:kept]))


@pytest.mark.parametrize("kept", [25, 26])
def test_cut_inside_the_service_table(kept: int) -> None:
    assert "service table breaks off" in sentence_for("\n".join(PLAN.split("\n")[:kept]))


def test_cut_before_a_chapter_that_the_contents_promise() -> None:
    said = sentence_for("\n".join(PLAN.split("\n")[:27]))
    assert "第二章 任务" in said
    assert "line 27" in said


def test_cut_after_a_heading() -> None:
    assert "nothing under it" in sentence_for("\n".join(PLAN.split("\n")[:28]))


def test_cut_inside_a_sentence() -> None:
    said = sentence_for(
        PLAN + "坚持节水优先、空间均衡、系统治理，深化水价综合改革，推进用水权交易和计量设施"
    )
    assert "inside a sentence in line 30" in said


def test_any_cut_of_an_invented_table_is_noticed() -> None:
    truth = invent(11, "blocks")
    lines = truth.text.split("\n")
    first, last = truth.indicators[0]["line"], truth.indicators[-1]["line"]
    for kept in random.Random(1).sample(range(first, last), 8):
        assert sentence_for("\n".join(lines[:kept]))


def write(folder: Path, data: bytes) -> Path:
    path = folder / "plan.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (
            PLAN.encode("gb18030"),
            "written in GBK (GB18030), not UTF-8; the first such byte is in line",
        ),
        (PLAN.encode("utf-16"), "UTF-16"),
        (PLAN.encode()[:-20] + b"\0\0", "zero byte in line 29"),
        (b"%PDF-1.7 \xff\xfe", "a PDF"),
        (b"PK\x03\x04 word", "DOCX"),
        (bytes(range(128, 256)) * 20, "unknown encoding"),
        (PLAN.encode()[:22], "inside a character of line 2"),
        (PLAN.replace("基础", "基\x01础").encode(), "line 5"),
    ],
    ids=["empty", "gbk", "utf-16", "binary", "pdf", "docx", "bytes", "half a character", "control"],
)
def test_files_that_are_no_utf8_text(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(PlanError) as caught:
        read_plan(write(tmp_path, data))
    assert words in caught.value.message


def test_gbk_says_how_to_convert(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        read_plan(write(tmp_path, PLAN.encode("gbk")))
    assert "iconv -f GB18030 -t UTF-8" in caught.value.hint


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no file"):
        read_plan(tmp_path / "nothing.txt")
    with pytest.raises(PlanError, match="is a folder"):
        read_plan(tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_never_end_in_anything_but_a_sentence(tmp_path: Path, seed: int) -> None:
    r = random.Random(seed)
    data = bytearray(PLAN.encode())
    for _ in range(r.randint(1, 30)):
        data[r.randrange(len(data))] = r.randrange(256)
    # Either a plan or a sentence: any other exception fails this test.
    with contextlib.suppress(PlanError):
        assert read_plan(write(tmp_path, bytes(data))).indicators
