"""Voices for tests: said through the portal, handled through the office."""

from __future__ import annotations

import re

from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.oversight.models import Task, Voice

WORDS = "村口的桥栏杆断了一截，晚上很危险"


def village(number: int = 0) -> str:
    """Return a village of the pack; others lie in other towns."""
    return next(v.code for v in the_pack().villages if v.town_code == the_pack().towns[number].code)


def say(client: Client | None = None, kind: str = "road", *, go: str = "send", **fields):
    """Fill in the form and send it; return the response."""
    client = client or Client()
    address = f"/voice/new/{kind}/"
    once = read(client.get(address)).inputs["once"]
    said = {"words": WORDS, "village": village(), "once": once} | fields
    return client.post(address, {**said, "go": go})


def said(client: Client | None = None, kind: str = "road", **fields) -> tuple[Voice, str]:
    """Return a voice that was just filed, and its code."""
    client = client or Client()
    answer = say(client, kind, **fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    text = read(client.get("/voice/sent/")).text
    return Voice.objects.latest("pk"), re.search(r"(?<![\d-])\d{6}(?![\d-])", text)[0]


def look_up(voice: Voice, code: str, client: Client | None = None, **fields):
    """Ask by number and code, say something to the answer."""
    return (client or Client()).post(
        "/voice/status/", {"number": voice.number, "code": code, **fields}
    )


def town_officer(number: int = 0, name: str = "") -> Client:
    town = the_pack().towns[number].code
    return signed_in(officer("town-officer", town, name=name or f"town-officer-{number}"))


def district_officer(name: str = "district") -> Client:
    return signed_in(officer("department-officer", the_pack().code, name=name))


def step(client: Client, task: Task, name: str, **fields):
    """Take a step through the office's form; the task is fresh afterwards."""
    answer = client.post(f"/office/tasks/{task.pk}/step/", {"step": name, **fields})
    task.refresh_from_db()
    return answer


def answered(voice: Voice, client: Client, **fields) -> Task:
    """Take it up and answer it."""
    task = voice.task
    assert step(client, task, "take").status_code == 302
    name = "propose" if task.two_step else "answer"
    wanted = {"outcome": "solved", "words": "栏杆已经修好，验收合格"} | fields
    assert step(client, task, name, **wanted).status_code == 302
    return task
