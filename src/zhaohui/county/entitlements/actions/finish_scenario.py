"""Reckon a scenario that waits, and keep what came out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.models import ReformScenario, ScenarioState
from zhaohui.county.entitlements.simulation.scenarios import reform_of
from zhaohui.county.entitlements.simulation.simulated import simulate_reform
from zhaohui.errors import ZhaohuiError

LONGEST_FAULT = 500


def finish_scenario(scenario_id: int) -> None:
    """Simulate the scenario's reform over everyone; a fault that people can mend is kept in words.

    Done twice it comes to the same end; one that was discarded or is finished stays as it is.
    """
    waiting = ReformScenario.objects.filter(pk=scenario_id, state=ScenarioState.WAITING)
    scenario = waiting.first()
    if scenario is None:
        return
    result, fault = None, ""
    try:
        pack = current_pack()
        result = simulate_reform(pack, reform_of(scenario, pack), today=county_today())
    except ZhaohuiError as error:
        fault = str(error)[:LONGEST_FAULT]
    state = ScenarioState.FAILED if fault else ScenarioState.DONE
    with transaction.atomic():
        if waiting.update(state=state, result=result, fault=fault, finished_at=timezone.now()):
            record(
                system_actor("改革测算"),
                "reform.simulate",
                subject=("reform-scenario", scenario_id),
                change={"did": "save"},
            )
