"""The command's frame: verbs, exit codes, sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

ZHAOHUI = Path(sys.executable).parent / "zhaohui"


def zhaohui(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ZHAOHUI, *words], capture_output=True, text=True, check=False)


def test_help_names_every_verb() -> None:
    from zhaohui.cli.main import VERBS

    shown = zhaohui("--help").stdout
    assert all(verb in shown for verb in VERBS)


@pytest.mark.parametrize("words", [["dance"], ["plan", "dance"], ["bench", "../secrets"]])
def test_a_wrong_word_is_a_sentence_and_exit_2(words: list[str]) -> None:
    done = zhaohui(*words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_every_verb_has_a_file_and_help() -> None:
    import importlib

    from zhaohui.cli.main import VERBS

    for verb in VERBS:
        name = "import_" if verb == "import" else verb
        assert importlib.import_module(f"zhaohui.cli.{name}").command.get_short_help_str()


def test_starting_the_command_imports_no_engine() -> None:
    code = "import sys, zhaohui.cli.main; print(sorted(m for m in sys.modules if m in ('django','duckdb','numpy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
