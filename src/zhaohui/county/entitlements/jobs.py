"""Background work of entitlements."""

from __future__ import annotations

from django_tasks import task

from zhaohui.county.entitlements.actions.finish_scenario import finish_scenario


@task(queue_name="long")
def reckon(scenario_id: int) -> None:
    """Simulate a reform that an officer tries."""
    finish_scenario(scenario_id)
