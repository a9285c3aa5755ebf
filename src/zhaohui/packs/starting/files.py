"""Writes the files of a starter pack."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from zhaohui.packs.pack import Pack
from zhaohui.packs.reading.csv_text import header_of
from zhaohui.packs.schema.files import PLAN_FILES, REGISTERS
from zhaohui.packs.schema.row import Row
from zhaohui.packs.starting.from_plan import LEVEL, Cells, Starter

QUOTATION_LIMIT = 2500
# What another county decided and this one can begin with: facts, posts, who may do what.
TAKEN_OVER = ("facts.toml", "access/posts.csv", "access/policy.csv")


def write_pack(folder: Path, made: Starter, *, model: Pack, code: str, name: str) -> None:
    """Every file of the new pack into `folder`; tables without rows get their header."""
    title = made.title or f"{name} {made.plan_id}"
    source: Cells = {
        "source_id": made.source,
        "title": title,
        "verification": LEVEL,
        "note": "由程序从规划文本读出，尚未与印发件核对",
    }
    tables = {**made.tables, "sources.csv": [source]}
    models: dict[str, type[Row]] = dict(REGISTERS.values())
    models |= {f"plan/{made.plan_id}/{part}.csv": row for part, row in PLAN_FILES.items()}
    for file, row in models.items():
        _csv(folder / file, row, tables.get(file, []))
    for taken_over in TAKEN_OVER:
        if (model.folder / taken_over).is_file():
            shutil.copyfile(model.folder / taken_over, folder / taken_over)
    _forms(folder, model)
    plan = _plan_toml(made, code=code, title=title)
    (folder / f"plan/{made.plan_id}/plan.toml").write_text(plan, "utf-8")
    manifest = _pack_toml(made, code=code, name=name)
    departments = dict.fromkeys(fact.source for fact in model.facts)
    (folder / "pack.toml").write_text(manifest + "".join(map(_contact, departments)), "utf-8")


def _forms(folder: Path, model: Pack) -> None:
    """Take over the forms that name no rule of the model's county, such as the check of all rules."""
    (folder / "forms").mkdir()
    for form in model.forms:
        if not any(isinstance(step.needs, tuple) for step in form.steps):
            shutil.copyfile(
                model.folder / "forms" / f"{form.id}.yaml", folder / "forms" / f"{form.id}.yaml"
            )


def _plan_toml(made: Starter, *, code: str, title: str) -> str:
    first, last = made.plan_id.split("-")
    return (
        _toml(id=made.plan_id, title=title, area=code)
        + f"period_from = {first}-01-01\nperiod_to = {last}-12-31\n"
        + _toml(document=made.source, services_declared=made.services_declared)
    )


def _pack_toml(made: Starter, *, code: str, name: str) -> str:
    return _toml(
        code=code,
        name=name,
        short_name=name,
        areas_chain=[code, code[:4], code[:2], "00"],
        current_plan=made.plan_id,
        quotation_limit=QUOTATION_LIMIT,
    )


def _contact(department: str) -> str:
    gap = "办理机构的名称、电话和地址待填"
    return "\n[[contact]]\n" + _toml(department=department, gap=gap)


def _csv(path: Path, model: type[Row], rows: Sequence[Cells]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header_of(model), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _toml(**values: object) -> str:
    """Keys and values as TOML; text, whole numbers and lists of text read the same as JSON."""
    return "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in values.items())
