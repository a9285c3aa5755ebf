"""Background work of outreach."""

from __future__ import annotations

from django_tasks import task


@task(queue_name="long")
def deliver_due() -> None:
    """Send what is due; in queue `long`, because a batch is committed before it leaves the house."""
    from zhaohui.county.outreach.actions.deliver import deliver

    deliver()
