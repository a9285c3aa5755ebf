"""The nightly look: everyone at once, equal to the interpreter, once, and over days."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.county.signals.watching import NIGHT, department, supplies
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.registers.actions.amend_record import amend_record
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Household, Person
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.check import interpreted
from zhaohui.county.signals.evidence import evidence_in
from zhaohui.county.signals.models import Alert, AlertState, LevelChange, SignalRun, Standing

TODAY = county_today()


def on(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def test_everyone_is_answered_as_the_interpreter_answers(county):
    done = run_signals(NIGHT)
    found = interpreted(the_pack(), TODAY)
    rows = [row for row in the_pack().signals if row.is_about_people]
    assert len(rows) >= 6
    for row in rows:
        told = {
            each.subject: each.level for each in Alert.objects.filter(signal=row.id).order_by("pk")
        }
        assert told == found[row.id].levels
        assert done["signals"][row.id]["unknown"] == found[row.id].unknown
    assert Alert.objects.count() > 40


def test_a_second_look_on_the_same_day_changes_nothing(county):
    first = run_signals(NIGHT)
    entries = Entry.objects.count()
    second = run_signals(NIGHT)
    assert first["raised"]
    assert (second["raised"], second["cleared"]) == (0, 0)
    assert Entry.objects.count() == entries
    run = SignalRun.objects.get(signal="insurance-lapsed")
    assert (run.asked, run.raised) == (120, first["signals"]["insurance-lapsed"]["raised"])


def test_an_alert_tells_what_was_seen_and_keeps_it_sealed(county):
    run_signals(NIGHT, only=["insurance-lapsed", "poverty-return"])
    change = LevelChange.objects.filter(alert__signal="insurance-lapsed").first()
    lines = dict(evidence_in(change))
    assert lines["医保类别"] == "未参保"
    assert "不知道" in lines.values() or len(lines) > 1
    assert change.evidence == []
    assert "未参保".encode() not in bytes(change.sealed)
    home = LevelChange.objects.filter(alert__signal="poverty-return").first()
    names = [name for name, _text in evidence_in(home)]
    assert "住房危险等级" in names
    assert "成员1·年龄" in names
    entry = Entry.objects.filter(action="alert.raise").first()
    assert "未参保" not in str(entry.change)
    assert entry.people


def test_what_is_over_ends_by_itself_and_comes_back_after_the_cool_down(county):
    signal = "insurance-lapsed"
    run_signals(NIGHT, only=[signal])
    alert = Alert.objects.filter(signal=signal, level=2).first()
    person = Person.objects.filter(pk=alert.person_id)
    person.update(medical_insurance="居民")
    assert run_signals(NIGHT, only=[signal], today=on(1))["cleared"] == 1
    alert.refresh_from_db()
    assert (alert.state, alert.verdict, alert.cleared_on) == ("closed", "unknown", on(1))
    person.update(medical_insurance="未参保")
    for day, number in ((2, 1), (29, 1), (30, 2)):
        run_signals(NIGHT, only=[signal], today=on(day))
        assert Alert.objects.filter(subject=alert.subject, signal=signal).count() == number
    assert Alert.objects.get(subject=alert.subject, signal=signal, state="open").level == 2


def test_what_is_not_known_raises_nothing_and_clears_nothing(county):
    signal = "insurance-lapsed"
    run_signals(NIGHT, only=[signal])
    alert = Alert.objects.filter(signal=signal).first()
    Person.objects.filter(pk=alert.person_id).update(medical_insurance=None)
    done = run_signals(NIGHT, only=[signal], today=on(1))
    assert done["cleared"] == 0
    alert.refresh_from_db()
    assert alert.state == AlertState.OPEN
    Alert.objects.all().delete()
    Standing.objects.all().delete()
    Person.objects.update(medical_insurance=None)
    assert run_signals(NIGHT, only=[signal])["signals"][signal] == {
        "asked": 120,
        "unknown": 120,
        "unset": False,
        **dict.fromkeys(("raised", "worse", "milder", "cleared", "tasks"), 0),
    }


def test_an_alert_follows_whoever_moves(county):
    signal = "insurance-lapsed"
    run_signals(NIGHT, only=[signal])
    alert = Alert.objects.filter(signal=signal).first()
    village = next(v.code for v in the_pack().villages if v.code != alert.area)
    Person.objects.filter(pk=alert.person_id).update(village=village, town=village[:9])
    run_signals(NIGHT, only=[signal], today=on(1))
    alert.refresh_from_db()
    assert alert.area == village


def test_each_alert_has_its_task_or_its_towns(county):
    run_signals(NIGHT)
    for alert in Alert.objects.select_related("task"):
        row = next(each for each in the_pack().signals if each.id == alert.signal)
        assert alert.task.title.startswith(f"预警：{row.name}")
        assert alert.task.department == row.department
        assert alert.task.due_on is not None
        whole = alert.area if row.plan.task == "each" else alert.area[:9]
        assert alert.task.area == whole
    urgent = Alert.objects.filter(signal="urgent-hardship")
    assert urgent.values("task").distinct().count() == urgent.count()
    assert Household.objects.filter(pk=int(urgent[0].subject[2:]), sudden_hardship=True).exists()


def test_hysteresis_over_days(db, data_dir):
    who = department("卫健")
    row = supplies(who, stock=90)
    register = next(each for each in the_pack().registers if each.id == row.register)
    steps = [(0, 90, 1), (1, 105, 1), (2, 110, 0), (3, 99, 0), (7, 99, 1), (8, 40, 2), (9, 99, 1)]
    for day, stock, level in steps:
        kept = Record.objects.get(pk=row.pk)
        given = {**kept.values, "库存数量": str(stock)}
        amend_record(who, register, kept.pk, given, version=kept.version)
        run_signals(NIGHT, only=["supplies-low"], today=on(day))
        found = Alert.objects.filter(signal="supplies-low", state="open").first()
        assert (found.level if found else 0) == level, (day, stock)
    levels = [(c.before, c.after) for c in LevelChange.objects.order_by("pk")]
    assert levels == [(0, 1), (1, 0), (0, 1), (1, 2), (2, 1)]
    assert dict(LevelChange.objects.first().evidence)["库存数量"] == "90"


def test_a_night_asks_few_questions_whatever_the_number_of_people(county):
    signal = "insurance-lapsed"
    run_signals(NIGHT, only=[signal])
    with CaptureQueriesContext(connection) as asked:
        run_signals(NIGHT, only=[signal], today=on(1))
    assert len(asked) < 25


def test_without_people_the_rest_is_looked_at(db, data_dir):
    supplies(department("卫健"), stock=1)
    done = run_signals(NIGHT)
    assert done["raised"] == 1
    assert "insurance-lapsed" not in done["signals"]


@pytest.mark.parametrize("which", ["insurance-lapsed", "zero-employment"])
def test_a_pack_with_one_signal_alone_works(county, which):
    pack = replace(the_pack(), signals=[r for r in the_pack().signals if r.id == which])
    assert set(run_signals(NIGHT, pack)["signals"]) == {which}
