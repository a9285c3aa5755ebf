"""Whatever happens to a line of a pack, the check answers with sentences: it never breaks down."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.packs.conftest import FILES, TODAY
from zhaohui.packs import examine, load

WEEDS = [
    "",
    '"',
    "'",
    ":",
    "{",
    "}",
    "[",
    "- ",
    "#",
    "\t",
    ",",
    ",,,",
    "0",
    "-1",
    "yes",
    "null",
    "\x00",
    "1e999",
]


@st.composite
def damaged(draw):
    """The invented pack's files with one line of one file changed."""
    name = draw(st.sampled_from(sorted(FILES)))
    lines = FILES[name].splitlines()
    number = draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    match draw(st.sampled_from(["drop", "double", "cut", "insert", "swap"])):
        case "drop":
            del lines[number]
        case "double":
            lines.insert(number, line)
        case "cut":
            lines[number] = line[: draw(st.integers(0, len(line)))]
        case "insert":
            at = draw(st.integers(0, len(line)))
            lines[number] = line[:at] + draw(st.sampled_from(WEEDS)) + line[at:]
        case "swap":
            words = re.split(r"([,:= ]+)", line)
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WEEDS))
            lines[number] = "".join(words)
    return {**FILES, name: "\n".join(lines) + "\n"}


@settings(max_examples=80, derandomize=True, deadline=None)
@given(damaged())
def test_the_check_survives_any_damaged_line(files):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        found = examine(folder, today=TODAY)
        for problem in found.problems:
            assert re.fullmatch(r"[^:]+:\d+", problem.place), problem
            assert problem.message.strip(), problem
        if found.ok:
            assert load(folder).version == found.version
