"""Background work of the lists."""

from __future__ import annotations

from django_tasks import task

from zhaohui.county.lists.actions.make_export import make_export


@task()
def make_file(export_id: int) -> None:
    """Make the file of an approved export."""
    make_export(export_id)
