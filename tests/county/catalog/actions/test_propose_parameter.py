"""A proposed value waits; nothing is decided by it, and what can't be is refused with a sentence."""

import datetime as dt

import pytest

from tests.county.catalog.entries import entry, money_gap
from tests.county.small_county import the_pack
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.actions.approve_parameter import approve_parameter
from zhaohui.county.catalog.actions.propose_parameter import propose_parameter
from zhaohui.county.catalog.actions.withdraw_parameter import withdraw_parameter
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.queries import current_pack

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_it_works(proposer):
    before = current_pack().version
    proposal = propose_parameter(proposer, entry())
    assert (proposal.state, proposal.proposed_by_id) == ("waiting", proposer.user_id)
    assert current_pack().version == before
    told = Entry.objects.get()
    assert (told.action, told.subject_id) == ("parameter.propose", str(proposal.pk))


def test_only_those_who_may(clerk, reviewer):
    for other in (clerk, reviewer):
        with pytest.raises(NotVisible):
            propose_parameter(other, entry())
    assert not ParameterProposal.objects.exists()
    assert not Entry.objects.exists()


def test_one_waits_at_a_time(proposer):
    first = propose_parameter(proposer, entry())
    with pytest.raises(ProposalError, match="等复核"):
        propose_parameter(proposer, entry(value=60_000))
    withdraw_parameter(proposer, first.pk)
    assert propose_parameter(proposer, entry(value=60_000)).pk != first.pk


def test_an_area_outside_and_reversed_days_are_refused(proposer):
    with pytest.raises(ProposalError, match="区划") as refused:
        propose_parameter(proposer, entry(area="110101"))
    assert refused.value.field == "area"
    start = entry().start
    with pytest.raises(ProposalError, match="早于") as refused:
        propose_parameter(proposer, entry(end=start - DAY))
    assert refused.value.field == "end"


def test_a_value_that_is_there_is_not_overwritten(proposer):
    row, version = next(
        (row, version)
        for row in the_pack().parameters
        for version in row.versions
        if row.type == "money" and version.value is not None and version.end is not None
    )
    wrong = entry(parameter=row.name, area=version.area, start=version.start)
    with pytest.raises(ProposalError, match="已经有标准"):
        propose_parameter(proposer, wrong)


def test_a_hole_before_is_refused(proposer, reviewer):
    """The first value has an end; the next may start at most the day after."""
    _, version = money_gap()
    first = propose_parameter(proposer, entry(start=version.start, end=version.start + 99 * DAY))
    approve_parameter(reviewer, first.pk, compared=True)
    later = entry(start=version.start + 50 * DAY)
    with pytest.raises(ProposalError, match="重叠"):
        propose_parameter(proposer, later)
    follows = entry(start=version.start + 100 * DAY)
    assert propose_parameter(proposer, follows).state == "waiting"
