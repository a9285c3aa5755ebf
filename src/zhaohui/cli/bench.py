"""`zhaohui bench NAME`: runs one comparison of `bench/` and prints answers, times and ratios."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import sys
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from zhaohui.cli.report import emit, json_option
from zhaohui.errors import ZhaohuiError
from zhaohui.paths import project_root


class NoSuchBenchError(ZhaohuiError):
    """The name is not a file of `bench/`."""

    code = "no-such-bench"


@click.command()
@click.argument("name")
@json_option
def command(name: str, *, as_json: bool) -> None:
    """Compare this program with its peers on the same work in the same run."""
    rows = _load(name).run()["rows"]
    report = {"machine": machine(), "rows": [_contract(row) for row in rows]}
    emit(report, as_json=as_json, text=lambda: _table(report))


def machine() -> dict[str, Any]:
    """Return what a reader must know to judge a figure: processor, cores, versions."""
    names = ("duckdb", "pyarrow", "numpy", "django", "pydantic")
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "versions": {name: importlib.metadata.version(name) for name in names},
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _load(name: str) -> Any:
    folder = project_root() / "bench"
    path = folder / f"{name}.py"
    if not name.isidentifier() or not path.exists():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.py"))) or "none"
        raise NoSuchBenchError(f"there is no bench called {name!r}.", hint=f"Known: {known}.")
    spec = importlib.util.spec_from_file_location(f"bench_{name}", path)
    if spec is None or spec.loader is None:
        raise NoSuchBenchError(f"{path.name} cannot be loaded as Python.")
    sys.path.insert(0, str(project_root()))  # a bench imports its parts as bench.…
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _contract(row: dict[str, Any]) -> dict[str, Any]:
    return {"case": None, "ours": None, "peer": None, "agree": None, "ratio": None} | row


def _table(report: dict[str, Any]) -> str:
    """Return the machine, one aligned line a row, and each reason for a missing peer once."""
    rows = report["rows"]
    columns = [key for key in _keys(rows) if any(row.get(key) is not None for row in rows)]
    columns = [key for key in columns if key != "why"]
    cells = [columns, *([_short(row.get(key)) for key in columns] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    lines = [f"{key}: {value}" for key, value in report["machine"].items()]
    for line in cells:
        padded = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
        lines.append("  ".join(padded).rstrip())
    lines += dict.fromkeys(f"no peer: {row['why']}" for row in rows if row.get("why"))
    return "\n".join(lines)


def _keys(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _short(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
