"""Write the matrix post × action of docs/reference/access.md from the policy: `python tools/access_matrix.py`."""

from __future__ import annotations

from pathlib import Path

from zhaohui.packs import Pack, default_pack, load
from zhaohui.packs.action_names import ACTIONS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "access.md"
BEGIN, END = "<!-- matrix: written by tools/access_matrix.py -->", "<!-- end of matrix -->"
BUILT_IN = {"resident": "居民", "helper": "亲友代办", "partner": "对接系统"}


def matrix(pack: Pack) -> str:
    """Return the table: an action a row, a post a column, the range in the cell."""
    posts = BUILT_IN | {row.post: row.name for row in pack.posts}
    ranges = {(row.post, row.action): row.range for row in pack.policy}
    head = ["action", *(f"{post}<br>{name}" for post, name in posts.items())]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for action, sentence in ACTIONS.items():
        cells = [ranges.get((post, action), "") for post in posts]
        lines.append(f"| `{action}` {sentence} | {' | '.join(cells)} |")
    return "\n".join(lines)


def page_with(text: str, table: str) -> str:
    """Return the page's text with this table between its marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page_with(PAGE.read_text("utf-8"), matrix(load(default_pack()))), "utf-8")
