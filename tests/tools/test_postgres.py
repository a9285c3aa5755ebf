"""The private PostgreSQL comes with a command and goes with it, however that ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "postgres.py"
ASK = """
import os, psycopg
with psycopg.connect(os.environ["ZHAOHUI_TEST_DATABASE"]) as server:
    print(server.execute("SHOW server_encoding").fetchone()[0])
    print(server.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()").fetchone()[0])
    print(server.execute("SHOW fsync").fetchone()[0])
"""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("pg_config") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
        reason="PostgreSQL is not installed (Debian: apt-get install postgresql)",
    ),
]


@pytest.fixture
def parent():
    """A temporary folder that the server's own user can reach."""
    folder = Path("/tmp") / f"zhaohui-test-{os.getpid()}-{time.monotonic_ns()}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def tool(parent):
    """Start tools/postgres.py; whatever still runs at the end is ended, and its pipes are closed."""
    started = []

    def start(*words, **more):
        environment = os.environ | {"TMPDIR": str(parent)}
        environment.pop("ZHAOHUI_TEST_DATABASE", None)
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, TOOL, *words],
            env=environment,
            stdout=pipe,
            stderr=pipe,
            text=True,
            **more,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for end in (process.stdin, process.stdout, process.stderr):
            if end:
                end.close()


def gone(parent):
    end = time.monotonic() + 30
    while list(parent.iterdir()):
        assert time.monotonic() < end, list(parent.iterdir())
        time.sleep(0.05)
    return True


def running(parent):
    """The server's process number, once it answers."""
    end = time.monotonic() + 30
    while not (found := list(parent.glob("*/data/postmaster.pid"))) or not list(
        parent.glob("*/asked")
    ):
        assert time.monotonic() < end
        time.sleep(0.05)
    return int(found[0].read_text().split("\n")[0])


def test_it_gives_an_empty_server_and_the_commands_exit_code(tool, parent):
    done = tool("run", "--", sys.executable, "-c", ASK + "raise SystemExit(7)")
    out, err = done.communicate(timeout=60)
    assert out.split() == ["UTF8", "C", "off"], err
    assert done.returncode == 7
    assert gone(parent)


def test_for_measuring_it_is_durable(tool, parent):
    out, err = tool("run", "--durable", "--", sys.executable, "-c", ASK).communicate(timeout=60)
    assert out.split() == ["UTF8", "C", "on"], err


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_goes_when_whoever_asked_for_it_is_killed(tool, parent, number):
    code = (
        "import glob, pathlib, time;"
        f"pathlib.Path(glob.glob('{parent}/*')[0], 'asked').touch(); time.sleep(60)"
    )
    asker = tool("run", "--", sys.executable, "-c", code)
    server = running(parent)
    asker.send_signal(number)
    asker.wait(timeout=60)
    assert gone(parent)
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_what_a_killed_keeper_left_is_removed_by_the_next_call(tool, parent):
    keeper = tool("keep", stdin=subprocess.PIPE)
    assert keeper.stdout.readline().startswith("postgresql://")
    keeper.kill()
    keeper.wait()
    (left,) = parent.iterdir()
    done = tool("run", "--", "true")
    _, err = done.communicate(timeout=60)
    assert f"removed {left}" in err
    assert gone(parent)


def test_start_stays_until_stop(tool, parent):
    address = tool("start").communicate(timeout=60)[0].strip()
    folder = Path(address.rpartition("host=")[2])
    assert (folder / "data" / "postmaster.pid").exists()
    other = tool("run", "--", "true")
    assert other.wait(timeout=60) == 0
    assert folder.exists(), "a server that stays is no leftover"
    assert tool("stop").wait(timeout=60) == 0
    assert gone(parent)


def test_a_command_that_is_not_there_is_a_sentence(tool, parent):
    done = tool("run", "--", "no-such-command")
    _, err = done.communicate(timeout=60)
    assert done.returncode == 2
    assert "there is no command 'no-such-command'" in err
    assert gone(parent)
