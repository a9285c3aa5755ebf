"""What is paid by the year, the school year or once is paid once a period, whatever is run in which month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.county.small_county import the_pack
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.payments.actions.draw_batch import draw_batch
from zhaohui.county.payments.actions.suspend import resume, suspend
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import PaymentLine
from zhaohui.county.payments.periods import Periods, periods_of
from zhaohui.county.payments.plan import plan_run

YEARLY, ONCE = "combat-veteran", next(r.id for r in the_pack().rules if r.unit == "次" and r.amount)
MARCH, JUNE = dt.date(2026, 3, 1), dt.date(2026, 6, 1)
NEXT_YEAR = dt.date(2027, 2, 1)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


@given(day=DAYS, unit=st.sampled_from([("月", 1), ("年", 1), ("学年", 9), ("次", 1)]))
def test_every_day_lies_in_its_period_and_periods_do_not_overlap(day, unit):
    periods = Periods(*unit)
    period = periods.of(day)
    assert period <= day <= periods.last_day(period)
    assert periods.later(period, 1) == periods.last_day(period) + dt.timedelta(days=1)
    assert periods.of(periods.last_day(period)) == period
    assert periods.between(day, day) == [period]


def hold(person: int, rule: str, since: dt.date) -> None:
    with transaction.atomic():
        award(person=person, rule=rule, amount_fen=90_000, since=since,
              source=f"test:{person}:{rule}:{since}")  # fmt: skip


def drawn(office, rule: str, month: dt.date):
    return draw_batch(office.clerk, the_pack(), rule=rule, month=month)


def test_a_year_is_paid_once_in_whichever_month_it_is_run(office):
    hold(1, YEARLY, dt.date(2025, 1, 1))
    batch = drawn(office, YEARLY, MARCH)
    assert batch.month == dt.date(2026, 1, 1)
    with pytest.raises(PaymentError):
        drawn(office, YEARLY, JUNE)
    hold(2, YEARLY, dt.date(2026, 1, 1))
    assert drawn(office, YEARLY, JUNE).part == 2
    drawn(office, YEARLY, NEXT_YEAR)
    months = PaymentLine.objects.order_by("month", "person_id").values_list("person_id", "month")
    first, second = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
    assert list(months) == [(1, first), (2, first), (1, second), (2, second)]


def test_who_began_within_the_year_waits_for_the_convention(office):
    hold(1, YEARLY, dt.date(2026, 5, 1))
    plan = plan_run(the_pack(), YEARLY, JUNE)
    assert (plan.lines, [each.why for each in plan.held]) == ([], ["starts"])


def test_what_is_paid_once_is_paid_once_however_often_it_is_run(office):
    hold(1, ONCE, MARCH)
    drawn(office, ONCE, MARCH)
    with pytest.raises(PaymentError):
        drawn(office, ONCE, JUNE)
    hold(1, ONCE, JUNE)  # granted a second time
    assert drawn(office, ONCE, JUNE).line_count == 1
    with pytest.raises(PaymentError):
        drawn(office, ONCE, NEXT_YEAR)


def test_a_suspended_year_is_held_back_and_paid_once_after_resuming(office):
    hold(1, YEARLY, dt.date(2025, 1, 1))
    stop = suspend(
        office.clerk, person=1, rule=YEARLY, from_month=MARCH, reason="other", basis="核查"
    )
    assert [each.why for each in plan_run(the_pack(), YEARLY, JUNE).held] == ["suspended"]
    resume(office.clerk, stop.pk, until_month=JUNE, is_made_up=False, basis="核实无误")
    assert drawn(office, YEARLY, JUNE).line_count == 1
    with pytest.raises(PaymentError):
        drawn(office, YEARLY, JUNE)


def test_a_school_year_needs_its_first_month():
    pack = the_pack()
    row = next(each for each in pack.rules if each.unit == "学年" and each.amount)
    assert periods_of(pack, row).of(dt.date(2026, 8, 31)) == dt.date(2025, 9, 1)
    silent = pack.payments.model_copy(update={"school_year_month": None})
    with pytest.raises(PaymentError):
        periods_of(replace(pack, payments=silent), row)
