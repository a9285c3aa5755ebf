"""Store a plan's text beside the structure that the pack holds of it."""

from __future__ import annotations

from pathlib import Path

from zhaohui.engines import plandoc
from zhaohui.engines.plandoc.document import read_text
from zhaohui.errors import ZhaohuiError
from zhaohui.packs import Pack, Plan
from zhaohui.whole_file import write_whole

# Another edition words a few indicators anew; another county's plan shares almost no row with this one.
LEAST_SHARED = 0.5


class OtherPlanError(ZhaohuiError):
    """The text is a plan, but none of those that the pack describes."""

    code = "other-plan"


def store_text(file: Path, pack: Pack, *, folder: Path) -> Path:
    """Write the text of `file` as `<folder>/plans/<plan id>.txt` and return that path.

    The plan is the one of the pack whose indicators the text shares: name, baseline and target.
    Raises `PlanError` where the file cannot be read as a plan, `OtherPlanError` where no plan of
    the pack fits; then nothing is written.
    """
    read = plandoc.read_plan(file)
    plan = _fitting(read, pack)
    if plan is None:
        raise OtherPlanError(
            f"{file} is not one of the plans that the pack of {pack.name} describes"
            f" ({'; '.join(each.title for each in pack.plans) or 'it has none'}).",
            hint="Start a pack from it: zhaohui pack new CODE --plan FILE",
        )
    target = folder / "plans" / f"{plan.id}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, read_text(file).encode())
    return target


def _fitting(read: plandoc.Plan, pack: Pack) -> Plan | None:
    printed = {(row.name, row.baseline.raw, row.target.raw) for row in read.indicators}
    shares = {
        plan.id: sum((r.name, r.baseline_raw, r.target_raw) in printed for r in plan.indicators)
        / len(plan.indicators)
        for plan in pack.plans
        if plan.indicators
    }
    best = max(shares, key=lambda key: shares[key], default=None)
    return pack.plan(best) if best and shares[best] >= LEAST_SHARED else None
