"""The triggers that keep the books, for both databases.

Postings can't be changed, deleted or emptied; a posting moves both balances, and nothing else does;
both accounts count the same unit; a reversal is the named posting the other way round. SQLite moves a
row at a time, PostgreSQL a statement at a time (thousands of updates of one row in one transaction
would each walk the last). SQLite drops a table's triggers when a migration remakes the table: such a
migration must end with `guard`.
"""

from __future__ import annotations

from collections.abc import Iterator

ACCOUNTS, POSTINGS = "postings_ledgeraccount", "postings_posting"
REFUSED = "postings are append-only"
BALANCE = "a balance moves only with a posting"
CODE = "USING ERRCODE = 'integrity_constraint_violation'"
FIXED = ("id", "key", "kind", "unit", "is_outside")
_IS_NOT_ITS_REVERSAL = f"""NOT EXISTS (SELECT 1 FROM {POSTINGS} p WHERE p.id = NEW.reverses_id
    AND p.reverses_id IS NULL AND p.amount = NEW.amount
    AND p.from_account_id = NEW.to_account_id AND p.to_account_id = NEW.from_account_id)"""  # noqa: S608 - names of our own
_UNITS_DIFFER = f"""(SELECT count(DISTINCT unit) FROM {ACCOUNTS}
    WHERE id IN (NEW.from_account_id, NEW.to_account_id)) <> 1"""  # noqa: S608
_WORDS = {
    "reversal": "a reversal must be the named posting the other way round",
    "unit": "both accounts of a posting must exist and count the same unit",
    "overdrawn": "an account can not give more than it has",
}

SQLITE = (
    f"""CREATE TRIGGER {POSTINGS}_check BEFORE INSERT ON {POSTINGS} BEGIN
        SELECT RAISE(ABORT, '{_WORDS["unit"]}') WHERE {_UNITS_DIFFER};
        SELECT RAISE(ABORT, '{_WORDS["reversal"]}')
            WHERE NEW.reverses_id IS NOT NULL AND {_IS_NOT_ITS_REVERSAL};
        SELECT RAISE(ABORT, '{_WORDS["overdrawn"]}') FROM {ACCOUNTS}
            WHERE id = NEW.from_account_id AND NOT is_outside AND balance < NEW.amount;
    END""",  # noqa: S608
    f"""CREATE TRIGGER {POSTINGS}_move AFTER INSERT ON {POSTINGS} BEGIN
        UPDATE {ACCOUNTS} SET balance = balance - NEW.amount, last_posting = NEW.id
            WHERE id = NEW.from_account_id;
        UPDATE {ACCOUNTS} SET balance = balance + NEW.amount, last_posting = NEW.id
            WHERE id = NEW.to_account_id;
    END""",  # noqa: S608
    f"""CREATE TRIGGER {ACCOUNTS}_empty BEFORE INSERT ON {ACCOUNTS}
    WHEN NEW.balance <> 0 OR NEW.last_posting <> 0
    BEGIN SELECT RAISE(ABORT, '{BALANCE}'); END""",
    f"""CREATE TRIGGER {ACCOUNTS}_watch BEFORE UPDATE ON {ACCOUNTS}
    WHEN {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in FIXED)}
        OR ((NEW.balance <> OLD.balance OR NEW.last_posting <> OLD.last_posting)
            AND (NEW.last_posting <= OLD.last_posting OR NOT EXISTS
                (SELECT 1 FROM {POSTINGS} p WHERE p.id = NEW.last_posting AND NEW.balance - OLD.balance
                = CASE NEW.id WHEN p.to_account_id THEN p.amount
                    WHEN p.from_account_id THEN -p.amount ELSE 0 END)))
    BEGIN SELECT RAISE(ABORT, '{BALANCE}'); END""",  # noqa: S608
)
POSTGRESQL_FUNCTIONS = {
    "postings_refuse": f"RAISE EXCEPTION '{REFUSED}' {CODE};",
    "postings_check": f"""
        IF {_UNITS_DIFFER} THEN RAISE EXCEPTION '{_WORDS["unit"]}' {CODE}; END IF;
        IF NEW.reverses_id IS NOT NULL AND {_IS_NOT_ITS_REVERSAL} THEN
            RAISE EXCEPTION '{_WORDS["reversal"]}' {CODE};
        END IF;
        RETURN NEW;""",
    "postings_move": f"""
        PERFORM 1 FROM {ACCOUNTS} WHERE id IN
            (SELECT from_account_id FROM added UNION SELECT to_account_id FROM added)
            ORDER BY id FOR NO KEY UPDATE;
        UPDATE {ACCOUNTS} a SET balance = a.balance + moved.change, last_posting = moved.last
            FROM (SELECT account, sum(change)::bigint AS change, max(id) AS last FROM
                (SELECT id, from_account_id AS account, -amount AS change FROM added
                UNION ALL SELECT id, to_account_id, amount FROM added) AS both_sides
                GROUP BY account) AS moved
            WHERE a.id = moved.account;
        RETURN NULL;""",  # noqa: S608
    "postings_watch": f"""
        IF {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in FIXED)}
            OR ((NEW.balance <> OLD.balance OR NEW.last_posting <> OLD.last_posting)
                AND pg_trigger_depth() < 2) THEN
            RAISE EXCEPTION '{BALANCE}' {CODE};
        END IF;
        RETURN NEW;""",
    "postings_empty": f"""
        IF NEW.balance <> 0 OR NEW.last_posting <> 0 THEN
            RAISE EXCEPTION '{BALANCE}' {CODE};
        END IF;
        RETURN NEW;""",
}
POSTGRESQL = (
    f"""CREATE TRIGGER {POSTINGS}_check BEFORE INSERT ON {POSTINGS}
    FOR EACH ROW EXECUTE FUNCTION postings_check()""",
    f"""CREATE TRIGGER {POSTINGS}_move AFTER INSERT ON {POSTINGS}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_move()""",
    f"""CREATE TRIGGER {ACCOUNTS}_watch BEFORE UPDATE ON {ACCOUNTS}
    FOR EACH ROW EXECUTE FUNCTION postings_watch()""",
    f"""CREATE TRIGGER {ACCOUNTS}_empty BEFORE INSERT ON {ACCOUNTS}
    FOR EACH ROW EXECUTE FUNCTION postings_empty()""",
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
    made = [("check", POSTINGS), ("move", POSTINGS), ("watch", ACCOUNTS), ("empty", ACCOUNTS)]
    return [*_refusing(vendor), *((f"{table}_{what}", table) for what, table in made)]


def _refusing(vendor: str) -> list[tuple[str, str]]:
    verbs = ("delete",) if vendor == "sqlite" else ("delete", "truncate")
    kept = [(f"{table}_no_{verb}", table) for table in (POSTINGS, ACCOUNTS) for verb in verbs]
    return [*kept, (f"{POSTINGS}_no_update", POSTINGS)]


def _sqlite() -> Iterator[str]:
    for name, table in _refusing("sqlite"):
        verb = name.rpartition("_")[2].upper()
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
    yield from SQLITE


def _postgresql() -> Iterator[str]:
    for name, body in POSTGRESQL_FUNCTIONS.items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} END $$"
        )
    for name, table in _refusing("postgresql"):
        verb = name.rpartition("_")[2].upper()
        each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION postings_refuse()"
        )
    yield from POSTGRESQL
