"""The five steps as a BPMN process of SpiffWorkflow, without a database: JSON text after each step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from bench.cases_parts.contenders import STEPS, Contender
from bench.cases_parts.ground import Application
from zhaohui.county.cases.models import CaseState


def bpmn() -> str:
    """Return a process of five manual tasks in a row."""
    names = ["start", *STEPS, "end"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>'
        for n, (a, b) in enumerate(pairwise(names))
    )
    tasks = "".join(
        f'<bpmn:manualTask id="{name}" name="{name}"><bpmn:incoming>f{n}</bpmn:incoming>'
        f"<bpmn:outgoing>f{n + 1}</bpmn:outgoing></bpmn:manualTask>"
        for n, name in enumerate(STEPS)
    )
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" '
        'targetNamespace="http://bpmn.io/schema/bpmn"><bpmn:process id="case" isExecutable="true">'
        '<bpmn:startEvent id="start"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>'
        f'{tasks}<bpmn:endEvent id="end"><bpmn:incoming>f{len(STEPS)}</bpmn:incoming></bpmn:endEvent>'
        f"{flows}</bpmn:process></bpmn:definitions>"
    )


def spiff() -> Contender:
    """Return the contender; the process is read once."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(bpmn()))
    spec = parser.get_spec("case")
    serializer = BpmnWorkflowSerializer()

    def action(each: Application) -> str:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        text = ""
        for name in STEPS:
            task = workflow.get_next_task(state=TaskState.READY, manual=True)
            task.data.update(number=each.number, subject=each.draft.subject_id, step=name)
            task.run()
            workflow.do_engine_steps()
            text = serializer.serialize_json(workflow)
        return text

    def told(made: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for text in made:
            yield story(json.loads(text))

    return Contender("SpiffWorkflow", action, told)


def story(kept: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the state and the tasks that were done, in their order."""
    done = [
        task
        for task in kept["tasks"].values()
        if task["task_spec"] in STEPS and task["state"] == TaskState.COMPLETED
    ]
    done.sort(key=lambda task: task["last_state_change"])
    is_over = bool(kept["completed"])
    return CaseState.DECIDED if is_over else "open", tuple(task["task_spec"] for task in done)
