"""What people answer, and what village workers note: steps, consent, wishes, stop; the neighbour sees nothing."""

import datetime as dt

import pytest

from tests.county.outreach.sending import queue
from tests.county.outreach.standing import SYSTEM, adults, line_of, listed
from tests.county.small_county import the_pack
from tests.people import actor, officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.entitlements.models import Award, Holding
from zhaohui.county.outreach.actions.answer_message import answer_message
from zhaohui.county.outreach.actions.award_line import award_line
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.actions.note_contact import note_contact
from zhaohui.county.outreach.actions.open_inbox import open_inbox
from zhaohui.county.outreach.actions.set_wish import set_wish
from zhaohui.county.outreach.actions.stop_contact import allow_contact
from zhaohui.county.outreach.actions.take_step import Said
from zhaohui.county.outreach.errors import OutreachAnswerError, OutreachStateError
from zhaohui.county.outreach.models import ContactLine, ContactStop, ContactWish, Outbox
from zhaohui.county.payments.periods import later, month_of
from zhaohui.county.payments.plan import plan_run
from zhaohui.county.registry.models import ChangedHousehold

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(county):
    """A resident with a message in her inbox, and her actor."""
    person = adults()[0]
    own = actor(resident(person))
    line_of(person)
    queue()
    deliver()
    return own, Outbox.objects.get()


def line() -> ContactLine:
    return ContactLine.objects.get()


def test_a_message_that_nobody_opened_has_told_nobody(told):
    own, _message = told
    assert line().state == "found"
    open_inbox(own)
    assert (line().state, line().told_by, line().told_on) == ("told", "inbox", county_today())
    assert Outbox.objects.get().state == "delivered"


def test_yes_can_be_taken_back(told):
    own, message = told
    open_inbox(own)
    answer_message(own, message.pk, answer="yes")
    assert (line().state, line().confirmed_on) == ("confirmed", county_today())
    answer_message(own, message.pk, answer="back")
    assert (line().state, line().confirmed_on) == ("told", None)


def test_no_needs_a_reason_and_closes(told):
    own, message = told
    with pytest.raises(OutreachAnswerError):
        answer_message(own, message.pk, answer="no")
    answer_message(own, message.pk, answer="no", reason="not_wanted")
    assert (line().state, line().reason, line().closed_on) == (
        "refused",
        "not_wanted",
        county_today(),
    )
    with pytest.raises(OutreachStateError):
        answer_message(own, message.pk, answer="yes")


def test_later_keeps_the_state_and_gives_thirty_days_of_quiet(told):
    own, message = told
    open_inbox(own)
    answer_message(own, message.pk, answer="later")
    assert (line().state, line().quiet_until) == ("told", county_today() + dt.timedelta(days=30))


def test_nobody_answers_anothers_message(told, county):
    other = actor(resident(adults()[1], "other"))
    with pytest.raises(NotVisible):
        answer_message(other, told[1].pk, answer="yes")
    with pytest.raises(NotVisible):
        answer_message(actor(officer("town-officer", "x")), told[1].pk, answer="yes")
    assert line().confirmed_on is None


def test_a_workers_yes_for_somebody_needs_how_she_agreed(county):
    person = adults()[0]
    found = line_of(person)
    worker = actor(officer("village-worker", person.village))
    with pytest.raises(OutreachAnswerError):
        note_contact(worker, found.pk, step="confirm", said=Said())
    with pytest.raises(OutreachAnswerError):
        note_contact(worker, found.pk, step="confirm", said=Said(consent="presumed"))
    note_contact(worker, found.pk, step="confirm", said=Said(consent="spoken"))
    assert (line().state, line().consent, line().told_by) == ("confirmed", "spoken", "visit")
    entry = Entry.objects.filter(action="outreach.note").get()
    assert entry.subject_id == str(person.pk)


def test_the_neighbouring_village_finds_nothing(county):
    person = adults()[0]
    found = line_of(person)
    there = next(p.village for p in adults() if p.village != person.village)
    worker = actor(officer("village-worker", there))
    with pytest.raises(NotVisible):
        note_contact(worker, found.pk, step="miss", said=Said())
    assert line().state == "found"


def test_who_has_died_gets_nothing_more_whatever_else_she_missed(county):
    person = adults()[0]
    found = line_of(person)
    line_of(person, "health-record")
    note_contact(SYSTEM, found.pk, step="refuse", said=Said(reason="deceased"))
    assert ContactStop.objects.get().why == "deceased"
    states = dict(ContactLine.objects.values_list("rule", "state"))
    assert states == {"old-age-allowance": "refused", "health-record": "opted_out"}


def test_opted_out_and_asked_back(county):
    person = adults()[0]
    found = line_of(person)
    note_contact(SYSTEM, found.pk, step="opt_out", said=Said())
    assert line().state == "opted_out"
    assert allow_contact(SYSTEM, person.pk, action="outreach.note") == 1
    assert (line().state, ContactStop.objects.count()) == ("found", 0)


def test_an_officer_notes_what_was_said_or_signed_never_that_she_did_it_herself(county):
    person = adults()[0]
    worker = actor(officer("village-worker", person.village))
    words = {"channel": "sms", "is_wanted": True, "action": "outreach.note"}
    with pytest.raises(OutreachAnswerError):
        set_wish(worker, person.pk, source="self", **words)
    set_wish(worker, person.pk, source="paper", **words)
    wish = ContactWish.objects.get()
    assert (wish.is_wanted, wish.source, wish.set_by_id) == (True, "paper", worker.user_id)
    own = actor(resident(person))
    set_wish(own, person.pk, channel="sms", is_wanted=False, source="self", action="self.inbox")
    assert ContactWish.objects.get().is_wanted is False
    with pytest.raises(NotVisible):
        set_wish(
            own, adults()[1].pk, channel="sms", is_wanted=True, source="self", action="self.inbox"
        )


def test_only_what_was_confirmed_is_awarded_and_the_ledger_looks_again(county):
    person = adults()[0]
    found = line_of(person, amount_fen=10_000)
    listed()
    with pytest.raises(OutreachStateError):
        award_line(SYSTEM, found.pk)
    note_contact(SYSTEM, found.pk, step="confirm", said=Said(consent="written"))
    before = ChangedHousehold.objects.count()
    award_line(SYSTEM, found.pk)
    held = Holding.objects.get()
    assert (held.person_id, held.amount_fen, held.since) == (person.pk, 10_000, county_today())
    assert ChangedHousehold.objects.count() > before
    assert (line().state, line().closed_on) == ("awarded", county_today())


def test_what_takes_no_application_is_awarded_once_and_goes_into_payment(county):
    person = adults()[0]
    found = line_of(person, amount_fen=10_000)
    ContactLine.objects.update(is_award=True)
    note_contact(SYSTEM, found.pk, step="confirm", said=Said(consent="written"))
    award_line(SYSTEM, found.pk)
    made = Award.objects.get()
    assert (made.source, made.person_id, made.amount_fen) == (f"line:{found.pk}", person.pk, 10_000)
    with pytest.raises(OutreachStateError):
        award_line(SYSTEM, found.pk)
    following = later(month_of(county_today()), 1)
    assert [each.person for each in plan_run(the_pack(), found.rule, following).lines] == [
        person.pk
    ]


def test_where_no_list_of_holders_is_known_none_is_invented(county):
    found = line_of(adults()[0])
    note_contact(SYSTEM, found.pk, step="confirm", said=Said(consent="spoken"))
    award_line(SYSTEM, found.pk)
    assert not Holding.objects.exists()  # a list of one would say that all others miss it
    assert line().state == "awarded"


def test_a_line_whose_finding_ended_takes_no_step(county):
    found = line_of(adults()[0])
    ContactLine.objects.update(ended_on=county_today())
    with pytest.raises(OutreachStateError):
        note_contact(SYSTEM, found.pk, step="confirm", said=Said(consent="spoken"))
