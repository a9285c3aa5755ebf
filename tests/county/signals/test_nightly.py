"""The nightly look: what the engine answers in columns is what the interpreter says of each household."""

import datetime as dt

import pytest

from tests.county.small_county import the_pack
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.models import Alert, LevelChange, SignalRun, Standing

ACTOR = system_actor("test")


def test_first(county):
    done = run_signals(ACTOR)
    print(done)
    assert Alert.objects.count() == done["raised"]
    again = run_signals(ACTOR)
    assert again["raised"] == 0
