"""Readings: entered once a period, corrected with a reason, judged by thresholds, a chart, the law."""

import datetime as dt

import pytest

from tests.county.offers.offering import places, slot_of, venue
from tests.county.signals.watching import (
    CODE,
    NEXT_TOWN,
    NIGHT,
    TOWN,
    department,
    entered,
    months_before,
    set_figures,
    supplies,
    town_officer,
)
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.offers.models import Slot
from zhaohui.county.registers.models import Record
from zhaohui.county.signals.actions.enter_reading import ReadingEntry, enter_reading
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.errors import ReadingFault
from zhaohui.county.signals.models import Alert, LevelChange, Reading, SignalRun
from zhaohui.county.signals.periods import period_of, period_start
from zhaohui.county.signals.queries import readings_of
from zhaohui.county.signals.records import statistic

TODAY = county_today()
FUND = "medical-fund-months"
LINES = {"医保基金可支付月数_关注": 6, "医保基金可支付月数_警戒": 3}


@pytest.fixture
def insurer(db, data_dir):
    return department("医保")


def entry(value, *, back=0, reason="", origin="模拟数据月报", area=CODE):
    period = months_before(TODAY, back)
    return ReadingEntry(area=area, period=period, value=value, origin=origin, reason=reason)


def test_without_a_threshold_nothing_is_raised_and_it_says_so(insurer):
    enter_reading(insurer, FUND, entry("1"))
    assert not Alert.objects.exists()
    assert SignalRun.objects.get(signal=FUND).is_unset


def test_a_filled_threshold_counts_and_clears_where_it_is_met_again(insurer, monkeypatch):
    set_figures(the_pack(), monkeypatch, **LINES)
    enter_reading(insurer, FUND, entry("7.5", back=3))
    assert not Alert.objects.exists()
    enter_reading(insurer, FUND, entry("5.5", back=2))
    alert = Alert.objects.get()
    assert (alert.level, alert.severity, alert.area) == (1, 1, CODE)
    enter_reading(insurer, FUND, entry("2.9", back=1))
    alert.refresh_from_db()
    assert (alert.level, alert.severity) == (2, 3)
    lines = dict(LevelChange.objects.latest("pk").evidence)
    assert lines["统筹基金累计结余可支付月数"] == "2.9 月"
    assert lines["数据来源"] == "模拟数据月报"
    enter_reading(insurer, FUND, entry("8"))
    alert.refresh_from_db()
    assert (alert.state, alert.verdict) == ("closed", "unknown")


def test_the_same_twice_is_once_and_a_correction_keeps_the_old_one(insurer):
    first = enter_reading(insurer, FUND, entry("7.5"))
    assert enter_reading(insurer, FUND, entry("7.50")).pk == first.pk
    with pytest.raises(ReadingFault) as fault:
        enter_reading(insurer, FUND, entry("6.5"))
    assert fault.value.field == "reason"
    second = enter_reading(insurer, FUND, entry("6.5", reason="报表更正"))
    assert Reading.objects.count() == 2
    assert Reading.objects.get(is_current=True) == second
    assert second.reason == "报表更正"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "2026-13"}, "period"),
        ({"period": "2999-01"}, "period"),
        ({"value": "七"}, "value"),
        ({"value": "1e9"}, "value"),
        ({"origin": "表"}, "origin"),
        ({"item": "某企业"}, "item"),
        ({"area": TOWN}, "area"),
    ],
)
def test_what_is_wrong_names_its_field(insurer, given, field):
    whole = {"area": CODE, "period": months_before(TODAY, 0), "value": "1", "origin": "模拟数据"}
    with pytest.raises(ReadingFault) as fault:
        enter_reading(insurer, FUND, ReadingEntry(**(whole | given)))
    assert fault.value.field == field
    assert not Reading.objects.exists()


def test_only_whose_it_is_enters_and_reads(insurer):
    for who, area in ((department("住建"), CODE), (town_officer(), CODE)):
        with pytest.raises(NotVisible):
            enter_reading(who, FUND, entry("1", area=area))
    row = next(each for each in the_pack().signals if each.id == "unemployment-rise")
    entered(town_officer(), row.id, [3], today=TODAY, area=TOWN)
    assert readings_of(town_officer(NEXT_TOWN), row).count() == 0
    assert readings_of(department("人社"), row).count() == 1
    with pytest.raises(NotVisible):
        entered(town_officer("510811999"), row.id, [3], today=TODAY, area=TOWN)


def test_a_chart_tells_what_lasts_and_says_how_often_it_errs(db, data_dir):
    who = department("人社")
    calm = [20, 22, 19, 21, 20, 18, 23, 20, 21, 19, 20, 21]
    entered(who, "unemployment-rise", [*calm, 21, 20], today=TODAY, area=TOWN)
    assert not Alert.objects.exists()
    for value in (30, 34):
        period = months_before(TODAY, 0)
        Reading.objects.filter(period=period).delete()
        enter_reading(
            who,
            "unemployment-rise",
            ReadingEntry(area=TOWN, period=period, value=str(value), origin="模拟数据月报"),
        )
    alert = Alert.objects.get()
    assert (alert.area, alert.severity) == (TOWN, 1)
    lines = dict(LevelChange.objects.latest("pk").evidence)
    assert lines["误报预算"] == "平均 120 期误报一次"
    assert "控制限" in lines["控制图累积和"]


def test_a_short_series_says_nothing(db, data_dir):
    entered(department("人社"), "unemployment-rise", [1, 2, 90], today=TODAY, area=TOWN)
    run = SignalRun.objects.get(signal="unemployment-rise")
    assert (run.asked, run.unknown, run.raised) == (1, 1, 0)


def test_a_mass_lay_off_is_the_law_and_more_than_chance(db, data_dir):
    who = department("人社")
    calm = [100, 101, 99, 100, 102, 98, 100, 101, 99, 100, 100, 101]
    entered(who, "mass-layoffs", [*calm, 97], today=TODAY, item="模拟企业甲")
    assert not Alert.objects.exists()
    entered(who, "mass-layoffs", [*calm, 78], today=TODAY, item="模拟企业乙")
    alert = Alert.objects.get()
    assert alert.title == "模拟企业乙"
    lines = dict(LevelChange.objects.get().evidence)
    assert "达到劳动合同法第四十一条口径" in lines["比平稳期减少"]


def test_what_was_not_entered_for_long_says_nothing_of_today(insurer, monkeypatch):
    set_figures(the_pack(), monkeypatch, **LINES)
    enter_reading(insurer, FUND, entry("1", back=6))
    assert not Alert.objects.exists()
    assert SignalRun.objects.get(signal=FUND).unknown == 1


def test_a_number_over_a_register(county, monkeypatch):
    pack = set_figures(the_pack(), monkeypatch, 灾害响应转移人数_四级=50, 灾害响应转移人数_三级=200)
    rows = [{"紧急转移人数": "30"}, {"紧急转移人数": "25"}, {}]
    for at, values in enumerate(rows):
        Record.objects.create(
            register="disaster-affected",
            state="open",
            area=TOWN,
            values=values,
            sealed=b"",
            natural_key=f"{at}",
            pack_version="x",
        )
    run_signals(NIGHT, pack, only=["disaster-response"])
    alert = Alert.objects.get()
    assert (alert.level, alert.area) == (1, CODE)
    assert dict(LevelChange.objects.get().evidence)["受灾登记里正在帮扶的紧急转移人数"] == "55 人"


def test_offers_that_nobody_uses(county, monkeypatch):
    figures = {"保障性住房空置率预警": 20, "文体设施闲置天数": 30, "床位轮候预警人数": 1}
    pack = set_figures(the_pack(), monkeypatch, **figures)
    places(department("住建"), "public-rental-flats", 10)
    sport = venue(NIGHT, "culture-venues")
    slot = slot_of(NIGHT, sport)
    Slot.objects.filter(pk=slot.pk).update(day="2026-01-05")
    only = ["vacant-flats", "venues-idle", "beds-waiting"]
    run_signals(NIGHT, pack, only=only)
    assert [a.signal for a in Alert.objects.all()] == ["venues-idle"]
    later = TODAY + dt.timedelta(days=31)
    run_signals(NIGHT, pack, only=only, today=later)
    flat = Alert.objects.get(signal="vacant-flats")
    assert flat.title == "模拟0号"
    assert dict(flat.changes.get().evidence)["空着的套数占可住套数的百分比"] == "100 %"


def test_numbers_over_records_leave_out_what_is_unknown():
    members = [({"n": 3}, True), ({"n": None}, True), ({"n": 9}, None), ({"n": 1}, False)]
    found = [statistic(name, "n", members) for name in ("count", "share", "sum", "min", "max")]
    assert [None if v is None else float(v) for v in found] == [2, 200 / 3, 3, 3, 3]
    assert statistic("min", "n", []) is None
    assert statistic("share", "n", []) is None


@pytest.mark.parametrize("kind", ["day", "week", "month", "quarter", "year"])
def test_a_period_is_read_as_it_is_written(kind):
    start = period_start(kind, period_of(kind, TODAY))
    assert start <= TODAY
    assert period_of(kind, start) == period_of(kind, TODAY)


def test_low_supplies_need_the_least_stock(db, data_dir):
    who = department("卫健")
    row = supplies(who, stock=1)
    Record.objects.filter(pk=row.pk).update(values={**row.values, "最低储量": ""})
    run_signals(NIGHT, only=["supplies-low"])
    run = SignalRun.objects.get(signal="supplies-low")
    assert (run.asked, run.unknown, run.raised) == (1, 1, 0)
