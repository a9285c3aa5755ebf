"""A log that somebody changed is told, on copies of both databases, and the first bad entry named."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from django.db import connection

from tests.audit_guards import unguarded
from tests.county.audit.tampering import ENTRIES, SEALED_WAYS, WAYS
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.actions.seal_head import seal_head
from zhaohui.county.audit.chain import ENTRIES as TABLE
from zhaohui.county.audit.errors import ChainBrokenError
from zhaohui.county.audit.guards import guard, unguard
from zhaohui.county.audit.keys import heads_of, public_keys_of
from zhaohui.county.audit.live import live_store
from zhaohui.county.audit.read import record_read
from zhaohui.county.audit.record import record
from zhaohui.county.audit.store import NotAStoreError, open_store
from zhaohui.county.audit.verify import verify
from zhaohui.engines.seals.heads import HeadsError, first_fault, read_heads

CLERK = Actor(kind="officer", user_id=7, label="模拟单位 镇窗口岗")


def write_log(entries: int) -> None:
    for n in range(1, entries):
        record(CLERK, "case.accept", subject=("case", n), purpose="受理", change={"n": n})
    record_read(CLERK, (3, 2, 1), fields=("年龄",), purpose="核对")


@pytest.fixture
def log(db, data_dir):
    """Ten entries, the fifth and the tenth sealed; the last is a read of three people."""
    write_log(5)
    seal_head()
    write_log(5)
    seal_head()
    return data_dir


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def verdict(data, *, sealed=True):
    with live_store() as opened:
        if not sealed:
            return verify(opened)
        return verify(opened, heads=heads_of(data), keys=public_keys_of(data))


def test_an_untouched_log_holds(log):
    found = verdict(log)
    assert (found.ok, found.entries, found.first_bad) == (True, ENTRIES, None)
    assert (found.heads_checked, found.sealed_until) == (2, ENTRIES)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_first_bad_entry_is_named(log, way):
    with unguarded():
        way.do(execute)
    found = verdict(log, sealed=False)
    assert (found.ok, found.first_bad) == (False, way.first_bad)
    assert found.why


@pytest.mark.parametrize("way", SEALED_WAYS, ids=lambda way: way.name)
def test_only_sealed_heads_tell_a_log_rewritten_as_a_whole(log, way):
    with unguarded():
        way.do(execute)
    assert verdict(log, sealed=False).ok
    found = verdict(log)
    assert (found.ok, found.first_bad) == (False, way.first_bad)


def test_between_two_sealed_heads_the_part_is_named(log):
    with unguarded():
        execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = 7")
        from tests.county.audit.tampering import reseal

        reseal(execute, range(7, ENTRIES + 1))
        execute("UPDATE audit_chainhead SET hash = (SELECT hash FROM audit_entry WHERE seq = 10)")
    found = verdict(log)
    assert (found.ok, found.first_bad) == (False, 6)
    assert "Entry 10" in found.why


def test_a_broken_log_is_not_sealed(log):
    write_log(3)
    with unguarded():
        execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = 12")
    with pytest.raises(ChainBrokenError, match="entry 12"):
        seal_head()
    assert len(heads_of(log)) == 2


def test_a_log_whose_sealed_part_was_rewritten_is_not_sealed_again(log):
    with unguarded():
        SEALED_WAYS[0].do(execute)
    write_log(2)
    with pytest.raises(ChainBrokenError, match="entry 10"):
        seal_head()


def test_sealing_twice_seals_once(log):
    assert seal_head().new_entries == 0
    write_log(2)
    assert seal_head().new_entries == 2
    assert [head.seq for head in heads_of(log)] == [5, 10, 12]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            lambda lines: [lines[0].replace(b'"seq":5', b'"seq":4'), lines[1]],
            "Line 1 .* not signed",
        ),
        (lambda lines: lines[1:], "Before line 1 .* missing"),
        (lambda lines: [lines[0], lines[1].replace(b'"key":"', b'"key":"0', 1)], "Line 2 .* key"),
    ],
)
def test_changed_sealed_heads_do_not_hold(log, damage, told):
    path = log / "audit" / "heads.jsonl"
    heads = read_heads(b"\n".join(damage(path.read_bytes().splitlines())))
    with live_store() as opened:
        found = verify(opened, heads=heads, keys=public_keys_of(log))
    assert (found.ok, found.first_bad, found.heads_checked) == (False, None, 0)
    assert re.search(told, found.why)


def test_heads_of_another_county_do_not_hold(log, tmp_path):
    from zhaohui.county.audit.keys import keep_public_key, signer_of

    keep_public_key(tmp_path, signer_of(tmp_path))
    assert "not given" in first_fault(heads_of(log), public_keys_of(tmp_path))


@pytest.mark.parametrize("text", [b"{}", b"[]", b"no json", b'{"n":"1"}'])
def test_a_file_that_holds_no_heads_is_refused(text):
    with pytest.raises(HeadsError, match="Line 1"):
        read_heads(text)


# A copy in a file, verified by the command alone.


@pytest.fixture
def copy(log, tmp_path):
    """The log's tables in an SQLite file, as a copy of an embedded county has them."""
    path = tmp_path / "copy.sqlite3"
    tables = ("audit_entry", "audit_entryperson", "audit_chainhead")
    with sqlite3.connect(path) as file:
        for table in tables:
            rows = execute(f"SELECT * FROM {table}")
            names = [
                column.name
                for column in connection.introspection.get_table_description(
                    connection.cursor(), table
                )
            ]
            key = " INTEGER PRIMARY KEY" if table == TABLE else ""
            file.execute(
                f"CREATE TABLE {table} ({', '.join(names).replace('seq', 'seq' + key, 1)})"
            )
            file.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(names))})", rows)
        for statement in guard("sqlite"):
            file.execute(statement)
    file.close()
    return path


def run_verb(*words):
    command = [
        sys.executable,
        "-c",
        "import sys; from zhaohui.cli.main import main; main()",
        "audit",
        "verify",
        *words,
        "--json",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={"PATH": "", "ZHAOHUI_DATA": "/nonexistent"},
        check=False,
    )
    return done.returncode, orjson.loads(done.stdout) if done.stdout else done.stderr


def test_an_outsider_verifies_a_copy_with_heads_and_key(copy, log):
    kept = (
        "--heads",
        str(log / "audit" / "heads.jsonl"),
        "--key",
        str(log / "audit" / "public_keys.pem"),
    )
    code, answer = run_verb("--store", str(copy), *kept)
    assert (code, answer["ok"], answer["entries"], answer["heads_checked"]) == (0, True, ENTRIES, 2)
    with sqlite3.connect(copy) as file:
        for statement in unguard("sqlite"):
            file.execute(statement)
        file.execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = 3")
    code, answer = run_verb("--store", str(copy), *kept)
    assert (code, answer["ok"], answer["first_bad"]) == (1, False, 3)


def test_bytes_that_are_no_text_are_named(copy):
    with sqlite3.connect(copy) as file:
        for statement in unguard("sqlite"):
            file.execute(statement)
        file.execute("UPDATE audit_entry SET purpose = CAST(x'ff' AS TEXT) WHERE seq = 5")
        file.execute("UPDATE audit_entry SET purpose = x'00' WHERE seq = 8")
    with open_store(str(copy)) as opened:
        assert verify(opened).first_bad == 5


def test_a_copy_that_cannot_be_written_is_read(copy):
    with sqlite3.connect(copy) as file:
        file.execute("PRAGMA journal_mode=WAL")
    file.close()
    copy.chmod(0o400)
    with open_store(str(copy)) as opened:
        assert verify(opened).ok


def test_a_data_folder_is_a_store(copy):
    shutil.move(copy, copy.with_name("zhaohui.sqlite3"))
    with open_store(str(copy.parent)) as opened:
        assert verify(opened).ok


@pytest.mark.parametrize("content", [b"", b"no database at all, only some words" * 40, None])
def test_what_is_no_store_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "other.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotAStoreError), open_store(str(path)) as opened:
        verify(opened)
    code, said = run_verb("--store", str(path))
    assert code == 2
    assert "zhaohui:" in said


def test_an_address_that_nobody_answers_is_refused_without_repeating_it():
    with pytest.raises(NotAStoreError) as told, open_store("postgresql://a:secret@127.0.0.1:1/x"):
        pass
    assert "secret" not in str(told.value)


@pytest.mark.django_db(transaction=True)
def test_the_postgresql_address_is_a_store(data_dir):
    if connection.vendor != "postgresql":
        pytest.skip("runs where ZHAOHUI_TEST_DATABASE names a PostgreSQL")
    from django.db import transaction

    with transaction.atomic():
        write_log(5)
    at = connection.settings_dict
    address = f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}"
    with open_store(address) as opened:
        assert verify(opened).ok
    with unguarded():
        execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = 2")
    code, answer = run_verb("--store", address)
    assert (code, answer["first_bad"]) == (1, 2)


def test_the_page_on_the_log_tells_how_to_verify_without_this_program(copy, log):
    """The page's own twenty lines of Python agree with the sealed head, and see an edited entry."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "audit.md").read_text("utf-8")
    program = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    command = [sys.executable, "-I", "-c", program, str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    head = heads_of(log)[-1]
    assert done.stdout.split() == [str(head.seq), head.hash]
    with sqlite3.connect(copy) as file:
        for statement in unguard("sqlite"):
            file.execute(statement)
        file.execute("UPDATE audit_entry SET actor_label = 'x' WHERE seq = 6")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "entry 6 does not hold" in done.stderr


def test_openssl_verifies_a_sealed_head(log, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("OpenSSL's command is not installed")
    told = orjson.loads((log / "audit" / "heads.jsonl").read_bytes().splitlines()[-1])
    (tmp_path / "signature").write_bytes(bytes.fromhex(told.pop("signature")))
    (tmp_path / "message").write_bytes(
        json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    )
    command = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        str(log / "audit" / "public_keys.pem"),
    ]
    given = ["-rawin", "-in", str(tmp_path / "message"), "-sigfile", str(tmp_path / "signature")]
    assert subprocess.run([*command, *given], capture_output=True, check=False).returncode == 0


def test_a_store_is_verified_without_django(copy):
    program = (
        "import sys; from zhaohui.cli.audit import _verified_copy;"
        f" print(_verified_copy({str(copy)!r}, None, None).ok, 'django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]
