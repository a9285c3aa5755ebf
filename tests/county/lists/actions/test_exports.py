"""An export: asked for by one, decided by another, made as approved, taken once; each step recorded."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.county.lists.exporting import ANSWERS, ready, requested
from tests.people import actor as actor_of
from tests.people import officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.audit.models import Entry
from zhaohui.county.lists.actions.decide_export import decide_export
from zhaohui.county.lists.actions.expire_exports import expire_exports
from zhaohui.county.lists.actions.make_export import make_export
from zhaohui.county.lists.actions.take_export import take_export
from zhaohui.county.lists.actions.withdraw_export import withdraw_export
from zhaohui.county.lists.errors import ExportError, ListError
from zhaohui.county.lists.models import ExportRequest
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def files():
    return list((settings.DATA_DIR / "exports").glob("*"))


def test_it_works(in_town, towns, approver, django_capture_on_commit_callbacks):
    export = ready(in_town, approver, {"sex": "女"})
    assert (export.state, export.rows) == ("ready", export.rows_seen)
    with django_capture_on_commit_callbacks(execute=True):
        taken, content = take_export(in_town, pk=export.pk)
    watermark, heads, *rows = rows_of(content)
    assert taken.state == "taken"
    assert heads == ["姓名", "年龄", "村（社区）"]
    women = Person.objects.filter(town=towns[0], sex="女").order_by("pk")
    assert [row[0] for row in rows] == [person.name for person in women]
    for words in ("模拟数据", in_town.label, ANSWERS["purpose"], "性别：女", f"编号 {export.pk}"):
        assert words in watermark[0]
    assert files() == []


def test_the_file_lies_sealed(in_town, approver):
    export = ready(in_town, approver)
    [file] = files()
    assert Person.objects.filter(town__isnull=False).first().name.encode() not in file.read_bytes()
    assert "姓名".encode() not in file.read_bytes()
    assert export.file_hash


def test_it_is_taken_once(in_town, approver):
    export = ready(in_town, approver)
    take_export(in_town, pk=export.pk)
    with pytest.raises(ExportError, match="已下载"):
        take_export(in_town, pk=export.pk)


def test_nobody_else_takes_it(in_town, approver, everywhere):
    export = ready(in_town, approver)
    for other in (approver, everywhere):
        with pytest.raises(NotVisible):
            take_export(other, pk=export.pk)


def test_nobody_decides_on_her_own(county):
    account = officer("reviewer", "990000")
    Appointment.objects.create(
        officer=account.officer, post="department-officer", area="990000", start=dt.date(2020, 1, 1)
    )
    both = actor_of(account)
    export = requested(both)
    with pytest.raises(ExportError, match="不能自己批"):
        decide_export(both, pk=export.pk, decision="approve")
    assert ExportRequest.objects.get().state == "requested"


def test_only_an_approver_decides(in_town, everywhere):
    export = requested(in_town)
    with pytest.raises(NotVisible):
        decide_export(everywhere, pk=export.pk, decision="approve")


def test_a_refusal_needs_a_reason(in_town, approver):
    export = requested(in_town)
    with pytest.raises(ExportError, match="写明原因"):
        decide_export(approver, pk=export.pk, decision="refuse")
    decide_export(approver, pk=export.pk, decision="refuse", note="范围太大")
    with pytest.raises(ExportError, match="未批准"):
        decide_export(approver, pk=export.pk, decision="approve")
    assert make_export(export.pk).state == "refused"
    assert files() == []


def test_an_approval_asks_for_one_job(in_town, approver):
    export = requested(in_town)
    decide_export(approver, pk=export.pk, decision="approve")
    [job] = DBTaskResult.objects.all()
    assert job.args_kwargs["kwargs"] == {"export_id": export.pk}
    made = make_export(export.pk)
    again = make_export(export.pk)
    assert (made.file_hash, again.file_hash) == (made.file_hash, made.file_hash)
    assert Entry.objects.filter(change__contains='"made":true').count() == 1


def test_who_has_lost_the_post_gets_nothing(in_town, approver):
    export = requested(in_town)
    decide_export(approver, pk=export.pk, decision="approve")
    Appointment.objects.filter(officer__user=in_town.user_id).update(end=dt.date(2021, 1, 1))
    failed = make_export(export.pk)
    assert (failed.state, files()) == ("failed", [])
    assert "没有看这个名单或导出的权限" in failed.fault


def test_the_file_holds_only_what_she_sees_on_the_day(in_town, towns, approver):
    export = requested(in_town)
    decide_export(approver, pk=export.pk, decision="approve")
    gone = Person.objects.filter(town=towns[0]).first()
    Person.objects.filter(pk=gone.pk).update(town=towns[1], village=f"{towns[1]}001")
    made = make_export(export.pk)
    assert made.rows == export.rows_seen - 1


def test_everybody_in_the_file_finds_the_entry(in_town, towns, approver):
    export = ready(in_town, approver, ids=None)
    entry = Entry.objects.get(subject_kind="export", change__contains='"made":true')
    own = sorted(Person.objects.filter(town=towns[0]).values_list("pk", flat=True))
    assert entry.people.replace(" ", "") == str(own).replace(" ", "")
    assert entry.purpose == export.purpose


def test_ticked_rows_only(in_town, towns, approver):
    chosen = list(Person.objects.filter(town=towns[0]).values_list("pk", flat=True)[:2])
    export = ready(in_town, approver, ids=chosen, format="xlsx")
    _taken, content = take_export(in_town, pk=export.pk)
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    names = Person.objects.filter(pk__in=chosen).order_by("pk").values_list("name", flat=True)
    assert [row[0].value for row in page.iter_rows(min_row=3)] == list(names)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"columns": []}, "至少选一列"),
        ({"columns": ["identity"]}, "至少选一列"),
        ({"format": "pdf"}, "XLSX 或 CSV"),
        ({"purpose": "看看"}, "写明导出做什么用"),
    ],
)
def test_a_faulty_request_is_a_sentence(in_town, answers, sentence):
    with pytest.raises(ListError, match=sentence):
        requested(in_town, **answers)
    assert not ExportRequest.objects.exists()


def test_without_the_permission_nothing_is_asked(approver):
    with pytest.raises(NotVisible):
        requested(approver)


def test_a_withdrawn_file_is_removed(
    in_town, approver, everywhere, django_capture_on_commit_callbacks
):
    export = ready(in_town, approver)
    with pytest.raises(NotVisible):
        withdraw_export(everywhere, pk=export.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw_export(in_town, pk=export.pk).state == "withdrawn"
    assert files() == []
    with pytest.raises(ExportError):
        withdraw_export(in_town, pk=export.pk)


def test_what_nobody_takes_or_decides_runs_out(
    in_town, approver, django_capture_on_commit_callbacks
):
    late, waiting, fresh = ready(in_town, approver), requested(in_town), ready(in_town, approver)
    now = timezone.now()
    ExportRequest.objects.filter(pk=late.pk).update(expires_at=now - dt.timedelta(minutes=1))
    ExportRequest.objects.filter(pk=waiting.pk).update(requested_at=now - dt.timedelta(days=15))
    with pytest.raises(ExportError, match="期限已过"):
        take_export(in_town, pk=late.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert expire_exports() == 2
    assert expire_exports() == 0
    states = dict(ExportRequest.objects.values_list("pk", "state"))
    assert states == {late.pk: "expired", waiting.pk: "expired", fresh.pk: "ready"}
    assert [file.name for file in files()] == [f"{fresh.pk}.sealed"]


def test_each_step_is_recorded(in_town, approver):
    export = ready(in_town, approver)
    take_export(in_town, pk=export.pk)
    entries = Entry.objects.filter(subject_kind="export", subject_id=str(export.pk)).order_by("seq")
    assert [entry.actor_kind for entry in entries] == ["officer", "officer", "system", "officer"]
    assert [entry.action for entry in entries] == [
        "export.request",
        "export.approve",
        "export.request",
        "export.request",
    ]
