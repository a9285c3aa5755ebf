"""The file of an export: no cell runs as a formula, the bytes read back as they were."""

import csv
import io

import openpyxl
import pytest

from zhaohui.county.lists.export_file import (
    Sheet,
    drop_sealed,
    keep_sealed,
    neutral,
    open_sealed,
    write_sheet,
)
from zhaohui.engines.seals.errors import SealError

BAD = ["=1+1", "+1", "-1", "@x", "＝1", "\t=1", "\r=1", "  =1", "\u3000=1", "=HYPERLINK(1)"]
SHEET = Sheet(
    title="名单",
    watermark="模拟数据",
    heads=["姓名"],
    rows=[[text] for text in [*BAD, "王", "1-2"]],
)


@pytest.mark.parametrize("text", BAD)
def test_a_formula_becomes_a_text(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "王小明", "1-2", "a=b", "a@b"])
def test_other_texts_stay(text):
    assert neutral(text) == text


def test_csv():
    rows = list(csv.reader(io.StringIO(write_sheet(SHEET, "csv").decode("utf-8-sig"), newline="")))
    assert rows[0] == ["模拟数据"]
    assert rows[-2:] == [["王"], ["1-2"]]
    assert all(row[0].startswith("'") for row in rows[2:-2])


def test_xlsx():
    page = openpyxl.load_workbook(io.BytesIO(write_sheet(SHEET, "xlsx"))).active
    cells = [row[0] for row in page.iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.value.startswith("'") for cell in cells[:-2])


@pytest.mark.django_db
def test_a_sealed_file_opens_and_no_other_takes_its_place(data_dir):
    keep_sealed(1, b"\x00content")
    assert open_sealed(1) == b"\x00content"
    folder = data_dir / "exports"
    (folder / "2.sealed").write_bytes((folder / "1.sealed").read_bytes())
    with pytest.raises(SealError):
        open_sealed(2)
    drop_sealed(1)
    assert open_sealed(1) is None
