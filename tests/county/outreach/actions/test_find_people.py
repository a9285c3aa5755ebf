"""From the ledger to contact lines: one a finding, never two, closed when the ledger says something else."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.county.outreach.standing import RULE, adults, find, ledger_day, line_of, stand
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.errors import NoLedgerError
from zhaohui.county.entitlements.models import Finding
from zhaohui.county.outreach.models import ContactLine, ContactStop, LineState
from zhaohui.engines.ledger import State

pytestmark = pytest.mark.django_db


def pack_with(**words):
    """The pack with other words about the rule."""
    pack = the_pack()
    rules = [rule.model_copy(update=words) if rule.id == RULE else rule for rule in pack.rules]
    return replace(pack, rules=rules)


def pack_that_asks_nobody():
    """The pack with the rule's item 免申即享."""
    pack = the_pack()
    changed = {each.name: each.model_copy(update={"automatic": True}) for each in pack.items}
    items = [changed[each.name] if RULE in each.rules else each for each in pack.items]
    return replace(pack, items=items)


def test_a_missing_benefit_makes_one_line_and_the_night_after_none(county):
    person = adults()[0]
    stand(person, amount_fen=12_345)
    ledger_day()
    assert find().new == 1
    assert find().new == 0
    line = ContactLine.objects.get()
    assert (line.person_id, line.rule, line.area) == (person.pk, RULE, person.village)
    assert (line.state, line.amount_fen, line.found_on) == ("found", 12_345, county_today())
    assert Entry.objects.filter(action="outreach.find").count() == 1  # nothing new, nothing said


def test_without_a_ledger_nothing_is_found_or_closed(county):
    with pytest.raises(NoLedgerError):
        find()


@pytest.mark.parametrize("state", [each for each in State if each != State.MISSING])
def test_other_states_make_no_line(county, state):
    stand(adults()[0], state=state)
    ledger_day()
    assert find().new == 0


def test_the_pack_decides_for_whom_to_look(county):
    here, there = adults()[:2]
    stand(here, state=State.ENTITLED)
    stand(there)
    ledger_day()
    assert find(pack_with(outreach="never")).new == 0
    assert find(pack_with(outreach="entitled")).new == 2


def test_who_said_no_is_not_found_again_while_the_finding_stands_but_after_it_turned(county):
    person = adults()[0]
    line = line_of(person)
    ContactLine.objects.update(state=LineState.REFUSED, closed_on=county_today())
    find()
    assert ContactLine.objects.count() == 1
    Finding.objects.all().delete()
    find()
    line.refresh_from_db()
    assert (line.state, line.ended_on) == ("refused", county_today())
    stand(person)
    assert find().new == 1
    assert ContactLine.objects.filter(ended_on=None).get().state == "found"


def test_whom_a_list_now_has_holds_it_and_who_no_longer_fits_needs_it_no_longer(county):
    held, gone = adults()[:2]
    line_of(held), line_of(gone)
    stand(held, state=State.HELD)
    Finding.objects.filter(person_id=gone.pk).delete()
    done = find()
    assert (done.held, done.lapsed) == (1, 1)
    states = dict(ContactLine.objects.values_list("person_id", "state"))
    assert states == {held.pk: "awarded", gone.pk: "lapsed"}


def test_a_move_and_another_amount_are_followed(county):
    person = adults()[0]
    line = line_of(person)
    stand(person, area="990000001001", amount_fen=7)
    assert find().moved == 1
    line.refresh_from_db()
    assert (line.area, line.amount_fen) == ("990000001001", 7)


def test_who_wants_no_contact_is_counted_but_on_no_list(county):
    person = adults()[0]
    ContactStop.objects.create(person_id=person.pk, why="asked")
    assert line_of(person).state == "opted_out"


def test_an_award_without_application_needs_the_packs_word_and_nothing_open(county):
    whole, open_fact, no_amount = adults()[:3]
    stand(whole)
    stand(open_fact, needs=4)
    stand(no_amount, amount_fen=None)
    ledger_day()
    find()
    assert not ContactLine.objects.filter(is_award=True).exists()
    find(pack_that_asks_nobody())
    assert ContactLine.objects.get(is_award=True).person_id == whole.pk


def test_a_day_that_went_backwards_closes_no_earlier_than_found(county):
    line = line_of(adults()[0])
    Finding.objects.all().delete()
    ledger_day(county_today() - dt.timedelta(days=3))
    find()
    line.refresh_from_db()
    assert line.ended_on == line.found_on
