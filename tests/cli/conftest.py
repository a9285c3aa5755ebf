"""Running a verb as a person does: `run("check", file, "--json")` gives exit code, output and error."""

import json
from dataclasses import dataclass

import pytest

from zhaohui.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch, capsys):
    def run_verb(*words):
        monkeypatch.setattr("sys.argv", ["zhaohui", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main.main()
        out, err = capsys.readouterr()
        return Ran(ended.value.code or 0, out, err)

    return run_verb
