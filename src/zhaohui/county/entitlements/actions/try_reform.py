"""An officer tries a reform 改革测算: it is checked now and reckoned in the background."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.errors import ScenarioError
from zhaohui.county.entitlements.jobs import reckon
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.county.entitlements.simulation.scenarios import stored
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.pack import Pack
from zhaohui.packs.reforms import apply_reform, study_of
from zhaohui.packs.schema.reform import ReformRow


def try_reform(actor: Actor, pack: Pack, reform: ReformRow) -> ReformScenario:
    """Store the reform and ask for its simulation; return its row.

    Raises NotVisible without the right over the whole county, ScenarioError for what can't be.
    """
    with transaction.atomic():
        if actor.user_id is None or not actor.everywhere("reform.simulate"):
            raise NotVisible
        _sound(pack, reform)
        scenario = ReformScenario.objects.create(
            name=reform.name, reform=stored(reform), made_by_id=actor.user_id
        )
        record(
            actor,
            "reform.simulate",
            subject=("reform-scenario", scenario.pk),
            purpose=reform.name,
            change={
                "did": "submit",
                "parameter": "、".join(change.name for change in reform.parameters),
            },
        )
        enqueue(
            reckon,
            key=f"scenario:{scenario.pk}",
            title="改革测算",
            scenario_id=scenario.pk,
        )
    return scenario


def _sound(pack: Pack, reform: ReformRow) -> None:
    try:
        study_of(pack, reform, apply_reform(pack, reform), today=county_today())
    except ZhaohuiError as error:
        raise ScenarioError(
            "这样改算不出来：数额没有变、没有规则用到它，或者日期与已有的标准接不上。",
            hint=error.message.partition(": ")[2] or error.message,
        ) from error
