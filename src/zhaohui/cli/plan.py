"""`zhaohui plan`: read a plan's text into its structure."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhaohui.cli.plan_lint import lint
from zhaohui.cli.report import emit, json_option

if TYPE_CHECKING:
    from zhaohui.engines.plandoc import Plan


@click.group()
def command() -> None:
    """Read a plan's text, and trace what the county promised."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="write plan.json and CSV files here")
@json_option
def read(file: Path, out: Path | None, as_json: bool) -> None:
    """Turn a plan's plain text into chapters, indicators, services, projects and quantities."""
    from zhaohui.engines import plandoc

    plan = plandoc.read_plan(file)
    written = plandoc.write_folder(plan, out) if out else []
    emit(plandoc.as_json(plan), as_json=as_json, text=lambda: _report(plan, written))


command.add_command(lint)


@command.command()
@json_option
def trace(*, as_json: bool) -> None:
    """Count the plan's requirements that a person can use today, as the last full test run showed."""
    from zhaohui.packs import default_pack, load
    from zhaohui.packs.trace import trace as count
    from zhaohui.paths import project_root

    pack = load(default_pack())
    record = project_root() / "var" / "last-test-run.json"
    found = count(pack.coverage, pack=pack.folder, record=record)
    emit(found, as_json=as_json, text=lambda: _counted(found))


def _counted(found: dict[str, Any]) -> str:
    when = found["recorded"] or "never (make test records one)"
    counts = f"{found['declared']} declared in the pack, {found['running']} running"
    lines = [f"{found['total']} requirements 要求: {counts}; last recorded test run: {when}"]
    lines += [
        f"  {row['id']} {row['status']}: {', '.join(row['nouns'])}; {len(row['tests'])} scenario(s)"
        for row in found["rows"]
        if row["status"] != "planned"
    ]
    return "\n".join(lines)


def _report(plan: Plan, written: list[Path]) -> str:
    period = f", {plan.period[0]}–{plan.period[1]}" if plan.period else ""
    lines = [f"{plan.source}{period}"]
    lines += [*_sections(plan), *_indicators(plan), *_services(plan), *_projects(plan)]
    implied = sum(q.basis != "printed" for q in plan.quantities)
    lines.append(
        f"{len(plan.quantities)} quantities 数量: {len(plan.quantities) - implied} printed, "
        f"{implied} said in words (全覆盖, 所有, 一…一…, by name)"
    )
    lines += [f"written: {path}" for path in written]
    return "\n".join(lines)


def _sections(plan: Plan) -> list[str]:
    chapters = [s for s in plan.sections if s.level == 1]
    lines = [f"{len(chapters)} chapters 章, {len(plan.sections) - len(chapters)} sections below"]
    return lines + [f"  line {s.line:>5}  {s.title}" for s in chapters]


def _indicators(plan: Plan) -> list[str]:
    domains = Counter(i.domain for i in plan.indicators)
    natures = Counter(i.nature for i in plan.indicators)
    kinds = ", ".join(f"{n} {nature}" for nature, n in natures.items())
    per_domain = ", ".join(f"{domain} {n}" for domain, n in domains.items())
    return [f"{len(plan.indicators)} indicators 指标: {kinds}", f"  {per_domain}"]


def _services(plan: Plan) -> list[str]:
    if not plan.services:
        return ["no service table 服务项目清单"]
    declared = sum(s.declared or 0 for s in plan.services)
    items = sum(len(s.items) for s in plan.services)
    named = sum(len(s.named) for s in plan.services)
    split = f" ({named} with 、-lists split)" if named != items else ""
    open_ended = [s.domain for s in plan.services if s.open_ended]
    lines = [
        (
            f"{len(plan.services)} service domains 服务领域 declaring {declared} items, "
            f"{items} of them listed{split}"
        )
    ]
    return lines + [f"  lists that close with 等: {'、'.join(open_ended)}"] * bool(open_ended)


def _projects(plan: Plan) -> list[str]:
    boxes = len({p.box_line for p in plan.projects})
    return [f"{len(plan.projects)} projects 工程 in {boxes} boxes 专栏"]
