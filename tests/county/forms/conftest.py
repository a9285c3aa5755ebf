"""The invented walk form on the project's own dictionary, and who fills it in."""

import datetime as dt

import pytest

from tests.packs.forms import FORM
from zhaohui.county.forms.sitting import Sitting
from zhaohui.packs import default_pack, load, rulebook
from zhaohui.packs.errors import Problems
from zhaohui.packs.reading.folder import FolderReader
from zhaohui.packs.reading.forms import read_sheets
from zhaohui.packs.schema.forms import FormRow
from zhaohui.packs.sheet_making import sheet

TODAY = dt.date(2030, 6, 1)


@pytest.fixture(scope="session")
def pack():
    return load(default_pack())


@pytest.fixture(scope="session")
def book(pack):
    return rulebook(pack)


@pytest.fixture
def sitting_of(pack, book, tmp_path):
    """Make a sitting from a form's text."""

    def made(text=FORM, use="application", known=None):
        (tmp_path / "forms").mkdir(exist_ok=True)
        (tmp_path / "forms" / "visit.yaml").write_text(text, "utf-8")
        problems = Problems()
        (row,) = read_sheets(FolderReader(tmp_path, problems), "forms", FormRow)
        assert not problems
        return Sitting(sheet(pack, row), use, pack, book, TODAY, known or {})

    return made


@pytest.fixture
def sitting(sitting_of):
    return sitting_of()
