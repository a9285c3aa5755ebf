"""The county's day is China's, also on a machine that keeps another time."""

import subprocess
import sys

import pytest

CODE = """
import datetime as dt
from zhaohui.clock import county_today
before = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=8)).date()
found = county_today()
after = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=8)).date()
assert before <= found <= after
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_does_not_depend_on_the_machine(zone: str) -> None:
    subprocess.run([sys.executable, "-c", CODE], env={"TZ": zone}, check=True)
