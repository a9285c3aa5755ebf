"""Two commands that start together on an empty data folder both end well."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

CODE = "from zhaohui.cli.django_setup import start_county; start_county(make_tables=True)"


def test_two_first_starts_make_the_tables_once(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment["ZHAOHUI_DATA"] = str(tmp_path)
    started = [
        subprocess.Popen([sys.executable, "-c", CODE], env=environment, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]
    assert [code for _, code in ended] == [0, 0, 0], ended
