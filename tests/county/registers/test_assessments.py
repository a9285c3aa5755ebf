"""An assessment about a record's subject: added up, kept with the record, seen where the record is."""

import pytest
from django.db import connection

from tests.assessing import FORM, REGISTER, pack_with_assessment
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.actions.save_draft import save_draft
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.errors import ChangedElsewhere, NotComplete
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.registers.actions.assess import assess
from zhaohui.county.registers.actions.read_assessment import read_assessment
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.queries import assessment_of, assessments_of, record_of
from zhaohui.county.registers.scoring import open_scores
from zhaohui.county.registry.models import Person
from zhaohui.packs.examine import examine


@pytest.fixture(scope="session")
def assessing(tmp_path_factory):
    return pack_with_assessment(tmp_path_factory.mktemp("assessing") / "pack")


@pytest.fixture(autouse=True)
def _this_pack(assessing, monkeypatch):
    monkeypatch.setenv("ZHAOHUI_PACK", str(assessing))


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def worker(elder):
    return actor(officer("village-worker", elder.village))


@pytest.fixture
def neighbour(elder):
    other = Person.objects.exclude(village=elder.village).exclude(village=None).first()
    return actor(officer("village-worker", other.village))


@pytest.fixture
def register():
    return current_pack().register(REGISTER)


@pytest.fixture
def row(elder):
    empty = {"step": "end", "members": [{}], "own_members": [{}]}
    return Record.objects.create(
        register=REGISTER,
        person=elder,
        area=elder.village,
        state="on-roster",
        values=empty,
        sealed=b"x",
    )


@pytest.fixture
def sitting(elder):
    return sitting_for(FORM, "assessment", person_id=elder.pk)


def drafted(who, sitting, row, **own):
    answers = sitting.begin()
    answers.own |= own
    answers.step = "end"
    errand = Errand("record.write", f"assessment:{row.pk}", row.person_id)
    return save_draft(who, sitting, answers, errand=errand, version=None)


def assessed(who, register, row, sitting, **own):
    draft = drafted(who, sitting, row, **own)
    return assess(who, register, row.pk, sitting=sitting, draft=draft)


def test_the_pack_of_this_test_has_no_fault(assessing):
    assert examine(assessing).ok


def test_total_band_and_bounds_are_kept_with_the_record(worker, register, row, sitting):
    made = assessed(worker, register, row, sitting, 走路="不能走", 吃饭="自己吃", 记得日子="否")
    body, mind = open_scores(made)
    assert (body.total, body.band, body.least, body.most) == (4, "要照护", 0, 5)
    assert (mind.total, mind.band, mind.least, mind.most) == (1, "", 0, 1)
    assert [each.pk for each in assessments_of(worker, row)] == [made.pk]
    assert not Draft.objects.exists()


def test_an_open_item_leaves_bounds_and_a_band_only_where_it_cannot_move(
    worker, register, row, sitting
):
    body, mind = open_scores(assessed(worker, register, row, sitting, 走路="要扶"))
    assert (body.low, body.high, body.total, body.band) == (2, 3, None, "要帮一把")
    assert body.open_items == ("吃饭",)
    assert (mind.low, mind.high, mind.band) == (0, 1, "")
    body = open_scores(assessed(worker, register, row, sitting, 吃饭="要喂"))[0]
    assert (body.low, body.high, body.band) == (1, 5, "")


def test_only_scores_of_open_items_stand_in_plain(worker, register, row, sitting):
    made = assessed(worker, register, row, sitting, 走路="要扶", 吃饭="要喂", 记得日子="否")
    made.refresh_from_db()
    assert [each["scale"] for each in made.scores] == ["body"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_assessment")
        values = cursor.fetchone()
    text = b"".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in values
    )
    for word in ("记事分", "要喂"):
        assert word.encode() not in text
        assert word.encode("unicode_escape") not in text


def test_it_is_kept_once(worker, register, row, sitting):
    draft = drafted(worker, sitting, row, 走路="能走")
    assess(worker, register, row.pk, sitting=sitting, draft=draft)
    with pytest.raises(ChangedElsewhere):
        assess(worker, register, row.pk, sitting=sitting, draft=draft)
    assert Assessment.objects.count() == 1


def test_a_later_one_does_not_change_the_earlier(worker, register, row, sitting):
    first = assessed(worker, register, row, sitting, 走路="能走", 吃饭="自己吃")
    second = assessed(worker, register, row, sitting, 走路="不能走", 吃饭="要喂")
    assert [each.pk for each in assessments_of(worker, row)] == [second.pk, first.pk]
    assert open_scores(first)[0].band == "能自理"


def test_a_wrong_answer_stores_nothing_and_keeps_the_draft(worker, register, row, sitting):
    draft = drafted(worker, sitting, row, 走路="飞")
    before = Entry.objects.count()
    with pytest.raises(NotComplete):
        assess(worker, register, row.pk, sitting=sitting, draft=draft)
    assert (Assessment.objects.count(), Draft.objects.count()) == (0, 1)
    assert Entry.objects.count() == before


def test_assessing_and_reading_are_told_without_the_result(worker, register, row, sitting, elder):
    made = assessed(worker, register, row, sitting, 走路="不能走", 吃饭="要喂", 记得日子="否")
    read_assessment(worker, register, assessment_of(worker, row, made.pk), sitting)
    wrote, read = Entry.objects.order_by("-seq")[1], Entry.objects.order_by("-seq")[0]
    assert (wrote.action, read.action) == ("record.write", "record.read")
    for entry in (wrote, read):
        assert (entry.subject_kind, entry.subject_id) == ("person", str(elder.pk))
        assert entry.purpose.endswith("模拟量表")
        assert "要照护" not in (entry.change or "") + entry.fields
        assert "走路" in entry.fields


def test_a_neighbour_and_a_leader_get_nothing(worker, neighbour, register, row, sitting):
    made = assessed(worker, register, row, sitting, 走路="能走")
    leader = actor(officer("leader", current_pack().code))
    for other in (neighbour, leader):
        assert assessments_of(other, row) == []
        for attempt in (
            lambda other=other: assessment_of(other, row, made.pk),
            lambda other=other: record_of(other, "record.read", REGISTER, row.pk),
            lambda other=other: read_assessment(other, register, made, sitting),
            lambda other=other: assessed(other, register, row, sitting, 走路="能走"),
        ):
            with pytest.raises(NotVisible):
                attempt()


def test_only_by_a_form_that_the_register_names(worker, register, row, sitting):
    other = register.model_copy(update={"assessments": ()})
    with pytest.raises(NotVisible):
        assessed(worker, other, row, sitting, 走路="能走")


def test_when_the_form_is_gone_the_result_stays(worker, register, row, sitting):
    made = assessed(worker, register, row, sitting, 走路="不能走", 吃饭="要喂")
    found, answers = read_assessment(worker, register, made, None)
    assert (found[0].band, answers) == ("要照护", None)
