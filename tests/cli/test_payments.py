"""`zhaohui payments`: a month on the command line, files replayed, figures that must agree."""

from __future__ import annotations

import errno
import hashlib
import os

import pytest

from tests.county.payments.paying import RULE, Office, answers
from tests.county.small_county import the_pack
from zhaohui.county.audit.models import Entry
from zhaohui.county.payments.actions.approve_batch import approve_batch
from zhaohui.county.payments.actions.submit_batch import submit_batch
from zhaohui.county.payments.models import PaymentBatch
from zhaohui.county.postings.models import Posting


@pytest.fixture
def office(county):
    found = Office()
    found.hold(1, 2, 3)
    return found


def approved(office, run) -> int:
    batch = run("payments", "run", RULE, "2026-03", "--json").json["batch"]
    submit_batch(office.clerk, the_pack(), batch)
    approve_batch(office.chief, the_pack(), batch)
    return batch


def test_a_dry_run_draws_nothing_and_a_second_run_nothing_more(office, run):
    told = run("payments", "run", RULE, "2026-03", "--dry-run", "--json").json
    assert (told["lines"], told["net_fen"], told["batch"]) == (3, 30_000, None)
    assert not PaymentBatch.objects.exists()
    batch = run("payments", "run", RULE, "2026-03", "--json").json["batch"]
    again = run("payments", "run", RULE, "2026-03", "--json")
    assert (again.code, again.json["lines"], again.json["batch"]) == (0, 0, None)
    assert PaymentBatch.objects.get().pk == batch
    assert Entry.objects.filter(action="payment.draw", subject_id=str(batch)).count() == 1


def test_files_are_replayed_and_the_figures_agree(office, run, tmp_path):
    batch = approved(office, run)
    out, back = tmp_path / "out.csv", tmp_path / "back.csv"
    told = run("payments", "export", batch, "--out", out, "--json").json
    assert (told["rows"], told["total_fen"]) == (3, 30_000)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert out.stat().st_mode & 0o077 == 0
    assert run("payments", "export", batch, "--out", out, "--json").json["sha256"] == told["sha256"]
    waiting = run("payments", "reconcile", batch, "--json")
    assert (waiting.code, waiting.json["agrees"]) == (1, False)
    back.write_bytes(answers(out.read_bytes(), {2: ("失败", "户名不符")}))
    first = run("payments", "import", batch, back, "--dry-run", "--json").json
    assert (first["applied"], Posting.objects.filter(reason="paid").count()) == (3, 0)
    assert run("payments", "import", batch, back, "--json").json["paid"] == 2
    again = run("payments", "import", batch, back, "--json")
    assert (again.code, again.json["repeated"], again.json["paid"]) == (0, True, 2)
    assert Posting.objects.filter(reason="paid").count() == 2
    done = run("payments", "reconcile", batch, "--json")
    assert (done.code, done.json["agrees"], done.json["wrong_balances"]) == (0, True, [])
    assert PaymentBatch.objects.get().state == "reconciled"


def test_a_file_with_faults_ends_with_one_and_names_the_rows(office, run, tmp_path):
    batch = approved(office, run)
    out, back = tmp_path / "out.csv", tmp_path / "back.csv"
    run("payments", "export", batch, "--out", out)
    back.write_bytes(answers(out.read_bytes(), close=False).replace("成功".encode(), b"?", 1))
    done = run("payments", "import", batch, back)
    assert done.code == 1
    assert "row 2" in done.out


@pytest.mark.parametrize(
    "words", [("no-such-rule", "2026-03"), (RULE, "2026-13"), ("senior-health", "2026-03")]
)
def test_a_wrong_word_is_a_sentence(office, run, words):
    done = run("payments", "run", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("zhaohui: ")


def test_nothing_leaves_before_the_approval(office, run, tmp_path):
    batch = run("payments", "run", RULE, "2026-03", "--json").json["batch"]
    done = run("payments", "export", batch, "--out", tmp_path / "x.csv")
    assert done.code == 2
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("verb", ["import", "reconcile", "export"])
def test_a_batch_that_is_not_there_is_named(office, run, tmp_path, verb):
    back = tmp_path / "back.csv"
    back.write_bytes(b"")
    more = {"import": [back], "export": ["--out", tmp_path / "out.csv"], "reconcile": []}[verb]
    done = run("payments", verb, 99, *more)
    assert done.code == 2
    assert "no batch 99" in done.err
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_and_a_foreign_file_are_refused(office, run, tmp_path):
    batch = approved(office, run)
    run("payments", "export", batch, "--out", tmp_path / "out.csv")
    for content in (b"", b"\x89PNG\x00\xff", "姓名,金额\n模拟,1".encode()):
        back = tmp_path / "back.csv"
        back.write_bytes(content)
        done = run("payments", "import", batch, back)
        assert done.code == 2, content
        assert done.err.strip()
    assert not Posting.objects.filter(reason="paid").exists()


def test_a_full_disk_leaves_the_old_bank_file(office, run, tmp_path, monkeypatch):
    batch, out = approved(office, run), tmp_path / "out.csv"
    out.write_bytes(b"old")

    def full(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("payments", "export", batch, "--out", out)
    assert (done.code, "No space left" in done.err) == (3, True)
    assert [each.name for each in tmp_path.iterdir() if "out" in each.name] == ["out.csv"]
    assert out.read_bytes() == b"old"
