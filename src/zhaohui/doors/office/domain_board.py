"""What stands in an officer's reach, each kind of thing by one query; what she may not read is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.case_list import standing_by_item
from zhaohui.county.entitlements.ledger_queries import StateCounts, counts_by_rule
from zhaohui.county.offers.queries import kinds_for, standing_by_kind
from zhaohui.county.plans.living import Statement, statements
from zhaohui.county.plans.queries import resolutions
from zhaohui.county.registers.counts import by_register
from zhaohui.county.schedules.coverage import Coverage, by_schedule, standing_by_schedule
from zhaohui.county.signals.queries import signals_for, standing_by_signal
from zhaohui.packs import Pack, Plan

YEAR = dt.timedelta(days=365)


class Board:
    """The counts of every domain at once; None where the actor may not read that kind of thing."""

    def __init__(self, actor: Actor, pack: Pack, today: dt.date) -> None:
        self.actor, self.pack, self.today = actor, pack, today

    @cached_property
    def duties(self) -> Mapping[str, tuple[int, int]] | None:
        """By schedule: to be done now, past their window."""
        may = self.actor.may("duty.read")
        return standing_by_schedule(self.actor, self.today) if may else None

    @cached_property
    def done(self) -> Mapping[str, Coverage]:
        """By schedule: what became of the windows that closed within a year."""
        may = self.actor.may("duty.count")
        return by_schedule(self.actor, self.today - YEAR, self.today) if may else {}

    @cached_property
    def alerts(self) -> Mapping[str, tuple[int, int]] | None:
        """By signal of her department: alerts that have not ended, past their term."""
        if not self.actor.may("alert.read"):
            return None
        own = {row.id: (0, 0) for row in signals_for(self.actor, self.pack)}
        return own | standing_by_signal(self.actor)

    @cached_property
    def cases(self) -> Mapping[str, tuple[int, int]] | None:
        """By item: cases that are not decided, past their day."""
        return standing_by_item(self.actor, self.today) if self.actor.may("case.read") else None

    @cached_property
    def ledger(self) -> Mapping[str, StateCounts] | None:
        """By rule: rows of the standing ledger by state."""
        return counts_by_rule(self.actor) if self.actor.may("finding.list") else None

    @cached_property
    def records(self) -> Mapping[str, tuple[int, int, int]] | None:
        """By register: records, those that break a rule, those past their review."""
        return by_register(self.actor) if self.actor.may("record.read") else None

    @cached_property
    def offers(self) -> Mapping[str, tuple[int, int]] | None:
        """By kind of her department: open offers, people who wait."""
        if not self.actor.may("offer.read"):
            return None
        return dict.fromkeys(kinds_for(self.actor), (0, 0)) | standing_by_kind(self.actor)

    @cached_property
    def promises(self) -> list[Statement]:
        """What the current plan promises, in its order; empty where the county has no plan."""
        plan = self.plan
        return statements(self.pack, plan, self.today, resolutions(plan.id)) if plan else []

    @cached_property
    def plan(self) -> Plan | None:
        """The county's current plan; None where it has none."""
        current = self.pack.manifest.current_plan
        return next((row for row in self.pack.all_plans if row.id == current), None)
