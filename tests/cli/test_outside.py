"""What is wrong outside the program ends with one sentence and exit code 3, never with a traceback."""

import errno

import click
import duckdb
import pytest
from django.db.utils import DatabaseError, IntegrityError, OperationalError

from zhaohui.cli import main, outside


@pytest.fixture
def run_raising(run, monkeypatch):
    def run_verb(error):
        @click.command()
        def command():
            raise error

        monkeypatch.setattr(main.Verbs, "get_command", lambda *_: command)
        return run("snapshot")

    return run_verb


@pytest.mark.parametrize(
    ("error", "what", "mend"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a/b"), "a/b: No space", "Make room"),
        (PermissionError(errno.EACCES, "Permission denied", "a"), "a: Permission", "the right to"),
        (OSError(errno.ENOSPC, "Error writing bytes. Detail: 28"), "No space left", "Make room"),
        (FileExistsError(errno.EEXIST, "File exists", "a"), "a: File exists", "Look at that"),
        (OperationalError("database is locked"), "Another command is writing", "Wait until"),
        (OperationalError("database or disk is full"), "The disk is full", "Make room"),
        (OperationalError("attempt to write a readonly database"), "not be written", "the right"),
        (OperationalError("unable to open database file"), "can't be opened", "the right"),
        (DatabaseError("file is not a database"), "file is damaged", "from the same backup"),
        (DatabaseError("database disk image is malformed"), "file is damaged", "backup"),
        (OperationalError("no such column: x"), "another version", "run --no-serve"),
        (MemoryError(), "memory does not suffice", "ZHAOHUI_SWEEP_MEMORY_MB"),
        (duckdb.OutOfMemoryException("x"), "memory does not suffice", "ZHAOHUI_SWEEP_MEMORY_MB"),
        (duckdb.IOException("IO Error: no space\nmore"), "IO Error: no space", "Look at that"),
    ],
)
def test_an_error_from_outside_is_a_sentence(run_raising, error, what, mend):
    ran = run_raising(error)
    assert (ran.code, ran.out) == (3, "")
    first, second = ran.err.splitlines()
    assert what in first
    assert mend in second


@pytest.mark.parametrize("error", [IntegrityError("UNIQUE constraint failed"), KeyError("x")])
def test_the_programs_own_faults_stay_visible(monkeypatch, error):
    monkeypatch.setattr(main, "zhaohui", lambda **_: (_ for _ in ()).throw(error))
    with pytest.raises(type(error)):
        main.main()


def test_libraries_are_not_loaded_to_know_their_errors(monkeypatch):
    monkeypatch.delitem(outside.sys.modules, "duckdb")
    monkeypatch.delitem(outside.sys.modules, "django.db.utils")
    assert outside.outside_errors() == (OSError, MemoryError)


def test_a_settings_module_of_another_project_is_named(run, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "another.settings")
    ran = run("snapshot")
    assert ran.code == 2
    assert "DJANGO_SETTINGS_MODULE names another.settings" in ran.err
