"""The five steps as a process of viewflow: a start and four user tasks, each in its own transaction.

As its views do it: the task is fetched under the flow's lock, the user is asked whether she may,
the task is started and executed. To its advantage: tasks come assigned, the case's values lie in the
process's JSON, and nothing looks for the next task.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process, Task
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import PROCESS, STATUS

from bench.cases_parts.contenders import STEPS, Contender
from bench.cases_parts.ground import Application
from zhaohui.county.cases.models import CaseState

NEXT: list[int] = []  # the task that was made last
WHO: list[Any] = []  # who is given the tasks


class Noted(ViewActivation):
    """A user task whose number is noted when it is made: a page would have it in its address."""

    @classmethod
    def create(cls, *arguments: Any, **options: Any) -> Any:
        made = super().create(*arguments, **options)
        NEXT[:] = [made.task.pk]
        return made


class Step(flow.View):
    """A user task."""

    activation_class = Noted


def page(request: Any) -> None:
    """Stand in for a page: the steps are taken without one."""


def step(after: Any) -> Any:
    """Return a user task that is given to somebody at once."""
    return Step(page).Assign(lambda _activation: WHO[0]).Next(after)


class CaseFlow(flow.Flow):
    """A case from submission to decision."""

    lock_impl = lock.select_for_update_lock
    submit = flow.Start(page).Next(this.accept)
    accept = step(this.review)
    review = step(this.propose)
    propose = step(this.approve)
    approve = step(this.end)
    end = flow.End()


def viewflow(user: Any) -> Contender:
    """Return the contender."""
    WHO[:] = [user]
    request = SimpleNamespace(user=user)

    def action(each: Application) -> int:
        start = CaseFlow.submit
        activation = start.activation_class.create(start, None, None)
        if not start.can_execute(user, activation.task):
            raise PermissionError
        with transaction.atomic():
            activation.start(request)
            activation.process.data = {"number": each.number, "subject": each.draft.subject_id}
            activation.execute()
        process = int(activation.process.pk)
        for name in STEPS[1:]:
            take(getattr(CaseFlow, name), process)
        return process

    def take(node: Any, process: int) -> None:
        with CaseFlow.lock(process), transaction.atomic():
            task = Task.objects.get(pk=NEXT[0])
            activation = node.activation_class(task)
            if not node.can_execute(user, task=task):
                raise PermissionError
            activation.start(request)
            activation.execute()

    return Contender("django-viewflow", action, told)


def told(made: list[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the state of each process and the tasks that were done, in their order."""
    stories: dict[int, list[str]] = {}
    for task in Task.objects.filter(process__in=made, status=STATUS.DONE).order_by("pk"):
        stories.setdefault(task.process_id, []).append(task.flow_task.name)
    for pk, status in (
        Process.objects.filter(pk__in=made).order_by("pk").values_list("pk", "status")
    ):
        *names, last = stories[pk]
        yield (
            CaseState.DECIDED if status == PROCESS.DONE else status,
            (tuple(names) if last == "end" else ()),
        )
