"""The embedded run's settings as a process sees them, and the page that documents them."""

import ast
import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PRINT_PRAGMAS = """
import django; django.setup()
from django.db import connection, transaction
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "busy_timeout"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
statements = []
connection.connection.set_trace_callback(statements.append)
with transaction.atomic():
    connection.cursor().execute("SELECT 1")
print(statements[0])
"""


def start(code, data, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHAOHUI_")}
    environment |= {
        "ZHAOHUI_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "zhaohui.county.settings.embedded",
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_embedded_sqlite_is_durable_and_begins_immediate(tmp_path):
    done = start(PRINT_PRAGMAS, tmp_path)
    assert done.stdout.split("\n")[:4] == ["wal", "2", "20000", "BEGIN IMMEDIATE"], done.stderr


def test_demonstration_trades_durability(tmp_path):
    done = start(PRINT_PRAGMAS, tmp_path, ZHAOHUI_DEMONSTRATION="1")
    assert done.stdout.split("\n")[1] == "1", done.stderr


def test_secret_key_is_made_once_for_the_owner_alone(tmp_path):
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = start(code, tmp_path / "data"), start(code, tmp_path / "data")
    assert len(first.stdout.strip()) > 50
    assert first.stdout == second.stdout
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_what_is_written_is_the_owners_alone(tmp_path):
    (tmp_path / "zhaohui.sqlite3").touch(mode=0o644)
    code = (
        "import django; django.setup(); from django.db import connection\n"
        "connection.cursor().execute('CREATE TABLE x (y)')\n"
        "from django.conf import settings; (settings.DATA_DIR / 'report.csv').write_text('x')\n"
        "print({p.name: oct(p.stat().st_mode)[-3:] for p in settings.DATA_DIR.iterdir()})"
    )
    modes = ast.literal_eval(start(code, tmp_path).stdout)
    assert {"zhaohui.sqlite3", "zhaohui.sqlite3-wal", "secret_key", "report.csv"} <= set(modes)
    assert set(modes.values()) == {"600"}


def test_a_wrong_variable_stops_the_start(tmp_path):
    done = start("import django; django.setup()", tmp_path, ZHAOHUI_SWEEP_THREADS="many")
    assert done.returncode != 0
    assert "ZHAOHUI_SWEEP_THREADS is 'many', not a whole number." in done.stderr


def test_production_asks_for_what_it_needs(tmp_path):
    done = start(
        "import django; django.setup()",
        tmp_path,
        DJANGO_SETTINGS_MODULE="zhaohui.county.settings.production",
    )
    assert done.returncode != 0
    assert re.search("psycopg|ZHAOHUI_SECRET_KEY is not set", done.stderr)


def test_every_variable_is_on_the_settings_page():
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"ZHAOHUI_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))
    }
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(ZHAOHUI_[A-Z_]+)`", page, re.MULTILINE))
    assert used == documented


@pytest.mark.parametrize("path", ["/", "/no-such-page"])
def test_answers_carry_the_content_policy(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    for directive in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy
    assert "unsafe" not in policy


def test_an_outside_identity_service_is_where_forms_may_lead(tmp_path):
    """Chromium holds the redirect after a form to form-action, too."""
    code = (
        "from django.conf import settings as s\n"
        "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])\n"
        "print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['client_id'])"
    )
    done = start(
        code,
        tmp_path,
        ZHAOHUI_OIDC_ISSUER="https://sso.example.gov.cn/realms/one/",
        ZHAOHUI_OIDC_CLIENT_ID="county",
        ZHAOHUI_OIDC_CLIENT_SECRET="s",
    )
    assert done.stdout.splitlines() == ["[\"'self'\", 'https://sso.example.gov.cn']", "county"]


def test_production_asks_for_second_factors_and_secure_cookies(tmp_path):
    code = (
        "from django.conf import settings as s\n"
        "print(s.SECOND_FACTOR_REQUIRED, s.SESSION_COOKIE_SECURE, s.DEMONSTRATION_ACCOUNTS)"
    )
    done = start(
        code,
        tmp_path,
        DJANGO_SETTINGS_MODULE="zhaohui.county.settings.production",
        ZHAOHUI_SECRET_KEY="x" * 50,
        ZHAOHUI_HOSTS="example.gov.cn",
        ZHAOHUI_DATABASE="postgresql://u@db/county",
    )
    assert done.stdout.strip() == "True True False", done.stderr


def test_sqlite_of_this_machine_knows_what_we_use():
    assert sqlite3.sqlite_version_info >= (3, 31), "Django 5.2 asks for 3.31"
