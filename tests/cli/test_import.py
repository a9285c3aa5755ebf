"""`zhaohui import` writes all rows or none, and an error report that a clerk can follow."""

import csv
import errno
import os

import pytest

from zhaohui.county.registry.models import Person, SourceBatch


@pytest.fixture
def table(tmp_path, county):
    def write(*rows, headers=("身份证号", "月收入")):
        numbers = county.persons["identity_number"].to_pylist()
        path = tmp_path / "名册.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                [headers, *((numbers[place], *cells) for place, *cells in rows)]
            )
        return path

    return write


WORDS = ("--department", "民政", "--date", "2026-06-01", "--synthetic", "--json")


def test_it_works(run, table):
    path = table([0, "123.45"], [1, ""])
    answer = run("import", path, *WORDS).json
    assert (answer["rows"], answer["created"], answer["errors"]) == (2, 0, [])
    assert answer["updated"] + answer["unchanged"] == 2
    assert Person.objects.get(pk=1).monthly_income == 12_345
    again = run("import", path, *WORDS)
    assert again.code == 0
    assert again.json["repeated"] is not None


def test_dry_run_writes_nothing(run, table):
    before = SourceBatch.objects.count()
    ran = run("import", table([0, "123.45"]), *WORDS[:-1], "--dry-run")
    assert ran.code == 0
    assert "would be" in ran.out
    assert SourceBatch.objects.count() == before


def test_errors_are_a_report_and_exit_code_2(run, table, tmp_path):
    report = tmp_path / "errors.csv"
    before = Person.objects.get(pk=1).monthly_income
    ran = run("import", table([0, "5"], [1, "很多"]), *WORDS, "--errors", report)
    assert ran.code == 2
    assert (ran.json["errors"][0]["row"], ran.json["errors"][0]["column"]) == (3, "月收入")
    with report.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == ["行", "列", "问题", "怎样改"]
    assert row[:2] == ["3", "月收入"]
    assert "很多" not in ",".join(row)
    assert Person.objects.get(pk=1).monthly_income == before


def test_a_report_replaces_no_folder_and_no_device(run, table, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "device")
    before = sorted(tmp_path.iterdir())
    for name in ("folder", "device"):
        ran = run("import", table([0, "x"]), *WORDS, "--errors", tmp_path / name)
        assert ran.code == 2
        assert f"{name} is not a file" in ran.err
    assert sorted(set(tmp_path.iterdir()) - set(before)) == [tmp_path / "名册.csv"]
    assert (tmp_path / "device").is_fifo()


def test_a_report_that_cannot_be_kept_leaves_no_draft(run, table, tmp_path, monkeypatch):
    def full(*_words):
        raise OSError(errno.ENOSPC, "No space left on device", "errors.csv")

    path = table([0, "x"])
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("pathlib.Path.replace", full)
    ran = run("import", path, *WORDS, "--errors", tmp_path / "errors.csv")
    assert ran.code == 3
    assert "errors.csv: No space left" in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_header_in_the_report_is_no_formula(run, table, tmp_path):
    headers, mapping, report = (
        ("身份证号", "=HYPERLINK(A1)"),
        tmp_path / "m.yaml",
        tmp_path / "e.csv",
    )
    mapping.write_text("columns: {'=HYPERLINK(A1)': 月收入}", encoding="utf-8")
    path = table([0, "x"], headers=headers)
    assert run("import", path, *WORDS, "--mapping", mapping, "--errors", report).code == 2
    assert ",'=HYPERLINK(A1)," in report.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--department", " ", "name has 1 to 64"),
        ("--department", "长" * 65, "name has 1 to 64"),
        ("--date", "9999-12-31", "after today"),
        ("--date", "0001-01-01", "before 1949"),
    ],
)
def test_a_source_that_is_none(run, table, option, value, sentence):
    before = SourceBatch.objects.count()
    ran = run("import", table([0, "5"]), *WORDS, option, value)
    assert ran.code == 2
    assert sentence in ran.err
    assert SourceBatch.objects.count() == before


def test_the_report_goes_to_the_data_folder(run, table, data_dir):
    ran = run("import", table([0, "x"]), *WORDS[:-1])
    assert ran.code == 2
    assert (data_dir / "import-errors" / "名册.csv").is_file()
    assert "第 2 行，月收入" in ran.out


def test_a_mapping_file(run, table, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {sfz: 身份证号, sr: 月收入}\nignore: [备注]\n", encoding="utf-8")
    path = table([0, "77", "x"], headers=("sfz", "sr", "备注"))
    assert run("import", path, *WORDS).code == 2
    assert run("import", path, *WORDS, "--mapping", mapping).json["rows"] == 1
    assert Person.objects.get(pk=1).monthly_income == 7_700


def test_real_people_are_refused_beside_synthetic_ones(run, table):
    ran = run("import", table([0, "1"]), "--department", "民政", "--date", "2026-06-01")
    assert ran.code == 2
    assert "synthetic county" in ran.err
