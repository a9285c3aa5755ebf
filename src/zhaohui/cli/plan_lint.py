"""`zhaohui plan lint`: where a plan contradicts itself, with both places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhaohui.cli.report import emit, json_option

if TYPE_CHECKING:
    from zhaohui.engines.plandoc.lint import Finding

SEVERITY = {"high": "高", "medium": "中", "low": "低"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "pack_folder",
    type=click.Path(path_type=Path),
    help="the county's pack, for its census facts; default: the installed pack if the plan names its county",
)
@json_option
def lint(file: Path, pack_folder: Path | None, *, as_json: bool) -> None:
    """Find contradictions in a plan's text: numbers, units, sums, directions, each with its places."""
    from zhaohui.engines.plandoc.document import read_text
    from zhaohui.engines.plandoc.lint import findings_json, lint_text
    from zhaohui.packs.census import census, census_for

    text = read_text(file)
    if pack_folder is None:
        facts, county = census_for(text)
    else:
        from zhaohui.packs import load

        pack = load(pack_folder)
        facts, county = census(pack), pack.name
    found = lint_text(text, source=file.name, census=facts)
    emit(findings_json(found), as_json=as_json, text=lambda: _report(found, county))


def _report(found: list[Finding], county: str) -> str:
    counts: Counter[str] = Counter(f.severity for f in found)
    told = "，".join(f"{SEVERITY[s]} {counts[s]}" for s in SEVERITY)
    facts = f"{county}公布的人口数" if county else "没有人口数（--pack 未给），相关规则未查"
    lines = [f"{len(found)} findings 疑点：{told}；{facts}"]
    for finding in found:
        lines.append(f"{SEVERITY[finding.severity]} {finding.rule}  {finding.message}")
        places = [finding.first, *([finding.second] if finding.second else [])]
        lines += [f"    line {place.line:>5}  {place.quote}" for place in places]
    return "\n".join(lines)
