"""PostgreSQL as an address names it."""

from __future__ import annotations

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from zhaohui.county.settings.environment import SettingError, env_required

SCHEMES = ("postgresql://", "postgres://")
KEPT_SECONDS = 60  # a connection outlives its request
OWN_KEYS = {"dbname", "user", "password", "host", "port"}


def env_postgresql(name: str) -> dict[str, Any]:
    """Return Django's settings from the libpq address in the variable `name`.

    postgresql://user:password@host:5432/database, or postgresql://user@/database?host=/folder of a
    Unix socket; options such as ?sslmode=verify-full are passed on. The refusal does not repeat
    the address, which may hold a password.
    """
    address = env_required(name, why="a production run needs its database")
    refusal = SettingError(
        f"{name} is not the address of a PostgreSQL database.",
        hint="Write postgresql://user:password@host:5432/database.",
    )
    if not address.startswith(SCHEMES):
        raise refusal
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    except ProgrammingError:
        raise refusal from None
    port = parts.get("port", "5432")
    if not parts.get("dbname") or not parts.get("host") or not _is_port(port):
        raise refusal
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts["host"],
        "PORT": port,
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {key: value for key, value in parts.items() if key not in OWN_KEYS},
    }


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65_536
