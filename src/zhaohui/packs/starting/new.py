"""Makes a starter pack: in a temporary folder first, renamed only when it checks without errors."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from zhaohui.engines import plandoc
from zhaohui.packs.errors import PackError
from zhaohui.packs.examine import Examination, examine
from zhaohui.packs.loading import load
from zhaohui.packs.starting.files import write_pack
from zhaohui.packs.starting.from_plan import starter

CODE = re.compile(r"[1-9]\d{5}")


def start_pack(
    code: str, plan_file: Path, *, like: Path, out: Path, name: str = "", period: str = ""
) -> Examination:
    """Make folder `out` a pack of county `code` from a plan's text; its examination comes back.

    The fact dictionary and the names of known domains are taken from the pack `like`. Nothing is
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
    model = load(like)
    made = starter(
        plan_file.read_text("utf-8-sig"),
        plan,
        domains={row.domain: row for row in model.domains},
        plan_id=f"{first}-{last}",
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as temporary:
        folder = Path(temporary) / out.name
        folder.mkdir()
        write_pack(folder, made, model=model, code=code, name=name or code)
        found = _sound(folder)
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


def _sound(folder: Path) -> Examination:
    """The examination of the pack; PackError with its first error."""
    found = examine(folder)
    for problem in found.problems:
        if problem.severity == "error":
            raise PackError(
                f"The plan's text gives no valid pack: {problem.place}: {problem.message}.",
                hint=problem.hint,
                problems=tuple(found.problems),
            )
    return found
