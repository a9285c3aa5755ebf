"""Keeps the record of requirement scenarios: which rows of the plan a full test run showed working."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

RECORD = Path(__file__).parent / "var" / "last-test-run.json"
MOST_IDS = 3


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-scenarios",
        action="store_true",
        help="write var/last-test-run.json, which `zhaohui plan trace` counts",
    )
    parser.addoption(
        "--requirement", metavar="ID", help="run only the scenarios of this requirement"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wanted := config.getoption("--requirement"):
        items[:] = [item for item in items if wanted in _requirement_ids(item)]
    for item in items:
        ids = _requirement_ids(item)
        if len(ids) > MOST_IDS:
            message = f"{item.nodeid} carries {len(ids)} requirement ids; {MOST_IDS} is the most"
            raise pytest.UsageError(message)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # noqa: ARG001
    report = yield
    if ids := _requirement_ids(item):
        # Properties travel from the workers to the process that writes the record.
        report.user_properties.append(("requirements", ids))
    return report


class Recorder:
    """Collects, per requirement, the scenarios that ran and how they ended."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, ids in report.user_properties:
            if name != "requirements":
                continue
            for req_id in ids:
                tests = self.outcomes.setdefault(req_id, {})
                if report.failed or (report.when == "call") or report.skipped:
                    before = tests.get(report.nodeid)
                    tests[report.nodeid] = "failed" if before == "failed" else report.outcome

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return
        RECORD.parent.mkdir(exist_ok=True)
        record = {
            "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "requirements": self.outcomes,
        }
        draft = RECORD.with_suffix(".tmp")
        draft.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(RECORD)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--record-scenarios") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(), "scenario-recorder")


def _requirement_ids(item: pytest.Item) -> list[str]:
    return [str(arg) for mark in item.iter_markers("requirement") for arg in mark.args]
