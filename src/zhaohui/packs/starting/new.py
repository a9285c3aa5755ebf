"""Writes a starter pack: into a temporary folder first, renamed only when it checks without errors."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from zhaohui.engines import plandoc
from zhaohui.packs.errors import PackError
from zhaohui.packs.examine import Examination, examine
from zhaohui.packs.loading import PLAN_FILES, REGISTERS, load
from zhaohui.packs.pack import Pack
from zhaohui.packs.reading.csv_text import header_of
from zhaohui.packs.schema.row import Row
from zhaohui.packs.starting.from_plan import LEVEL, Cells, Starter, starter

CODE = re.compile(r"[1-9]\d{5}")
QUOTATION_LIMIT = 2500


def start_pack(
    code: str, plan_file: Path, *, model: Path, out: Path, name: str = "", period: str = ""
) -> Examination:
    """Make folder `out` a pack of county `code` from a plan's text; its examination comes back.

    The fact dictionary and the names of known domains are taken from the pack `model`. Nothing is
    left behind when the plan cannot be read. Raises PackError or the plan compiler's PlanError.
    """
    if not CODE.fullmatch(code):
        raise PackError(
            f"{code} is not a county's division code.",
            hint="Give the six digits of the county 县级区划代码, such as 110101.",
        )
    if out.exists():
        raise PackError(f"{out} exists already.", hint="Name another folder with --out.")
    plan = plandoc.read_plan(plan_file)
    first, last = _period(plan, period)
    pack = load(model)
    made = starter(
        plan_file.read_text("utf-8-sig"),
        plan,
        source=f"plan-{first}",
        domains={row.domain: row for row in pack.domains},
        plan_id=f"{first}-{last}",
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as temporary:
        folder = Path(temporary) / out.name
        folder.mkdir()
        _write(folder, made, pack=pack, code=code, name=name or code)
        found = examine(folder)
        if not found.ok:
            fault = next(p for p in found.problems if p.severity == "error")
            raise PackError(
                f"The plan's text gives no valid pack: {fault.place}: {fault.message}.",
                hint=fault.hint,
                problems=tuple(found.problems),
            )
        folder.rename(out)
    return found


def _period(plan: plandoc.Plan, period: str) -> tuple[int, int]:
    if period:
        years = re.fullmatch(r"(\d{4})-(\d{4})", period)
        if not years or years[1] > years[2]:
            raise PackError(f"{period} is not a period.", hint="Write it as --period 2026-2030.")
        return int(years[1]), int(years[2])
    if plan.period is None:
        raise PackError(
            "The plan's text names no period of years.", hint="Add it: --period 2026-2030."
        )
    return plan.period


def _write(folder: Path, made: Starter, *, pack: Pack, code: str, name: str) -> None:
    first, last = made.plan_id.split("-")
    title = made.title or f"{name} {made.plan_id}"
    source: Cells = {
        "source_id": f"plan-{first}",
        "title": title,
        "verification": LEVEL,
        "note": "由程序从规划文本读出，尚未与印发件核对",
    }
    models: dict[str, type[Row]] = {file: row for file, row, _ in REGISTERS.values()}
    models |= {f"plan/{made.plan_id}/{part}.csv": row for part, row in PLAN_FILES.items()}
    tables = {**made.tables, "sources.csv": [source]}
    for file, row in models.items():
        _csv(folder / file, row, tables.get(file, []))
    shutil.copyfile(pack.folder / "facts.toml", folder / "facts.toml")
    (folder / f"plan/{made.plan_id}/plan.toml").write_text(
        _toml(
            id=made.plan_id,
            title=title,
            area=code,
            period_from=f"{first}-01-01",
            period_to=f"{last}-12-31",
            document=f"plan-{first}",
            services_declared=made.services_declared,
        ),
        "utf-8",
    )
    departments = dict.fromkeys(fact.source for fact in pack.facts)
    (folder / "pack.toml").write_text(
        _toml(
            code=code,
            name=name,
            short_name=name,
            areas_chain=[code, code[:4], code[:2], "00"],
            current_plan=made.plan_id,
            quotation_limit=QUOTATION_LIMIT,
        )
        + "".join(
            "\n[[contact]]\n" + _toml(department=each, gap="办理机构的名称、电话和地址待填")
            for each in departments
        ),
        "utf-8",
    )


def _csv(path: Path, model: type[Row], rows: Sequence[Cells]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header_of(model), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _toml(**values: object) -> str:
    """Keys and values as TOML; text, whole numbers and lists of text read the same as JSON."""
    dates = {"period_from", "period_to"}
    return "".join(
        f"{key} = {value if key in dates else json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
    )
