"""Numbers of a hall: counted from one each day, never twice, called in order, moved by the table of states only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.queueing.actions.call_number import call_next, take_ticket_step
from zhaohui.county.queueing.actions.close_days import close_days
from zhaohui.county.queueing.actions.register_kiosk import register_kiosk, revoke_kiosk
from zhaohui.county.queueing.actions.take_number import Wish, place_of, take_at_desk, take_at_kiosk
from zhaohui.county.queueing.errors import NoKioskError, QueueAnswerError, QueueStateError
from zhaohui.county.queueing.models import Queue, Ticket, TicketState
from zhaohui.county.queueing.queries import board_of, current_ticket, day_figures, open_tickets
from zhaohui.county.queueing.states import ENDS, STEPS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]
HALL, OTHER = (town.code for town in the_pack().towns[:2])


def clerk(name: str = "clerk", hall: str = HALL):
    return actor(officer("window-clerk", hall, name=name))


def numbers(who, count: int, **wish) -> list[Ticket]:
    return [take_at_desk(who, HALL, Wish(**wish)) for _ in range(count)]


def test_every_state_is_reached_and_only_the_ends_lead_nowhere():
    after = {step.after for step in STEPS.values()} | {TicketState.WAITING}
    assert after == set(TicketState)
    for state in TicketState:
        leads_on = any(state in step.before for step in STEPS.values())
        assert leads_on == (state not in ENDS), state


def test_numbers_count_from_one_in_each_hall_and_on_each_day():
    who = clerk()
    assert [each.number for each in numbers(who, 3)] == [1, 2, 3]
    assert take_at_desk(clerk("next", OTHER), OTHER, Wish()).number == 1
    Queue.objects.update(day=county_today() - dt.timedelta(days=1))
    assert numbers(who, 1)[0].number == 1


def test_no_number_stands_twice_in_a_day():
    ticket = numbers(clerk(), 1)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(queue=ticket.queue, number=1, place=1, channel="desk")


def test_the_same_press_twice_is_one_number():
    who = clerk()
    first = take_at_desk(who, HALL, Wish(once="press"))
    assert take_at_desk(who, HALL, Wish(once="press")) == first
    assert take_at_desk(who, HALL, Wish(once="another")).number == 2


def test_called_in_order_priority_first_one_at_a_window():
    one, two = clerk("one"), clerk("two")
    numbers(one, 2)
    early = numbers(one, 1, priority="elder")[0]
    assert call_next(one, HALL, window="1") == early
    with pytest.raises(QueueStateError, match="003"):
        call_next(one, HALL)
    assert call_next(two, HALL).number == 1
    assert current_ticket(one) == early
    take_ticket_step(one, early.pk, "serve")
    assert call_next(one, HALL).number == 2
    take_ticket_step(two, Ticket.objects.get(number=1).pk, "miss")
    assert call_next(two, HALL) is None


def test_priority_moves_forward_by_no_more_than_the_county_says():
    assert [place_of(20, ahead) for ahead in (None, 1, 30)] == [0, 18, 0]
    who = clerk()
    numbers(who, 4)
    Ticket.objects.filter(number=4).update(place=place_of(4, 1))
    assert [each.number for each in open_tickets(who, HALL)] == [1, 2, 4, 3]


def test_missed_is_called_again_and_what_is_over_is_not():
    who = clerk()
    ticket = numbers(who, 1)[0]
    call_next(who, HALL, window="2")
    take_ticket_step(who, ticket.pk, "miss")
    assert [each.number for each in board_of(HALL).missed] == [1]
    again = take_ticket_step(who, ticket.pk, "recall")
    assert (again.state, again.calls, again.window) == ("called", 2, "2")
    take_ticket_step(who, ticket.pk, "serve")
    for step in ("recall", "miss", "serve", "leave"):
        with pytest.raises(QueueStateError):
            take_ticket_step(who, ticket.pk, step)
    with pytest.raises(QueueAnswerError):
        take_ticket_step(who, ticket.pk, "call")
    said = Entry.objects.filter(subject_kind="ticket").order_by("seq")
    assert [row.purpose for row in said] == ["取号", "叫号", "过号", "重叫", "办完"]


def test_what_is_chosen_must_be_on_the_list():
    who = clerk()
    for wish in (Wish(domain="weather"), Wish(priority="boss")):
        with pytest.raises(QueueAnswerError):
            take_at_desk(who, HALL, wish)
    assert not Ticket.objects.exists()


def test_the_neighbour_s_clerk_reaches_no_number_of_this_hall():
    ticket = numbers(clerk(), 1)[0]
    stranger = clerk("next", OTHER)
    for deed in (
        lambda: take_at_desk(stranger, HALL, Wish()),
        lambda: call_next(stranger, HALL),
        lambda: take_ticket_step(stranger, ticket.pk, "leave"),
        lambda: register_kiosk(stranger, HALL, "门口"),
    ):
        with pytest.raises(NotVisible):
            deed()
    assert open_tickets(stranger, HALL) == []


def test_a_machine_gives_numbers_until_it_is_taken_out_of_use():
    who = clerk()
    machine, key = register_kiosk(who, HALL, " 大门 右边 ")
    assert key not in machine.key_hash
    assert take_at_kiosk(key, Wish(priority="disabled")).queue.area == HALL
    with pytest.raises(NotVisible):
        revoke_kiosk(clerk("next", OTHER), machine.pk)
    revoke_kiosk(who, machine.pk)
    for wrong in (key, "", "guessed"):
        with pytest.raises(NoKioskError):
            take_at_kiosk(wrong, Wish())
    with pytest.raises(QueueAnswerError):
        register_kiosk(who, HALL, "  ")


def test_the_night_ends_what_yesterday_left_and_nobody_calls_it():
    who = clerk()
    old = numbers(who, 2)[0]
    Queue.objects.update(day=county_today() - dt.timedelta(days=1))
    with pytest.raises(QueueStateError, match="不是今天"):
        take_ticket_step(who, old.pk, "leave")
    assert call_next(who, HALL) is None
    assert close_days(system_actor("test")) == 2
    assert close_days(system_actor("test")) == 0
    assert set(Ticket.objects.values_list("state", flat=True)) == {"left"}


def test_the_figures_of_a_day_count_waiting_to_the_first_call():
    who = clerk()
    numbers(who, 3)
    Ticket.objects.filter(number=1).update(
        taken_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10)
    )
    ticket = call_next(who, HALL)
    take_ticket_step(who, ticket.pk, "serve")
    (row,) = day_figures(who, HALL, county_today())
    assert (row["taken"], row["served"], row["missed"], row["left"]) == (3, 1, 0, 0)
    assert 600 <= row["mean_s"] == row["most_s"] < 700
    assert day_figures(clerk("next", OTHER), HALL, county_today()) == []
