"""Approved by another officer, a value is in force for every process; the proposer can't do it alone."""

import datetime as dt
import os
import subprocess
import sys

import pytest
from django.db import IntegrityError, transaction

from tests.county.catalog.entries import entry, money_gap
from tests.people import actor, officer
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Appointment, Officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.actions.approve_parameter import approve_parameter
from zhaohui.county.catalog.actions.propose_parameter import propose_parameter
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.actions.return_parameter import return_parameter
from zhaohui.county.catalog.actions.revoke_parameter import revoke_parameter
from zhaohui.county.catalog.actions.withdraw_parameter import withdraw_parameter
from zhaohui.county.catalog.errors import OwnProposalError, ProposalError, WrongStateError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.packs.overlay import overlay_file

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = dt.timedelta(days=1)


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """What happens once the transaction is committed, happens."""

    def done(action, *args, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **words)

    return done


def in_force(day):
    name = money_gap()[0].name
    return current_rulebook().day(day).resolved[name].value


def test_it_works(now, proposer, reviewer):
    before = current_pack()
    proposal = propose_parameter(proposer, entry())
    now(approve_parameter, reviewer, proposal.pk, compared=True)
    pack = current_pack()
    assert pack.version != before.version
    start = entry().start
    assert in_force(start) == 58_000
    assert in_force(start - DAY) is None
    row = pack.parameter(entry().parameter)
    version = next(each for each in row.versions if each.value is not None)
    assert version.verification == "verified"
    assert pack.source(version.source).title == "模拟文件"
    gap = next(each for each in row.versions if each.gap)
    assert gap.end == start - DAY  # what lies before is still missing, and says so
    assert [each.action for each in Entry.objects.order_by("seq")] == [
        "parameter.propose",
        "parameter.approve",
    ]


def test_not_compared_with_the_original_is_secondary(proposer, reviewer):
    proposal = propose_parameter(proposer, entry())
    assert approve_parameter(reviewer, proposal.pk, compared=False).verification == "secondary"


def test_the_proposer_cannot_approve_whatever_posts_she_holds(proposer, reviewer):
    proposal = propose_parameter(proposer, entry())
    own = Officer.objects.get(user=proposer.user_id)
    Appointment.objects.create(
        officer=own, post="reviewer", area="510811", start=dt.date(2020, 1, 1)
    )
    both = actor(own.user)
    assert both.may("parameter.approve")
    for step in (
        lambda: approve_parameter(both, proposal.pk, compared=True),
        lambda: return_parameter(both, proposal.pk, answer="不行"),
    ):
        with pytest.raises(OwnProposalError):
            step()
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterProposal.objects.filter(pk=proposal.pk).update(
            state="approved", decided_by=proposer.user_id
        )
    assert ParameterProposal.objects.get().state == "waiting"


def test_only_a_reviewer(proposer, clerk):
    proposal = propose_parameter(proposer, entry())
    colleague = actor(officer("department-officer", "510811", name="colleague"))
    for other in (clerk, colleague):
        with pytest.raises(NotVisible):
            approve_parameter(other, proposal.pk, compared=True)


def test_decided_once(proposer, reviewer):
    proposal = propose_parameter(proposer, entry())
    with pytest.raises(ProposalError, match="原因"):
        return_parameter(reviewer, proposal.pk, answer=" ")
    assert return_parameter(reviewer, proposal.pk, answer="缺文号").answer == "缺文号"
    for step in (
        lambda: approve_parameter(reviewer, proposal.pk, compared=True),
        lambda: withdraw_parameter(proposer, proposal.pk),
        lambda: revoke_parameter(reviewer, proposal.pk, why="不再用"),
    ):
        with pytest.raises(WrongStateError, match="已退回"):
            step()


def test_another_cannot_withdraw(proposer):
    proposal = propose_parameter(proposer, entry())
    other = actor(officer("department-officer", "510811", name="other"))
    with pytest.raises(NotVisible):
        withdraw_parameter(other, proposal.pk)


def test_revoked_the_gap_is_back(now, proposer, reviewer):
    before = current_pack()
    proposal = propose_parameter(proposer, entry())
    now(approve_parameter, reviewer, proposal.pk, compared=True)
    now(revoke_parameter, reviewer, proposal.pk, why="文件已废止")
    assert in_force(entry().start) is None
    assert current_pack().parameters == before.parameters


def test_a_new_standard_succeeds_and_a_correction_supersedes(now, proposer, reviewer):
    start = entry().start
    first = propose_parameter(proposer, entry())
    now(approve_parameter, reviewer, first.pk, compared=True)
    second = propose_parameter(proposer, entry(start=start + 365 * DAY, value=61_000))
    now(approve_parameter, reviewer, second.pk, compared=True)
    days = (start, start + 364 * DAY, start + 365 * DAY)
    assert [in_force(day) for day in days] == [58_000, 58_000, 61_000]
    with pytest.raises(ProposalError, match="重叠"):
        propose_parameter(proposer, entry(value=59_000, end=start + 364 * DAY))
    mended = propose_parameter(
        proposer, entry(value=59_000, end=start + 364 * DAY), replaces=first.pk
    )
    now(approve_parameter, reviewer, mended.pk, compared=True)
    assert [in_force(day) for day in days] == [59_000, 59_000, 61_000]
    first.refresh_from_db()
    assert first.state == "superseded"


def test_what_another_stands_on_is_not_revoked(now, proposer, reviewer):
    _, version = money_gap()
    start = version.start
    first = propose_parameter(proposer, entry(start=start, end=start + 99 * DAY))
    now(approve_parameter, reviewer, first.pk, compared=True)
    second = propose_parameter(proposer, entry(start=start + 100 * DAY))
    now(approve_parameter, reviewer, second.pk, compared=True)
    now(revoke_parameter, reviewer, first.pk, why="错了")  # the gap comes back: no hole
    assert in_force(start) is None
    assert in_force(start + 100 * DAY) == 58_000


def test_a_crash_before_the_file_is_mended_by_the_next_publishing(proposer, reviewer):
    proposal = propose_parameter(proposer, entry())
    approve_parameter(reviewer, proposal.pk, compared=True)  # its on_commit never ran
    assert in_force(entry().start) is None
    assert publish_overlay() is True
    assert in_force(entry().start) == 58_000
    assert publish_overlay() is False


def test_another_process_sees_it_without_a_restart(now, data_dir, proposer, reviewer):
    code = (
        "import sys\n"
        "import django; django.setup()\n"
        "from zhaohui.county.catalog.queries import current_pack\n"
        "for _ in sys.stdin: print(current_pack().version, flush=True)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "ZHAOHUI_DATA": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "zhaohui.county.settings.embedded",
        },
    )

    def asked():
        other.stdin.write("\n")
        other.stdin.flush()
        return other.stdout.readline().strip()

    try:
        assert asked() == current_pack().version
        proposal = propose_parameter(proposer, entry())
        now(approve_parameter, reviewer, proposal.pk, compared=True)
        after = current_pack().version
        assert asked() == after
        assert overlay_file(data_dir).is_file()
    finally:
        other.stdin.close()
        other.wait(timeout=20)
        other.stdout.close()
