"""Files and mappings that are no use are refused with a sentence that names the place."""

import pytest
from openpyxl import Workbook

from tests.county.small_county import the_pack
from zhaohui.county.registry.dictionary import Dictionary, FactError
from zhaohui.county.registry.importing import workbook_size
from zhaohui.county.registry.importing.mapping import (
    ColumnMapping,
    MappingError,
    bind,
    read_mapping,
)
from zhaohui.county.registry.importing.read_table import TableError, read_table

DICTIONARY = Dictionary(the_pack().facts)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n \n", "is empty"),
        ("a.csv", "身份证号,月收入\n".encode(), "no rows"),
        ("a.csv", "身份证号,,月收入\n1,2,3\n".encode(), "column 2 has no name"),
        ("a.csv", "月收入,月收入\n1,2\n".encode(), "two columns are called “月收入”"),
        ("a.csv", "身份证号,月收入\n1,2,3\n".encode(), "row 2 has more cells"),
        ("a.csv", '身份证号,月收入\n1,"2\n'.encode(), "broken CSV"),
        ("a.csv", b"\x00\x01\x02\x03", "is not text"),
        ("a.csv", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        ("a.xlsx", b"not a workbook", "can't be read as a workbook"),
        ("a.pdf", b"%PDF", "neither CSV nor XLSX"),
    ],
)
def test_a_file_that_is_no_table(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=sentence):
        read_table(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(TableError, match="is not a file"):
        read_table(tmp_path / "none.csv")


def workbook(path, fill):
    made = Workbook()
    fill(made)
    made.save(path)
    return path


def test_the_first_visible_sheet_is_read(tmp_path):
    def fill(made):
        for title, value in (("藏", 1), ("明", 2)):
            sheet = made.create_sheet(title)
            sheet.append(["月收入"])
            sheet.append([value])
        made.remove(made.worksheets[0])
        made["藏"].sheet_state = "hidden"
        made.active = 1

    path = workbook(tmp_path / "a.xlsx", fill)
    assert read_table(path).rows == [(2, [2])]
    assert read_table(path, sheet="藏").rows == [(2, [1])]


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ999999"])
def test_a_stray_cell_in_the_last_corner_is_refused(tmp_path, cell):
    def fill(made):
        made.active.append(["月收入"])
        made.active[cell] = " "

    with pytest.raises(TableError, match="a cell far away from its table"):
        read_table(workbook(tmp_path / "a.xlsx", fill))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_size, "MOST_BYTES", 1_000)
    with pytest.raises(TableError, match="too large"):
        read_table(workbook(tmp_path / "a.xlsx", lambda made: made.active.append(["月收入"])))


def test_row_numbers_are_those_of_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("月收入;民族\n\n1;汉族\n;\n2\n", encoding="utf-8")
    assert read_table(path).rows == [(3, ["1", "汉族"]), (5, ["2", None])]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2]", "the document is not a mapping"),
        ("colums: {}", "“colums” is not known"),
        ("ignore: x", "`ignore` is not a list"),
        ("columns: 身份证号", "columns is not a mapping"),
        ("columns: {a: b", "not YAML"),
    ],
)
def test_a_mapping_that_is_no_use(tmp_path, text, sentence):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=sentence):
        read_mapping(path)


def test_a_mapping_in_json(tmp_path):
    path = tmp_path / "m.json"
    path.write_text(
        '{"columns": {"号": "身份证号"}, "values": {"婚": {"1": "已婚"}}}', encoding="utf-8"
    )
    assert read_mapping(path) == ColumnMapping(
        columns={"号": "身份证号"}, values={"婚": {"1": "已婚"}}
    )


@pytest.mark.parametrize(
    ("headers", "mapping", "sentence"),
    [
        (["身份证号", "月收人"], ColumnMapping(), "是不是“月收入”"),
        (["身份证号", "年龄"], ColumnMapping(), "请写出生日期"),
        (["月收入"], ColumnMapping(), "No column holds “身份证号”"),
        (["身份证号"], ColumnMapping(columns={"号": "身份证号"}), "names the column “号”"),
        (["身份证号", "号"], ColumnMapping(columns={"号": "身份证号"}), "Two columns hold"),
    ],
)
def test_a_column_that_nobody_explains(headers, mapping, sentence):
    with pytest.raises((MappingError, FactError), match=sentence):
        bind(headers, mapping, DICTIONARY)
