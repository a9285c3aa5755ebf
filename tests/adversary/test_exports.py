"""A list leaves the office as it was approved: no row more, no second time, not by others."""

import pytest

from tests.adversary.attacks import signed_in
from tests.county.lists.exporting import ready, requested
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.lists.actions.decide_export import decide_export
from zhaohui.county.lists.actions.make_export import make_export
from zhaohui.county.lists.actions.take_export import take_export
from zhaohui.county.lists.errors import ExportError
from zhaohui.county.lists.export_file import neutral
from zhaohui.county.registry.models import Person

CODE = "510811"


@pytest.fixture
def worker(person):
    return officer("town-officer", person.village[:9])


@pytest.fixture
def approver(county):
    return actor(officer("reviewer", CODE))


def test_who_moves_in_after_the_preview_is_not_in_the_file(worker, approver, person, elsewhere):
    export = requested(actor(worker), {"area": person.village})
    decide_export(approver, pk=export.pk, decision="approve")
    late = Person.objects.filter(village=elsewhere).first()
    Person.objects.filter(pk=late.pk).update(village=person.village, town=person.town)
    made = make_export(export.pk)
    text = take_export(actor(worker), pk=made.pk)[1].decode()
    assert person.name in text
    assert f"{late.name}," not in text


def test_who_lost_the_post_after_the_approval_gets_nothing(worker, approver):
    export = requested(actor(worker))
    decide_export(approver, pk=export.pk, decision="approve")
    Appointment.objects.filter(officer__user=worker).update(end="2021-01-01")
    assert make_export(export.pk).state == "failed"


def test_nor_one_who_lost_it_after_the_file_was_made(worker, approver):
    export = ready(actor(worker), approver)
    Appointment.objects.filter(officer__user=worker).update(end="2021-01-01")
    with pytest.raises(NotVisible):
        take_export(actor(worker), pk=export.pk)


def test_a_second_download_a_late_approval_and_a_stranger(worker, approver, elsewhere):
    export = ready(actor(worker), approver)
    stranger = actor(officer("town-officer", elsewhere[:9]))
    with pytest.raises(NotVisible):
        take_export(stranger, pk=export.pk)
    with pytest.raises(NotVisible):
        take_export(approver, pk=export.pk)
    take_export(actor(worker), pk=export.pk)
    with pytest.raises(ExportError):
        take_export(actor(worker), pk=export.pk)
    with pytest.raises(ExportError):
        decide_export(approver, pk=export.pk, decision="refuse", note="太晚了")


def test_ids_of_others_and_of_other_lists_are_left_out(worker, elsewhere, person):
    client = signed_in(worker)
    others = [
        str(pk) for pk in Person.objects.filter(village=elsewhere).values_list("pk", flat=True)
    ]
    asked = {"bulk": "export", "pk": others}
    said = client.post("/office/lists/people/preview/", asked).content.decode()
    assert "不在您的范围内" in said
    assert client.post("/office/lists/audit/preview/", asked).status_code == 404
    assert (
        client.post("/office/lists/exports/preview/", {**asked, "bulk": "withdraw"}).status_code
        == 200
    )


@pytest.mark.parametrize(
    "text", ["=1", " =1", "　=1", "＝1", "\t=1", "\x00=1", "\x0b=1", "+1", "-1", "@SUM", "\r=1"]
)
def test_no_cell_is_a_formula(text):
    assert neutral(text).startswith("'")
