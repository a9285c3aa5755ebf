"""While the population is read, others write, and the reader goes on seeing one state."""

import os
import subprocess
import sys

SCRIPT = """
import sqlite3
import django; django.setup()
from django.core.management import call_command
from django.conf import settings
call_command("migrate", "catalog", verbosity=0)
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.one_state import one_state
with one_state():
    seen = [PackVersion.objects.count()]
    other = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0)
    other.execute("INSERT INTO catalog_packversion (code, name, content_hash, loaded_at) VALUES ('1', 'x', 'y', '2026-01-01')")
    other.commit()
    seen.append(PackVersion.objects.count())
print(*seen, PackVersion.objects.count())
"""


def test_a_writer_need_not_wait_and_is_not_seen(tmp_path):
    variables = {
        "ZHAOHUI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhaohui.county.settings.embedded",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["0", "0", "1"], done.stderr
