"""`zhaohui nightly`: named steps, each recorded; a failing one stops no other and gives exit code 1."""

import datetime as dt
import fcntl
import os
import time

import pytest

from tests.county.small_county import AS_OF
from zhaohui.clock import county_today
from zhaohui.county.entitlements.models import CurrentSweep
from zhaohui.county.jobs.models import NightStep
from zhaohui.county.jobs.nightly import night
from zhaohui.county.jobs.nightly.old_folders import drop_old_folders
from zhaohui.county.jobs.nightly.steps import STEPS, Step
from zhaohui.errors import ZhaohuiError

pytestmark = pytest.mark.slow


@pytest.fixture
def steps(monkeypatch):
    """Three steps, the second of which fails until it is mended; `done` says what was worked."""
    done, broken = [], [ConnectionError("name of a person")]

    def second():
        done.append("second")
        if broken:
            raise broken[0]
        return {}

    made = (
        Step("first", "一", lambda: done.append("first") or {"rows": 1}),
        Step("second", "二", second),
        Step("third", "三", lambda: done.append("third") or {}),
    )
    monkeypatch.setattr(night.work_night, "__kwdefaults__", {
        **night.work_night.__kwdefaults__, "steps": made,
    })  # fmt: skip
    made_steps = type("Steps", (), {"done": done, "broken": broken})
    return made_steps()


@pytest.mark.django_db
def test_a_failing_step_stops_no_other_and_the_rest_is_not_done_again(run, steps, data_dir):
    ran = run("nightly", "--json")
    assert ran.code == 1
    assert [(step["name"], step["ok"]) for step in ran.json["steps"]] == [
        ("first", True),
        ("second", False),
        ("third", True),
    ]
    assert ran.json["steps"][0]["result"] == {"rows": 1}
    assert ran.json["steps"][1]["fault"].startswith("ConnectionError in test_nightly.py:")
    assert "name of a person" not in ran.out
    steps.broken.clear()
    steps.done.clear()
    assert run("nightly", "--json").code == 0
    assert steps.done == ["second"]
    steps.done.clear()
    assert run("nightly", "--again", "--json").code == 0
    assert steps.done == ["first", "second", "third"]
    assert NightStep.objects.count() == 3


@pytest.mark.django_db
def test_a_step_that_a_person_must_mend_says_its_sentence(run, steps, data_dir):
    steps.broken[0] = ZhaohuiError("The pack has no towns.", hint="Fill towns.csv.")
    ran = run("nightly")
    assert ran.code == 1
    assert "FAILED second" in ran.out
    assert "The pack has no towns. Fill towns.csv." in ran.out


@pytest.mark.django_db
def test_two_at_once_are_refused(run, steps, data_dir):
    with (data_dir / "nightly.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = run("nightly")
    assert ran.code == 3
    assert "Another zhaohui nightly" in ran.err
    assert steps.done == []


@pytest.mark.django_db(transaction=True)
def test_the_real_steps_sweep_once_and_are_safe_to_repeat(run, county, data_dir):
    yesterday = county_today() - dt.timedelta(days=1)
    assert run("ledger", "refresh", "--as-of", yesterday).code == 0
    first = run("nightly", "--json")
    assert first.code == 0, first.out
    assert [step["name"] for step in first.json["steps"]] == [step.name for step in STEPS]
    swept = {step["name"]: step["result"] for step in first.json["steps"]}
    assert swept["ledger"]["people"] < swept["sweep"]["people"]  # what is due, then everyone
    assert swept["sweep"]["swept"] is True
    assert swept["sweep"]["ledger_was_wrong_in"] == 0
    assert CurrentSweep.objects.get().run.as_of == county_today() >= AS_OF
    again = run("nightly", "--again", "--json")
    assert again.code == 0, again.out
    assert {step["name"]: step["result"] for step in again.json["steps"]}["sweep"] == {
        "swept": False
    }


@pytest.mark.django_db
def test_old_folders_go_and_the_current_ones_stay(run, county, data_dir, settings):
    settings.KEPT_SWEEPS = 1
    run("sweep", "--as-of", "2026-01-01")
    run("sweep", "--as-of", "2026-02-01")
    shown = CurrentSweep.objects.get().run
    old, young = data_dir / "findings" / ("0" * 16), data_dir / "snapshot" / ("1" * 16)
    other = data_dir / "findings" / "kept by hand"
    for folder in (old, young, other):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"x" * 1000)
    long_ago = time.time() - 10 * 24 * 3600
    for folder in [*(data_dir / "findings").iterdir(), *(data_dir / "snapshot").iterdir()]:
        if folder != young:
            os.utime(folder, (long_ago, long_ago))
    answer = drop_old_folders()
    assert answer["findings"] == 2  # the stray one, and the run before
    assert {path.name for path in (data_dir / "findings").iterdir()} == {
        shown.findings_hash,
        other.name,
    }
    assert {path.name for path in (data_dir / "snapshot").iterdir()} == {
        shown.snapshot_hash,
        young.name,
    }
    assert drop_old_folders()["findings"] == 0
