"""The reference names every column, key and check option: what is not written there does not exist."""

import re
from pathlib import Path

import pytest

from zhaohui.packs.reading.csv_text import header_of
from zhaohui.packs.schema import plan, registers
from zhaohui.packs.schema.files import PLAN_FILES, REGISTERS

TEXT = (Path(__file__).parents[2] / "docs/reference/pack-format.md").read_text("utf-8")
TABLES = dict(REGISTERS.values())
TABLES |= {f"plan/<id>/{part}.csv": model for part, model in PLAN_FILES.items()}
TABLES |= {"holidays/<year>.csv": registers.HolidayRow}
SOURCED = {"source", "verification", "note"}


@pytest.mark.parametrize("file", sorted(TABLES))
def test_a_tables_columns_are_those_of_the_reference(file):
    row = re.search(rf"^\| `{re.escape(file)}`( †)? \|(.*)\|$", TEXT, re.MULTILINE)
    assert row, f"{file} is not in the table of columns"
    cells = re.sub(r"\([^)]*\)", "", row[2])
    written = [name.strip() for name in re.split(r"[,\s]+", cells) if name.strip()]
    model = TABLES[file]
    optional = {name for name, field in model.model_fields.items() if not field.is_required()}
    columns = {f"{name}{'?' * (name in optional)}" for name in header_of(model)}
    if row[1]:
        assert {name.rstrip("?") for name in columns} >= SOURCED
        columns = {name for name in columns if name.rstrip("?") not in SOURCED}
    assert set(written) == columns


@pytest.mark.parametrize("model", [registers.Manifest, registers.Contact, plan.PlanManifest,
                                   registers.FactRow, registers.Attribution, registers.Credit])  # fmt: skip
def test_every_key_of_a_toml_file_is_in_the_reference(model):
    missing = [
        name
        for name in model.model_fields
        if name != "place" and not re.search(rf"\b{name}\b", TEXT)
    ]
    assert missing == []
