"""`zhaohui work`: do the background jobs 后台任务."""

from __future__ import annotations

from dataclasses import asdict

import click

from zhaohui.cli.report import emit, json_option


@click.command(short_help="do the background jobs")
@click.option("--once", is_flag=True, help="end when no job is ready, instead of waiting for more")
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(["default", "long"]),
    help="only these; default both",
)
@click.option(
    "--status", is_flag=True, help="do nothing; say how many jobs there are of each state"
)
@json_option
def command(*, once: bool, queues: tuple[str, ...], status: bool, as_json: bool) -> None:
    """Run jobs until told to stop (SIGTERM finishes the job at hand first).

    Several workers may run at once. A job left by a killed worker is taken back after a minute.
    """
    from zhaohui.cli.django_setup import start_county

    start_county()
    from zhaohui.county.accounts.actor import system_actor
    from zhaohui.county.jobs.queries import job_counts

    if status:
        counts = asdict(job_counts(system_actor("work")))
        emit(counts, as_json=as_json, text=lambda: as_text(counts))
        return
    from zhaohui.county.jobs.worker import CountyWorker

    worker = CountyWorker(queues=list(queues) or ["*"], once=once)
    worker.configure_signals()
    try:
        worker.run()
    finally:
        worker.reset_signals()
        answer = {"done": worker.done, "again": worker.again, "failed": worker.failed}
        emit(answer, as_json=as_json, text=lambda: as_text(answer))


def as_text(answer: dict[str, int]) -> str:
    """Return the counts in one line."""
    return ", ".join(f"{number:,} {name}" for name, number in answer.items())
