"""Delegations for tests: proposed, assessed and approved through the office."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from tests.county.cases.deciding import item_of, signed_in
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import User
from zhaohui.county.delegations.models import Delegation

ALLOWANCE = "old-age-allowance"
BEST = {
    "经办的人": "有专人",
    "第二个人": "是",
    "培训": "都培训过",
    "窗口": "是",
    "核对渠道": "是",
    "按时": "还没有办过",
    "退回": "还没有办过",
}


def known(post: str, area: str, name: str) -> Client:
    """Return a client of an officer of that name, who is made where there is none."""
    found = User.objects.filter(username=name).first()
    return signed_in(found or officer(post, area, name=name))


def proposer() -> Client:
    return known("department-officer", the_pack().code, "delegating-department")


def approver() -> Client:
    return known("reviewer", the_pack().code, "delegating-reviewer")


def proposed(area: str, *steps: str, **fields) -> Delegation:
    """Propose to delegate the old-age allowance to an area, from today for a year."""
    wanted = {
        "batch": "第一批",
        "department": "模拟单位",
        "items": [item_of(ALLOWANCE)],
        "areas": [area],
        "steps": list(steps or ("decide",)),
        "start": county_today().isoformat(),
        "until": (county_today() + dt.timedelta(days=365)).isoformat(),
        "conditions": "有专人办，按时报送",
    } | fields
    answer = proposer().post("/office/delegations/new/", wanted)
    assert answer.status_code == 302, read(answer).text
    return Delegation.objects.latest("pk")


def assessed(row: Delegation, client: Client | None = None, **answers: str) -> Delegation:
    """Fill in the capacity assessment of every area."""
    client, given = client or proposer(), BEST | answers
    labels = list(given.values())
    for each in row.areas.all():
        address = f"/office/delegations/{row.pk}/assess/{each.area}/"
        page = read(client.get(address))
        for _ in range(8):
            if "submit" in page.names:
                break
            fields = {}
            for name in page.names:
                if name.startswith("home-own"):
                    number = int(name.removeprefix("home-own").partition("-")[0])
                    fields[name] = labels[number - 1]
            page = read(client.post(address, {"state": page.inputs["state"], **fields}))
        done = client.post(address, {"state": page.inputs["state"], "submit": "1"})
        assert done.status_code == 302, read(done).text
    return row


def do(client: Client, row: Delegation, step: str, words: str = "条件已经具备", **fields):
    """Take a step; the delegation is fresh afterwards."""
    answer = client.post(
        f"/office/delegations/{row.pk}/step/", {"step": step, "words": words, **fields}
    )
    row.refresh_from_db()
    return answer


def delegated(area: str, *steps: str, **fields) -> Delegation:
    """Return a delegation that two officers made and that holds today."""
    row = assessed(proposed(area, *steps, **fields))
    assert do(approver(), row, "approve").status_code == 302
    assert row.state == "approved"
    return row
