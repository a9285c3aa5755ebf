"""The reference of access shows the pack's policy as it is, and every range and step by its name."""

from tests.walk import table
from tools.access_matrix import PAGE, matrix, page_with
from zhaohui.packs import default_pack, load
from zhaohui.packs.action_names import ACTIONS

TEXT = PAGE.read_text("utf-8")


def test_the_matrix_is_the_policy():
    assert page_with(TEXT, matrix(load(default_pack()))) == TEXT, "run tools/access_matrix.py"


def test_every_permission_stands_in_the_matrix():
    pack = load(default_pack())
    shown = matrix(pack)
    cells = sum(
        cell.strip() in {"own", "mandate", "area", "county", "delegated"}
        for line in shown.splitlines()[2:]
        for cell in line.split("|")
    )
    assert cells == len(pack.policy)
    assert all(f"`{action}`" in TEXT for action in ACTIONS)


def test_the_files_that_a_new_page_touches_are_named():
    for name in (table.SHOWN, "tests/walk/objects.py", "tests/walk/unwitnessed.csv", "make walk"):
        assert name in TEXT
