"""The policy's words fit one another: each fault is told at its row, with a way to mend it."""

import pytest

from zhaohui.packs import default_pack, examine, load

POSTS, POLICY = "access/posts.csv", "access/policy.csv"

BROKEN = [
    # file, old, new, severity, line, words
    (POLICY, "clerk,person.read", "clark,person.read", "error", 5, "post clark is not in access/posts.csv"),
    (POLICY, "person.read", "person.reed", "error", 5, "knows no action person.reed"),
    (POLICY, "person.read,area", "person.read,own", "error", 5, "range own does not fit the post clerk"),
    (POLICY, "person.read,area", "person.read,mandate", "error", 5, "range mandate does not fit"),
    (POLICY, "self.read,own", "self.read,county", "error", 2, "range county does not fit the post resident"),
    (POLICY, "self.read,mandate", "self.read,own", "error", 3, "range own does not fit the post helper"),
    (POLICY, "helper,self.read,mandate", "public,self.read,own", "error", 3, "is marked in the program"),
    (POLICY, "person.read,area", "person.read,county", "warning", 5, "held for a town and may person.read in the whole county"),
    (POLICY, "officer.invite", "officer.read", "warning", 1, "nobody can appoint officers"),
    (POLICY, "窗口受理", "", "error", 5, "why"),
    (POSTS, "clerk,窗口岗", "resident,窗口岗", "error", 3, "no post that an officer can hold"),
    (POSTS, "clerk,窗口岗", "admin,窗口岗", "error", 3, "the post admin is already at"),
    (POSTS, "clerk,窗口岗", "clerk,账户管理岗", "error", 3, "post's name 账户管理岗 is already at"),
    (POSTS, "district,clerk", "district,clark", "error", 2, "`not_with` names clark"),
    (POSTS, "district,clerk", "district,admin", "error", 2, "`not_with` names admin"),
    (POSTS, "窗口岗,town", "窗口岗,street", "error", 3, "level"),
]  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[-1])
def test_each_fault_is_told_at_its_row(county, case):
    file, old, new, severity, line, words = case
    county.edit(file, old, new)
    found = [p for p in county.problems() if p.place == f"{file}:{line}" and words in p.message]
    assert [p.severity for p in found] == [severity], county.faults()
    assert found[0].hint or "must be" in found[0].message or words == "why"


def test_a_near_miss_is_named(county):
    county.edit(POLICY, "person.read", "person.reed")
    (found,) = [p for p in county.faults() if "person.reed" in p.message]
    assert found.hint == "did you mean person.read?"


def test_a_permission_stands_once_whatever_its_range(county):
    county.add(POLICY, "clerk,person.read,county,再写一次")
    messages = [p.message for p in county.faults()]
    assert "the permission clerk · person.read is already at access/policy.csv:5" in messages


def test_a_post_without_rows(county):
    county.add(POSTS, "idle,闲岗,district,,")
    (found,) = county.faults()
    assert (found.severity, found.place) == ("warning", f"{POSTS}:4")


def test_actions_that_nobody_has_are_remarks(county):
    remarks = [p.message for p in county.problems() if p.severity == "info"]
    assert any("no post may audit.read" in message for message in remarks)


def test_a_pack_without_posts_is_told(county):
    for name in (POSTS, POLICY):
        (county.folder / name).unlink()
    (found,) = county.faults()
    assert found.severity == "warning"
    assert "nobody can work as an officer" in found.message


def test_the_project_s_own_policy_has_no_fault():
    faults = [p for p in examine(default_pack()).problems if p.severity != "info"]
    assert [p for p in faults if p.place.startswith("access/")] == []


def test_no_town_s_or_village_s_post_reaches_the_county():
    pack = load(default_pack())
    level = {row.post: row.level for row in pack.posts}
    assert not [
        row
        for row in pack.policy
        if level.get(row.post, "district") != "district" and row.range == "county"
    ]
