"""An entry stands in the chain and can't be changed; what it may not hold is refused."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.act import act
from zhaohui.county.audit.chain import COLUMNS, FIRST, link
from zhaohui.county.audit.errors import EntryRefusedError, NotInTransactionError
from zhaohui.county.audit.models import ChainHead, Entry, EntryPerson
from zhaohui.county.audit.no_personal_data import require_clean, require_purpose
from zhaohui.county.audit.read import record_read
from zhaohui.county.audit.record import Event, record, record_many

CLERK = Actor(kind="officer", user_id=7, label="模拟单位 镇窗口岗")


def fail_after(action):
    record(CLERK, action)
    raise ZeroDivisionError


@pytest.mark.django_db
def test_entries_are_sealed_one_to_the_next():
    first = record(CLERK, "case.submit", subject=("case", 5), purpose="受理")
    second = record(
        CLERK, "person.read", subject=("person", 12), fields=("月收入",), change={"a": 1}
    )
    rows = Entry.objects.order_by("seq").values_list(*COLUMNS, "hash")
    assert [row[0] for row in rows] == [first, second] == [1, 2]
    before = FIRST
    for *values, found in rows:
        before = link(before, values)
        assert bytes(found) == before
    head = ChainHead.objects.get()
    assert (head.seq, bytes(head.hash)) == (2, before)
    entry = Entry.objects.get(seq=2)
    assert (entry.actor_kind, entry.actor_id, entry.actor_label) == ("officer", 7, CLERK.label)
    assert (entry.subject_kind, entry.subject_id) == ("person", "12")
    assert (entry.fields, entry.change) == ('["月收入"]', '{"a":1}')
    assert dt.datetime.fromisoformat(entry.at).tzinfo == dt.UTC


@pytest.mark.django_db(transaction=True)
def test_an_entry_stands_or_falls_with_its_transaction():
    with pytest.raises(NotInTransactionError):
        record(CLERK, "case.submit")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fail_after("case.submit")
    assert (Entry.objects.count(), ChainHead.objects.get().seq) == (0, 0)
    with transaction.atomic():
        record(CLERK, "case.submit")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            fail_after("case.accept")
        record(CLERK, "case.decide")
    assert list(Entry.objects.order_by("seq").values_list("seq", "action")) == [
        (1, "case.submit"),
        (2, "case.decide"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("events", [1, 2, 5])
def test_two_statements_whatever_the_number_of_entries(events, django_assert_num_queries):
    batch = [Event("case.submit", ("case", n)) for n in range(events)]
    with django_assert_num_queries(2):
        assert list(record_many(CLERK, batch)) == list(range(1, events + 1))


@pytest.mark.django_db
def test_what_is_done_together_bears_one_number():
    with act() as number:
        record(CLERK, "case.submit")
        with act():
            record(CLERK, "case.accept")
    record(CLERK, "case.decide")
    acts = list(Entry.objects.order_by("seq").values_list("act", flat=True))
    assert acts[:2] == [number, number]
    assert acts[2] != number


@pytest.mark.django_db
def test_a_request_is_one_act_and_says_its_number(client):
    numbers = {client.get("/about/").headers["X-Request-ID"] for _ in range(2)}
    assert len(numbers) == 2
    assert all(len(number) == 16 for number in numbers)


@pytest.mark.django_db
def test_a_list_page_is_one_entry_that_each_person_is_found_by(django_assert_num_queries):
    with django_assert_num_queries(3 + 2):  # and the savepoint
        seq = record_read(
            CLERK,
            range(20, 0, -1),
            fields=("年龄",),
            purpose="本镇业务",
            shown={"list": "people", "town": "110105100"},
        )
    entry = Entry.objects.get()
    assert entry.seq == seq
    assert entry.people == "[" + ",".join(map(str, range(1, 21))) + "]"
    assert entry.change == '{"list":"people","town":"110105100"}'
    assert set(EntryPerson.objects.values_list("person_id", flat=True)) == set(range(1, 21))
    assert record_read(CLERK, (), fields=("年龄",), purpose="本镇业务") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET purpose = 'x' WHERE seq = 1",
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry",
        "UPDATE audit_entryperson SET person_id = 99",
        "DELETE FROM audit_entryperson WHERE person_id = 2",
        "DELETE FROM audit_chainhead",
        "UPDATE audit_chainhead SET seq = 1",
        "UPDATE audit_chainhead SET seq = seq + 1",
        "UPDATE audit_chainhead SET hash = (SELECT hash FROM audit_entry WHERE seq = 1)",
        "INSERT INTO audit_chainhead (id, seq, hash) SELECT 2, seq, hash FROM audit_chainhead",
        "INSERT INTO audit_entry SELECT seq + 5, at, act, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, purpose, fields, people, change, hash FROM audit_entry",
    ],
)
def test_the_database_refuses_to_rewrite_the_log(sql):
    record(CLERK, "case.submit")
    record_read(CLERK, (1, 2), fields=("年龄",), purpose="核对")
    before = list(Entry.objects.order_by("seq").values_list("seq", "hash"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(Entry.objects.order_by("seq").values_list("seq", "hash")) == before


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_entryperson", "audit_chainhead"])
def test_postgresql_refuses_truncate(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "purpose",
    [
        "核对 110105199001011234",
        "电话13912345678来询",
        "卡号 6222021234567890123",
        "x" * 201,
        "一\x00二",
    ],
)
def test_a_purpose_with_somebodys_number_is_refused(purpose):
    with pytest.raises(EntryRefusedError):
        record(CLERK, "person.read", subject=("person", 1), purpose=purpose)
    assert not Entry.objects.exists()


def test_numbers_that_identify_nobody_pass():
    require_clean(
        {
            "area": "110105100001",
            "fen": 13912345678,
            "hash": "6234567890123456ab",
            "n": [1, "2026-01-01"],
        }
    )
    assert (
        require_purpose("来文\n川民发〔2026〕12345678901234567号")
        == "来文 川民发〔2026〕12345678901234567号"
    )
    with pytest.raises(EntryRefusedError):
        require_clean({"filter": {"q": ["13912345678"]}})


@given(st.lists(st.one_of(st.none(), st.integers(-(2**53), 2**53), st.text()), max_size=6))
def test_the_hashed_bytes_are_plain_json(values):
    """Whoever verifies with another program needs SM3 and this: JSON in UTF-8 without spaces."""
    import hashlib
    import json

    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return  # a lone surrogate enters no database
    assert link(FIRST, values) == hashlib.new("sm3", bytes(32) + body).digest()


def test_every_recorded_action_has_words_for_auditors():
    """What the program records by a literal name is in plain words on the auditors' page."""
    import ast
    from pathlib import Path

    import zhaohui
    from zhaohui.county.audit.words import AUDITOR_WORDS
    from zhaohui.packs.action_names import ACTIONS

    found = set()
    for path in Path(zhaohui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"record": 1, "Event": 0}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    name = node.args[place]
                    if isinstance(name, ast.Constant):
                        found.add(name.value)
    assert "record.write" in found
    assert sorted(found - set(AUDITOR_WORDS) - set(ACTIONS)) == []
