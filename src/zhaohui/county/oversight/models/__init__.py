"""Oversight: tasks with what became of them, the voices and marks that they come from."""

from zhaohui.county.oversight.models.photo import VoicePhoto
from zhaohui.county.oversight.models.rating import Mark, Rating
from zhaohui.county.oversight.models.step import TaskStep
from zhaohui.county.oversight.models.task import Origin, Task, TaskState
from zhaohui.county.oversight.models.voice import Voice, VoiceChannel

__all__ = [
    "Mark",
    "Origin",
    "Rating",
    "Task",
    "TaskState",
    "TaskStep",
    "Voice",
    "VoiceChannel",
    "VoicePhoto",
]
