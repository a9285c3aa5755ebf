"""`zhaohui payments`: a month on the command line, files replayed, figures that must agree."""

from __future__ import annotations

import hashlib

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
