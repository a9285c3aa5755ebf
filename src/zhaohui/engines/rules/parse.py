"""From an expression's text to Python's own syntax tree, refusing what is too big or not Python."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from difflib import get_close_matches

from zhaohui.engines.rules.errors import RuleError

MAX_LENGTH = 2_000
MAX_DEPTH = 40

FULL_WIDTH = dict(zip("（），：＋－＊＝＜＞“”‘’【】％", "(),:+-*=<>''''[]%", strict=True))
SINGLE_EQUALS = re.compile(r"(?<![=<>!:])=(?!=)")


@dataclass(frozen=True, slots=True)
class Site:
    """Where an expression is written, so that a refusal can say it."""

    place: str
    owner: str
    text: str

    def refusal(self, what: str, hint: str = "") -> RuleError:
        """The error to raise: whose expression, what is wrong, and the expression itself."""
        shown = self.text if len(self.text) <= 160 else self.text[:160] + "…"
        return RuleError(f"{self.owner}: {what}, in “{shown}”.", hint=hint, place=self.place)

    def of(self, expression: ast.expr) -> str:
        """The source text of a part of the expression."""
        if expression.end_lineno != 1:
            return ast.get_source_segment(self.text, expression) or ast.unparse(expression)
        # What ast.get_source_segment does, without splitting the text into lines for each part.
        part = self.text.encode()[expression.col_offset : expression.end_col_offset]
        return part.decode()


def near(name: str, known: list[str]) -> str:
    """A hint naming what was probably meant, or nothing.

    >>> near("年令", ["年龄", "性别"])
    'Did you mean 年龄?'
    """
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else ""


def parse(text: str, *, place: str, owner: str) -> tuple[ast.expr, Site]:
    """Parse one expression; raises RuleError with the column of what cannot be read."""
    site = Site(place, owner, " ".join(text.split("\n")).strip())
    if not site.text:
        raise site.refusal("the expression is empty", "Write a condition, for example 年龄 >= 80.")
    if len(site.text) > MAX_LENGTH:
        size = len(site.text)
        raise site.refusal(f"the expression has {size} characters, at most {MAX_LENGTH} are read")
    if "\\" in site.text:
        raise site.refusal("a backslash has no meaning here", "Leave it out.")
    try:
        tree = ast.parse(site.text, mode="eval").body
    except SyntaxError as error:
        raise _syntax_refusal(site, error) from None
    except (ValueError, MemoryError, RecursionError):
        hint = "Split it into several conditions."
        raise site.refusal("the expression cannot be read", hint) from None
    _refuse_depth(tree, site)
    return tree, site


def _syntax_refusal(site: Site, error: SyntaxError) -> RuleError:
    column = max((error.offset or 1), 1)
    for index, letter in enumerate(site.text, start=1):
        if letter in FULL_WIDTH and not _is_quoted(site.text, index - 1):
            hint = f"Write {FULL_WIDTH[letter]} instead."
            return site.refusal(f"the full-width {letter} at column {index} cannot be read", hint)
    for found in SINGLE_EQUALS.finditer(site.text):
        if not _is_quoted(site.text, found.start()):
            what = f"a single = at column {found.start() + 1}"
            return site.refusal(what, "Equality is written ==.")
    return site.refusal(
        f"the expression breaks off or is mistyped near column {column} ({error.msg})"
    )


def _is_quoted(text: str, index: int) -> bool:
    before = text[:index]
    return before.count("'") % 2 == 1 or before.count('"') % 2 == 1


def _refuse_depth(tree: ast.expr, site: Site) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise site.refusal(
        f"the expression is nested more than {MAX_DEPTH} deep", "Split it into several conditions."
    )
