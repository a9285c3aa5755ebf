"""What tests of duties share: a night's plan, and a record that brings duties."""

import datetime as dt

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Record
from zhaohui.county.schedules.actions.plan_duties import plan_duties

NIGHT = system_actor("nightly")
DAY = dt.timedelta(days=1)


def planned(day=None):
    """Lay out the duties as the night of a day does."""
    return plan_duties(NIGHT, current_pack(), day=day)


def about(person, register="left-behind-elders", state="on-roster", days_ago=0, **values):
    """Store a record about somebody as it would have been entered some days ago."""
    made = Record.objects.create(
        register=register,
        person=person,
        area=person.area,
        state=state,
        values=values,
        sealed=b"",
        pack_version="x",
    )
    at = dt.datetime.now(dt.UTC) - days_ago * DAY
    Record.objects.filter(pk=made.pk).update(created_at=at)
    return Record.objects.get(pk=made.pk)
