"""Alerts: taken up and closed with a verdict by whose it is; the neighbour sees none of them."""

import datetime as dt

import pytest

from tests.county.signals.watching import NEXT_TOWN, NIGHT, TOWN, department, supplies, town_officer
from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.oversight.models import Task
from zhaohui.county.registry.models import Person
from zhaohui.county.signals.actions.close_alert import close_alert
from zhaohui.county.signals.actions.read_alert import read_alert
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.actions.take_up import take_up
from zhaohui.county.signals.errors import AlertAnswerError, AlertStateError
from zhaohui.county.signals.models import Alert
from zhaohui.county.signals.queries import (
    counts_by_town,
    open_alerts_of,
    open_counts,
    records_of,
    visible_to,
)
from zhaohui.engines.warning import Record

WHY = "上门看过，写明依据"


@pytest.fixture
def about_somebody(county):
    run_signals(NIGHT, only=["insurance-lapsed", "zero-employment"])
    return Alert.objects.filter(signal="insurance-lapsed").order_by("pk").first()


def village_worker(area):
    return actor(officer("village-worker", area))


def test_it_is_taken_up_and_closed_with_what_was_found(about_somebody):
    who = village_worker(about_somebody.area)
    taken = take_up(who, about_somebody.pk, version=about_somebody.version)
    assert (taken.state, taken.acting_id) == ("acting", who.user_id)
    closed = close_alert(who, taken.pk, "false", WHY, version=taken.version)
    assert (closed.state, closed.verdict, closed.closed_on) == ("closed", "false", county_today())
    assert WHY.encode() not in bytes(closed.words_sealed)
    entries = Entry.objects.filter(action="alert.act")
    assert [e.change.get("verdict") if isinstance(e.change, dict) else e.change for e in entries]
    assert WHY not in str([e.change for e in entries])
    assert records_of(["insurance-lapsed"])["insurance-lapsed"].false == 1
    with pytest.raises(AlertStateError):
        close_alert(who, taken.pk, "true", WHY)


def test_what_was_closed_is_told_again_after_the_cool_down_only(about_somebody):
    who = village_worker(about_somebody.area)
    close_alert(who, about_somebody.pk, "true", WHY)
    row = next(each for each in the_pack().signals if each.id == "insurance-lapsed")
    rest = row.levels[about_somebody.level - 1].cool_days
    same = Alert.objects.filter(subject=about_somebody.subject, signal=row.id)
    for days, number in ((1, 1), (rest - 1, 1), (rest, 2)):
        day = county_today() + dt.timedelta(days=days)
        run_signals(NIGHT, only=[row.id], today=day)
        assert same.count() == number, days


def test_a_verdict_has_a_reason_and_is_one_of_three(about_somebody):
    who = village_worker(about_somebody.area)
    for verdict, words in (("", WHY), ("maybe", WHY), ("true", "是"), ("true", "是" * 1001)):
        with pytest.raises(AlertAnswerError):
            close_alert(who, about_somebody.pk, verdict, words)
    stale = about_somebody.version + 1
    with pytest.raises(AlertStateError):
        take_up(who, about_somebody.pk, version=stale)


def test_the_neighbour_sees_nothing_and_does_nothing(about_somebody):
    village = next(v.code for v in the_pack().villages if v.code[:9] != about_somebody.area[:9])
    neighbour = village_worker(village)
    assert not visible_to(neighbour).filter(pk=about_somebody.pk).exists()
    for act in (
        lambda: take_up(neighbour, about_somebody.pk),
        lambda: close_alert(neighbour, about_somebody.pk, "true", WHY),
        lambda: read_alert(neighbour, about_somebody.pk),
    ):
        with pytest.raises(NotVisible):
            act()
    assert sum(sum(t.by_severity) for t in counts_by_town(neighbour)) < Alert.objects.count()


def test_another_department_sees_nothing(about_somebody):
    with pytest.raises(NotVisible):
        read_alert(department("住建"), about_somebody.pk)
    found = read_alert(department("医保"), about_somebody.pk)
    assert found.alert.pk == about_somebody.pk
    assert dict(found.changes[0][1])["医保类别"] == "未参保"
    entry = Entry.objects.filter(action="alert.read").latest("seq")
    assert entry.subject_kind == "person"


def test_only_the_posts_of_the_plan_and_above_act(about_somebody):
    alert = Alert.objects.filter(signal="zero-employment").first()
    worker = village_worker(alert.area)
    assert visible_to(worker).filter(pk=alert.pk).exists()
    with pytest.raises(NotVisible):
        take_up(worker, alert.pk)
    assert take_up(town_officer(alert.area[:9]), alert.pk).state == "acting"


def test_who_has_moved_away_is_no_longer_hers(about_somebody):
    who = village_worker(about_somebody.area)
    village = next(v.code for v in the_pack().villages if v.code[:9] != about_somebody.area[:9])
    Person.objects.filter(pk=about_somebody.person_id).update(village=village, town=village[:9])
    with pytest.raises(NotVisible):
        read_alert(who, about_somebody.pk)


def test_the_task_of_a_town_ends_with_its_last_alert(about_somebody):
    task = about_somebody.task
    town = town_officer(about_somebody.area[:9])
    alerts = list(Alert.objects.filter(task=task).order_by("pk"))
    for alert in alerts[:-1]:
        close_alert(town, alert.pk, "true", WHY)
    task.refresh_from_db()
    assert task.state == "open"
    close_alert(town, alerts[-1].pk, "unknown", WHY)
    task.refresh_from_db()
    assert (task.state, task.closed_on) == ("closed", county_today())
    assert Task.objects.filter(state="open").exists()


def test_counts_for_the_cockpit_and_the_persons_page(about_somebody, django_assert_num_queries):
    health = department("医保")
    with django_assert_num_queries(2):
        counts = counts_by_town(health)
    mine = Alert.objects.filter(signal="insurance-lapsed")
    assert sum(sum(each.by_severity) for each in counts) == mine.count()
    assert open_counts(health) == {"insurance-lapsed": mine.count()}
    found = open_alerts_of(health, about_somebody.person_id, [])
    assert [each.pk for each in found] == [about_somebody.pk]
    assert open_alerts_of(town_officer("510811999"), about_somebody.person_id, []) == []


def test_a_thing_lies_in_its_town(db, data_dir):
    supplies(department("卫健"), stock=1)
    run_signals(NIGHT, only=["supplies-low"])
    alert = Alert.objects.get()
    assert (alert.title, alert.area, alert.level) == ("模拟口罩模拟-1", TOWN, 2)
    assert visible_to(town_officer(TOWN)).count() == 1
    assert visible_to(town_officer(NEXT_TOWN)).count() == 0
    assert records_of(["supplies-low"]) == {"supplies-low": Record(raised=1)}
