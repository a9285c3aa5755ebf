"""The triggers that keep the log append-only, for both databases.

Entries and their people can't be changed, deleted or emptied; an entry must bear the next number
and takes the head with it; the head moves only so. Whoever owns the database can drop triggers:
then `zhaohui audit verify` and the sealed heads tell. SQLite drops a table's triggers when a
migration remakes the table: such a migration must end with `guard`.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.county.audit.chain import ENTRIES, HEAD, PEOPLE

KEPT = (ENTRIES, PEOPLE)
REFUSED = "the audit log is append-only"

SQLITE_HEAD = (
    """CREATE TRIGGER audit_chainhead_watch BEFORE UPDATE ON audit_chainhead
    WHEN NEW.seq <> OLD.seq + 1
        OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq AND hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'the chain head moves only with a new audit entry'); END""",
    """CREATE TRIGGER audit_entry_move_head AFTER INSERT ON audit_entry BEGIN
        UPDATE audit_chainhead SET seq = NEW.seq, hash = NEW.hash WHERE seq = NEW.seq - 1;
        SELECT RAISE(ABORT, 'an audit entry must bear the number after the chain head')
            WHERE changes() = 0;
    END""",
)
POSTGRESQL_FUNCTIONS = {
    "audit_refuse": f"""
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';""",
    "audit_move_head": """
        UPDATE audit_chainhead SET seq = NEW.seq, hash = NEW.hash WHERE seq = NEW.seq - 1;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'an audit entry must bear the number after the chain head'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;""",
    "audit_watch_head": """
        IF NEW.seq <> OLD.seq + 1 OR NOT EXISTS
            (SELECT 1 FROM audit_entry WHERE seq = NEW.seq AND hash = NEW.hash) THEN
            RAISE EXCEPTION 'the chain head moves only with a new audit entry'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
}
POSTGRESQL_HEAD = (
    """CREATE TRIGGER audit_chainhead_watch BEFORE UPDATE ON audit_chainhead
    FOR EACH ROW EXECUTE FUNCTION audit_watch_head()""",
    """CREATE TRIGGER audit_entry_move_head AFTER INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_move_head()""",
)


def guard(vendor: str) -> list[str]:
    """Return the statements that make the triggers ("sqlite" or "postgresql")."""
    return list({"sqlite": _sqlite, "postgresql": _postgresql}[vendor]())


def unguard(vendor: str) -> list[str]:
    """Return the statements that drop them: for a migration's way back and for tests."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _ in names(vendor)]
    drops = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in names(vendor)]
    return [*drops, *(f"DROP FUNCTION IF EXISTS {name}()" for name in POSTGRESQL_FUNCTIONS)]


def names(vendor: str) -> list[tuple[str, str]]:
    """Return (trigger, table) of every trigger."""
    verbs = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
    kept = [(f"{table}_no_{verb}", table) for table in KEPT for verb in verbs]
    head = [(f"{HEAD}_no_{verb}", HEAD) for verb in verbs if verb != "update"]
    return [*kept, *head, (f"{HEAD}_watch", HEAD), (f"{ENTRIES}_move_head", ENTRIES)]


def _sqlite() -> Iterator[str]:
    for name, table in names("sqlite"):
        if "_no_" in name:
            verb = name.rpartition("_")[2].upper()
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    yield from SQLITE_HEAD


def _postgresql() -> Iterator[str]:
    for name, body in POSTGRESQL_FUNCTIONS.items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} END $$"
        )
    for name, table in names("postgresql"):
        if "_no_" in name:
            verb = name.rpartition("_")[2].upper()
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
            )
    yield from POSTGRESQL_HEAD
