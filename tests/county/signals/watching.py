"""What tests of signals begin with: the cast, records and readings of synthetic things."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.actor import Actor, system_actor
from zhaohui.county.accounts.models import User
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.actions.enter_record import enter_record
from zhaohui.county.signals.actions.enter_reading import ReadingEntry, enter_reading
from zhaohui.engines.rules.calendar import shift
from zhaohui.packs.pack import Pack

NIGHT = system_actor("nightly")
CODE = the_pack().code
TOWN, NEXT_TOWN = (town.code for town in the_pack().towns[:2])


def department(name: str) -> Actor:
    return known(f"officer-{name}", "department-officer", CODE, name)


def town_officer(town: str = TOWN) -> Actor:
    return known(f"town-{town}", "town-officer", town, "模拟镇政府")


def known(name: str, post: str, area: str, office: str) -> Actor:
    """Return the officer of that name, appointed where she is not yet."""
    found = User.objects.filter(username=name).first()
    return actor(found or officer(post, area, name=name, department=office))


def set_figures(pack: Pack, monkeypatch, **figures: int) -> Pack:
    """Let the county's pack have these parameters filled, as a reviewer's approval would."""
    filled = [
        row.model_copy(
            update={
                "versions": tuple(
                    version.model_copy(update={"value": figures[row.name], "gap": ""})
                    for version in row.versions
                )
            }
        )
        if row.name in figures
        else row
        for row in pack.parameters
    ]
    made = replace(pack, parameters=filled, version=f"{pack.version}-filled")
    for place in (
        "zhaohui.county.catalog.queries",
        "zhaohui.county.signals.queries",
        "zhaohui.county.signals.actions.run_signals",
        "zhaohui.county.signals.actions.enter_reading",
    ):
        monkeypatch.setattr(f"{place}.current_pack", lambda: made)
    return made


def supplies(who: Actor, *, stock: int, least: int = 100, number: str = "模拟-1", area: str = TOWN):
    register = current_pack().register("emergency-supplies")
    given = {
        "物资名称": f"模拟口罩{number}",
        "物资编号": number,
        "类别": "公共卫生应急",
        "库存数量": str(stock),
        "计量单位": "只",
        "最低储量": str(least),
        "盘点日期": "2026-01-05",
    }
    return enter_record(who, register, given, area=area)


def months_before(day: dt.date, number: int) -> str:
    return f"{shift(day, 'months', -number):%Y-%m}"


def entered(who: Actor, signal: str, values, *, today: dt.date, item: str = "", area: str = CODE):
    """Enter monthly values that end with this month."""
    last = len(values) - 1
    return [
        enter_reading(
            who,
            signal,
            ReadingEntry(
                area=area,
                item=item,
                period=months_before(today, last - n),
                value=str(value),
                origin="模拟数据月报",
            ),
        )
        for n, value in enumerate(values)
    ]
