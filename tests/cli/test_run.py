"""`zhaohui run` makes what is missing once, serves it, and refuses early what cannot go well."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.county.small_county import the_pack
from zhaohui.cli import run as verb
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.county.registry.models import Person, SourceBatch

pytestmark = pytest.mark.slow

PATIENCE_S = 120


@pytest.fixture
def listener():
    with socket.socket() as taken:
        taken.bind((verb.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_stops_it_before_any_work(run, listener, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHAOHUI_DATA", str(tmp_path / "data"))
    ran = run("run", "--port", listener)
    assert (ran.code, ran.out) == (3, "")
    assert f"already listens on 127.0.0.1:{listener}" in ran.err
    assert not (tmp_path / "data").exists()


def test_a_wrong_pack_or_plan_stops_it_with_a_sentence(run, tmp_path, monkeypatch):
    ran = run("run", "--no-serve", "--plan", tmp_path / "none.txt")
    assert ran.code == 2
    assert "none.txt" in ran.err
    monkeypatch.setenv("ZHAOHUI_PACK", str(tmp_path))
    ran = run("run", "--no-serve")
    assert ran.code == 2
    assert "is not a pack" in ran.err


def test_a_pack_with_an_error_names_file_and_line(run, tmp_path, monkeypatch):
    (tmp_path / "pack.toml").write_text("code = 5\n", encoding="utf-8")
    monkeypatch.setenv("ZHAOHUI_PACK", str(tmp_path))
    ran = run("run", "--no-serve")
    assert ran.code == 2
    assert re.match(r"zhaohui: [a-z.]+:1: ", ran.err)


@pytest.mark.django_db
def test_a_second_start_keeps_the_data_and_sweeps_nothing_anew(run, data_dir, monkeypatch):
    first = run("run", "--no-serve", "--residents", 150)
    assert first.code == 0, first.err
    made = (Person.objects.count(), SourceBatch.objects.get().content_hash, SweepRun.objects.get())
    assert made[0] >= 150
    assert "sweep 全员比对: " in first.err
    files = {path: path.stat().st_mtime_ns for path in data_dir.rglob("*")}
    second = run("run", "--no-serve", "--residents", 999)
    assert second.code == 0
    assert "sweep" not in second.err
    assert "synthetic" not in second.err
    again = (Person.objects.count(), SourceBatch.objects.get().content_hash, SweepRun.objects.get())
    assert again == made
    assert {path: path.stat().st_mtime_ns for path in data_dir.rglob("*")} == files


@pytest.mark.django_db
def test_yesterdays_sweep_is_done_again_and_the_people_stay(run, data_dir):
    run("run", "--no-serve", "--residents", 150)
    people = Person.objects.count()
    swept = SweepRun.objects.get()
    swept.as_of = swept.as_of.replace(year=swept.as_of.year - 1)
    swept.save()
    assert "sweep 全员比对: " in run("run", "--no-serve").err
    assert Person.objects.count() == people


def _get(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.read().decode()


def _wait_for(address, server):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            return _get(address)
        except urllib.error.URLError:
            time.sleep(0.3)
    return None


@pytest.mark.slow
def test_it_serves_the_portal_until_interrupted(tmp_path):
    with socket.socket() as probe:
        probe.bind((verb.HOST, 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment["ZHAOHUI_DATA"] = str(tmp_path)
    words = ["run", "--port", str(port), "--residents", "150"]
    server = subprocess.Popen(
        [sys.executable, "-c", "from zhaohui.cli.main import main; main()", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        answer = _wait_for(f"http://{verb.HOST}:{port}/", server)
        assert answer is not None
        assert answer[0] == 200
        assert the_pack().short_name in answer[1]
        assert "模拟数据" in _get(f"http://{verb.HOST}:{port}/county/")[1]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
