"""Send to people in tests: everybody's phone is registered, wishes as the test says."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from tests.county.outreach.standing import SYSTEM
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.outreach.actions.queue_messages import queue_messages
from zhaohui.county.outreach.models import ContactWish, Outbox, Sending
from zhaohui.county.outreach.sending_plan import plan_sending

NOON = dt.datetime(2026, 3, 3, 4, 0, tzinfo=dt.UTC)  # twelve o'clock in the county


def wants(person, channel, is_wanted=True):
    """Keep a person's wish."""
    ContactWish.objects.update_or_create(
        person_id=person.pk,
        channel=channel,
        defaults={"is_wanted": is_wanted, "source": "paper"},
    )


def plan(actor=SYSTEM, *, area="", rule=""):
    """Return what would be sent today."""
    return plan_sending(actor, the_pack(), area=area, rule=rule, today=county_today())


def queue(actor=SYSTEM, *, area="", rule="") -> Sending:
    """Send what is planned, with nothing to wait for but quiet hours."""
    digest = plan(actor, area=area, rule=rule).digest
    sending = queue_messages(
        actor, the_pack(), area=area, rule=rule, digest=digest, hold=dt.timedelta()
    )
    Outbox.objects.filter(sending=sending).update(not_before=timezone.now())  # whatever the hour
    return sending
