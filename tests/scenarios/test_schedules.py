"""Schedules that the plan asks for, from who they are for to what was done, through the doors."""

import datetime as dt

import pytest
from django.test import Client

from tests.county.schedules.duties import planned
from tests.doors.office.test_own_registers import posted
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.nightly.steps import STEPS
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.models import Duty
from zhaohui.engines.rules.calendar import shift

DAY = dt.timedelta(days=1)
DUTIES = "/office/duties/"


@pytest.fixture
def somebody(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def night(county):
    """The step of `zhaohui nightly` that lays out duties, reminds and raises."""
    return next(step.work for step in STEPS if step.name == "duties")


def signed_in(post, area):
    client = Client()
    client.force_login(officer(post, area))
    return client


def is_known(person, **facts):
    Person.objects.filter(pk=person.pk).update(**facts)
    return Person.objects.get(pk=person.pk)


def enter(client, register_id, person, **own):
    """Enter somebody into a register by the office's form."""
    register = current_pack().register(register_id)
    done = client.post(f"/office/registers/{register_id}/new/{person.pk}/", posted(register, **own))
    assert done.status_code == 302, read(done).text
    return Record.objects.get(register=register_id, person=person)


def first_of(schedule, person):
    return Duty.objects.filter(schedule=schedule, person=person).order_by("due").first()


def settled(client, duty, step="done", **given):
    """Find a duty in the list, take a step with it, and read that it is in its story."""
    assert f"{DUTIES}{duty.pk}/" in read(client.get(f"{DUTIES}?schedule={duty.schedule}")).links
    done = client.post(f"{DUTIES}{duty.pk}/step/", {"step": step, "note": "模拟说明", **given})
    assert done.status_code == 302, read(done).text
    assert "模拟说明" in read(client.get(f"{DUTIES}{duty.pk}/")).text
    return Duty.objects.get(pk=duty.pk)


def share_of(schedule):
    """Read a schedule's coverage as the county's leader sees it."""
    leader = signed_in("leader", current_pack().code)
    return read(leader.get(f"/office/duty-coverage/{schedule}/")).text


def opened(duty):
    """Bring a duty's window to today, as days would."""
    today = county_today()
    days = {"opens": today - DAY, "due": today, "closes": today + DAY, "deadline": today + DAY}
    Duty.objects.filter(pk=duty.pk).update(**days)
    return Duty.objects.get(pk=duty.pk)


@pytest.mark.requirement("R066")
def test_a_pregnancy_is_entered_and_its_checks_stand_in_her_calendar(somebody, night):
    worker = signed_in("village-worker", somebody.village)
    is_known(somebody, birth_date=county_today() - 30 * 366 * DAY, name="模拟孕妇")
    begun = county_today() - 80 * DAY
    own = {"末次月经日期": begun.isoformat(), "高危标识": "有", "分娩日期": ""}
    record = enter(worker, "pregnant-women", somebody, **own)
    listed = read(worker.get("/office/registers/pregnant-women/?t1=有")).text
    assert "模拟孕妇" in listed
    client = Client()
    client.force_login(resident(somebody))
    assert night()["made"] > 0
    first = first_of("prenatal-checks", somebody)
    assert first.due == begun + 84 * DAY
    page = read(client.get("/me/duties/"))
    assert "第一次产前检查" in page.text
    file = client.get("/me/duties/calendar.ics").content.decode()
    assert f"DTSTART;VALUE=DATE:{first.due:%Y%m%d}" in file
    assert "第一次产前检查" in read(client.get("/me/inbox/")).text
    assert settled(worker, first).state == "done"
    born = {"version": str(Record.objects.get(pk=record.pk).version), "next": "delivered"}
    register = current_pack().register("pregnant-women")
    given = posted(register, **own | {"分娩日期": county_today().isoformat()})
    address = f"/office/registers/pregnant-women/{record.pk}/"
    changed = worker.post(f"{address}change/", {**given, "version": born["version"]})
    assert changed.status_code == 302
    moved = worker.post(address, born | {"version": "2"})
    assert moved.status_code == 302, read(moved).text
    night()
    assert not Duty.objects.filter(schedule="prenatal-checks", state="due").exists()
    visit = Duty.objects.get(schedule="postnatal-visits", duty="visit")
    assert visit.due == county_today() + 7 * DAY


@pytest.mark.requirement("R071")
def test_a_childs_checks_and_vaccinations_are_due_by_age_and_rise_when_late(somebody, night):
    is_known(somebody, birth_date=shift(county_today() - 50 * DAY, "months", -3))
    planned(county_today() - 70 * DAY)
    own = set(Duty.objects.filter(person=somebody).values_list("schedule", "duty"))
    assert {("child-health-checks", "check-2"), ("child-vaccination", "infant")} <= own
    late = first_of("child-vaccination", somebody)
    over = (county_today() - late.closes).days
    assert over > 7  # nobody came, and the worker said nothing: it rises to the town
    town = signed_in("town-officer", somebody.village[:9])
    night()
    page = read(town.get(f"{DUTIES}?time=raised"))
    assert f"{DUTIES}{late.pk}/" in page.links
    assert f"超期 {over} 天" in page.text
    assert settled(town, late).done_on == county_today()
    assert "晚办的" in share_of("child-vaccination")


@pytest.mark.requirement("R107")
def test_chronic_and_endemic_patients_are_followed_up_through_the_year(somebody, night):
    born = county_today() - 60 * 366 * DAY
    is_known(somebody, birth_date=born, hypertension=True, endemic_disease=True)
    night()
    worker = signed_in("village-worker", somebody.village)
    follow_up = opened(first_of("chronic-follow-up", somebody))
    assert settled(worker, follow_up, "help", where="home").result == "help"
    pack = current_pack()
    every = pack.schedule("chronic-follow-up").duty("follow-up").every
    assert every == "3 months"  # four times a year, as the national standard has it
    assert pack.schedule("endemic-follow-up").condition == "地方病"


@pytest.mark.requirement("R119", "R075")
def test_left_behind_people_are_visited_by_the_phones_list_of_the_day(somebody, night):
    child = Person.objects.filter(living=somebody.living).exclude(pk=somebody.pk).first()
    if child is None:
        child = Person.objects.exclude(pk=somebody.pk).exclude(village=None).first()
        child = is_known(child, town=somebody.town, village=somebody.village)
    worker = signed_in("village-worker", somebody.village)
    enter(worker, "left-behind-children", child)
    Record.objects.create(
        register="left-behind-elders",
        person=somebody,
        area=somebody.village,
        state="on-roster",
        values={},
        sealed=b"",
        pack_version="x",
    )
    night()
    elder_visit = opened(first_of("left-behind-elder-visits", somebody))
    child_visit = opened(first_of("left-behind-child-visits", child))
    page = worker.get("/field/").content.decode()
    for visit in (elder_visit, child_visit):
        ticket, key = _ticket(page, visit)
        sent = {"key": key, "ticket": ticket, "button": "visited", "note": "都好"}
        assert worker.post("/field/entries/", sent).status_code == 302
        assert Duty.objects.get(pk=visit.pk).state == "done"
    assert "都好" in read(worker.get(f"{DUTIES}{elder_visit.pk}/")).text
    Duty.objects.filter(pk=elder_visit.pk).update(
        closes=county_today() - DAY, due=county_today() - DAY, done_on=county_today() - DAY
    )
    assert "100" in share_of("left-behind-elder-visits")


def _ticket(page, visit):
    form = page.split(f'data-visit="duty-{visit.pk}"')[1].split("</form>")[0]
    fields = {}
    for name in ("ticket", "key"):
        fields[name] = form.split(f'name="{name}" value="')[1].split('"')[0]
    return fields["ticket"], fields["key"]


@pytest.mark.requirement("R149", "R163", "R170")
def test_low_income_rehabilitation_and_home_care_are_looked_at_again(somebody, night):
    town = signed_in("town-officer", somebody.village[:9])
    since = (county_today() - 170 * DAY).isoformat()
    enter(town, "low-income-people", somebody, 认定日期=since)
    enter(town, "home-care-disabled", somebody, 服务开始=since, 服务结束="")
    needs = enter(town, "disability-needs", somebody)
    ago = dt.datetime.now(dt.UTC) - 80 * DAY
    Record.objects.filter(pk=needs.pk).update(created_at=ago)
    night()
    review = opened(first_of("low-income-review", somebody))
    assert settled(town, review, where="desk").state == "done"
    worker = signed_in("village-worker", somebody.village)
    for schedule in ("rehabilitation-needs", "home-care-visits"):
        duty = opened(first_of(schedule, somebody))
        assert settled(worker, duty, where="home").state == "done"
    assert town.get(f"/office/people/{somebody.pk}/duties/").status_code == 200
    Record.objects.filter(register="low-income-people").update(state="left")
    night()
    assert not Duty.objects.filter(schedule="low-income-review", state="due").exists()


@pytest.mark.requirement("R175")
def test_veterans_are_reviewed_once_a_year_by_the_town(somebody, night):
    is_known(somebody, veteran_category="残疾军人")
    night()
    pack = current_pack()
    review = pack.schedule("veteran-review")
    assert review.duty("review").every == "1 years"
    planned(dt.date(county_today().year, 1, 2))  # the night of a winter: Spring Festival is near
    worker = signed_in("village-worker", somebody.village)
    assert settled(worker, opened(first_of("veteran-visits", somebody))).state == "done"


@pytest.mark.requirement("R238")
def test_jobseekers_are_called_and_what_they_say_is_kept(somebody):
    born = county_today() - 40 * 366 * DAY
    is_known(somebody, birth_date=born, hard_to_employ=True)
    planned(dt.date(county_today().year, 2, 1))  # a night some days before a call falls due
    town = signed_in("town-officer", somebody.village[:9])
    call = first_of("jobless-follow-up", somebody)
    assert settled(town, opened(call), "away", where="phone").tries == 1
    assert settled(town, opened(call), where="phone").state == "done"
