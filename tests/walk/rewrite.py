"""`make walk`: rewrite the table from what the pages do now; the difference is for review."""

from tests.walk import table
from tests.walk.visit import lines, walk
from tests.walk.world import roles


def test_rewrite(world):
    names = roles(world.pack)
    found = lines(world, {role: walk(world, role) for role in names})
    table.write(found, names)
    assert table.read()
