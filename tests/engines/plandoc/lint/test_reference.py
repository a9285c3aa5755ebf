"""The reference page and the list of rules agree."""

import re

from zhaohui.engines.plandoc.lint import RULES
from zhaohui.paths import project_root

PAGE = (project_root() / "docs" / "reference" / "plan-lint.md").read_text("utf-8")


def rows() -> dict[str, str]:
    return dict(re.findall(r"^\| `([a-z-]+)`[^|]*\| ([^|]+?) \|", PAGE, flags=re.MULTILINE))


def test_every_rule_is_described_with_its_severities() -> None:
    assert {name: said.replace(",", "") for name, said in rows().items()} == {
        rule.id: rule.severities for rule in RULES
    }


def test_every_rule_says_why_in_one_sentence() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.reason.endswith("。") and rule.reason.count("。") == 1 for rule in RULES)
