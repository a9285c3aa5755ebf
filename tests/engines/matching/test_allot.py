"""Allotments from files and seed: replayable, and recomputed by the stand-alone program."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.engines.matching import (
    METHODS,
    ApplicantLine,
    Inputs,
    MatchingError,
    PlaceLine,
    WishLine,
    allot,
    commitment,
    results_text,
    seed_of,
    verify_allotment,
)

SECRET = bytes(range(32))


def inputs_by(draw: random.Random, people: int = 12, places: int = 4) -> Inputs:
    rows = [PlaceLine(f"p{at}", f"模拟，{at}号", draw.randint(0, 4)) for at in range(places)]
    applicants, wishes = [], []
    for at in range(people):
        number = f"{at:04d}"
        day = f"2026-0{draw.randint(1, 3)}-01"
        applicants.append(ApplicantLine(number, draw.randint(0, 1), draw.randint(0, 3), day))
        for wish, place in enumerate(draw.sample(rows, draw.randint(0, places)), 1):
            wishes.append(WishLine(number, wish, place.place, draw.randint(0, 2)))
    return Inputs(rows, applicants, wishes)


def published(folder, inputs: Inputs, method: str, algorithm: str = "sm3", entropy: str = ""):
    hashed = inputs.hash(algorithm)
    seed = seed_of(SECRET, hashed, entropy, algorithm)
    before = {
        "method": method,
        "algorithm": algorithm,
        "inputs": hashed,
        "commitment": commitment(SECRET, hashed, algorithm),
        "entropy_source": "某日的公开号码" if entropy else "",
    }
    after = {"secret": SECRET.hex(), "entropy": entropy, "seed": seed}
    (folder / "commitment.json").write_text(json.dumps(before))
    (folder / "reveal.json").write_text(json.dumps(after))
    for name, text in inputs.texts().items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = allot(inputs, method=method, seed=seed, algorithm=algorithm)
    (folder / "results.csv").write_text(results_text(rows), encoding="utf-8")
    return rows


@given(st.integers(0, 10_000), st.sampled_from(METHODS), st.sampled_from(("sm3", "sha256")))
@settings(max_examples=60, deadline=None)
def test_the_stand_alone_program_comes_to_the_same(tmp_path_factory, number, method, algorithm):
    folder = tmp_path_factory.mktemp("run")
    entropy = "0427" if number % 2 else ""
    published(folder, inputs_by(random.Random(number)), method, algorithm, entropy)
    said = verify_allotment.verify(folder)
    assert len(said) == (5 if method == "deferred_acceptance" else 4)


@given(st.integers(0, 1_000), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_replayed_bit_for_bit_whatever_the_order_of_the_rows(number, method, shuffle):
    inputs = inputs_by(random.Random(number))
    rows = [list(part) for part in (inputs.places, inputs.applicants, inputs.wishes)]
    for part in rows:
        shuffle.shuffle(part)
    again = Inputs(*rows)
    assert again.texts() == inputs.texts()
    first = results_text(allot(inputs, method=method, seed="5eed"))
    assert results_text(allot(again, method=method, seed="5eed")) == first


def test_nobody_later_got_what_somebody_earlier_wanted_more():
    inputs = inputs_by(random.Random(3), people=40)
    room = {row.place: row.capacity for row in inputs.places}
    want = {row.number: [] for row in inputs.applicants}
    for row in sorted(inputs.wishes):
        want[row.number].append(row.place)
    for row in allot(inputs, method="points", seed="5eed"):
        free = [place for place in want[row.number] if room[place] > 0]
        assert row.place == (free[0] if free else "")
        if row.place:
            room[row.place] -= 1


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("results.csv", "1,", "2,", "row 1"),
        ("applicants.csv", "0003", "0033", "not those that were committed"),
        ("places.csv", "p0", "p9", "not those that were committed"),
        ("reveal.json", "0001", "0002", "secret"),
        ("reveal.json", '"seed": "', '"seed": "0', "seed"),
        ("reveal.json", '"entropy": ""', '"entropy": "1"', "announced"),
        ("commitment.json", "points", "lottery", "results.csv"),
    ],
)
def test_a_changed_file_is_found(tmp_path, name, old, new, said):
    published(tmp_path, inputs_by(random.Random(5), people=30), "points")
    text = (tmp_path / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(verify_allotment.Wrong, match=said):
        verify_allotment.verify(tmp_path)


def test_a_place_given_past_a_better_claim_is_found(tmp_path):
    published(tmp_path, inputs_by(random.Random(8), people=30), "deferred_acceptance")
    texts = {
        name: (tmp_path / name).read_text("utf-8")
        for name in ("places.csv", "applicants.csv", "wishes.csv")
    }
    lot = {f"{at:04d}": at for at in range(30)}
    with pytest.raises(verify_allotment.Wrong, match=r"room left|better claim"):
        verify_allotment.stable(texts, lot, {})


def test_as_a_command_alone_in_a_folder_without_the_product(tmp_path):
    published(tmp_path, inputs_by(random.Random(1)), "deferred_acceptance")
    alone = tmp_path / "verify_allotment.py"
    alone.write_bytes(Path(verify_allotment.__file__).read_bytes())
    run = [sys.executable, "-I", str(alone), str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "all holds 全部成立")
    (tmp_path / "results.csv").write_text("position,number,place,wish\n")
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert "不成立" in done.stdout
    (tmp_path / "results.csv").unlink()
    assert subprocess.run(run, capture_output=True, check=False, cwd=tmp_path).returncode == 2
    assert subprocess.run(run[:-1], capture_output=True, check=False).returncode == 2


def test_what_does_not_fit_together_is_said():
    place, number = PlaceLine("p", "模拟", 1), ApplicantLine("1")
    with pytest.raises(MatchingError, match="no method"):
        allot(Inputs([place], [number], []), method="by hand", seed="5eed")
    with pytest.raises(MatchingError, match="twice"):
        Inputs([place, place], [number], []).texts()
    with pytest.raises(MatchingError, match="takes no part"):
        Inputs([place], [number], [WishLine("2", 1, "p")]).texts()
