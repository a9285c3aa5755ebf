"""What signals stand in the walk's world: an alert about the person of each place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.signals.models import Alert

if TYPE_CHECKING:
    from zhaohui.county.registry.models import Person
    from zhaohui.packs.pack import Pack

WATCHED, ENTERED = "insurance-lapsed", "medical-fund-months"


class SignalWorld:
    """Alerts, made when a page asks for one."""

    pack: Pack
    person: dict[str, Person]

    def alert(self, place: str) -> Alert:
        """An open alert about the person of that place."""
        person = self.person[place]
        return Alert.objects.get_or_create(
            signal=WATCHED,
            subject=f"p:{person.pk}",
            state="open",
            defaults={
                "person": person,
                "area": person.village,
                "level": 1,
                "severity": 0,
                "raised_on": county_today(),
                "level_since": county_today(),
                "due_at": timezone.now() + dt.timedelta(days=5),
                "pack_version": self.pack.version,
            },
        )[0]
