"""Background work of the registers."""

from __future__ import annotations

from django_tasks import task

from zhaohui.clock import county_today
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.actions.run_import import run_import
from zhaohui.county.registers.models import Import


@task()
def take_in(import_id: int) -> None:
    """Take in a large file that an officer has confirmed, with her permissions of the day."""
    made = Import.objects.select_related("officer").get(pk=import_id)
    assert made.officer is not None
    pack = current_pack()
    actor = actor_for(made.officer, pack, county_today())
    run_import(actor, pack.register(made.register), made.pk, skips_bad=made.skips_bad)
