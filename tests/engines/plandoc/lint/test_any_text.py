"""Whatever the text: findings with exact quotes, or one sentence; and never for long."""

import time
from random import Random

import pytest

from tests.engines.plandoc.lint.county_plans import invent
from tests.engines.plandoc.lint.handwritten import PLANS
from zhaohui.engines.plandoc import PlanError
from zhaohui.engines.plandoc.lint import lint_text

pytestmark = pytest.mark.slow

SENTENCE = "到2025年，护理型床位占比不低于50%，建成5个医养结合站，每千名老人拥有床位55张。"


def checked(text: str) -> int:
    """Lint, check every quote against its line, and say how many findings there were."""
    try:
        found = lint_text(text)
    except PlanError:
        return 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for f in found:
        for place in filter(None, (f.first, f.second)):
            assert place.quote in lines[place.line - 1]
            assert 0 < len(place.quote) <= 60
    return len(found)


@pytest.mark.parametrize("seed", range(12))
def test_spoiled_text_never_breaks_it(seed: int) -> None:
    r = Random(seed)
    text = list(r.choice([*PLANS.values(), invent(seed).text]))
    for _ in range(r.randint(1, 300)):
        at = r.randrange(len(text))
        text[at] = r.choice(
            ["", "\n", "%", "万", "分别", "占", "每", "，", "。", "（", "9", "由", text[at] * 3]
        )
    checked("".join(text))


@pytest.mark.parametrize(
    "more",
    [
        SENTENCE * 140,
        ("\n\n" + SENTENCE) * 2000,
        "\n\n" + "每千" * 2900,
        "\n\n" + "占" * 5900,
        "\n\n" + "由1" * 500,
    ],
    ids=["one long line", "many lines", "每千每千", "占占占", "由1由1"],
)
def test_long_texts_end_soon(more: str) -> None:
    start = time.process_time()
    checked(PLANS["dongling"] + "\n第五部分 附加任务\n" + more + "\n结束。\n")
    assert time.process_time() - start < 20


def test_windows_line_ends_and_wide_digits_keep_quotes_exact() -> None:
    text = PLANS["qinghe"].replace("达到93%，公办", "达到９６％，公办")
    assert checked(text.replace("\n", "\r\n")) == checked(text) > checked(PLANS["qinghe"])
