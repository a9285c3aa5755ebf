"""A standard is raised after months were paid: each month's difference is paid once, and the new amount from then on."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from tests.county.outreach.standing import stand
from tests.county.payments.paying import CODE, LONG_AGO, MONTH, NEXT, RULE
from tests.county.small_county import the_pack
from tests.people import officer
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.entitlements.month_amounts import amounts_on
from zhaohui.county.payments.actions.reckon_arrears import reckon_arrears
from zhaohui.county.payments.books import paid
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import LineKind
from zhaohui.county.payments.periods import later
from zhaohui.county.payments.plan import plan_run
from zhaohui.county.postings.queries import balance
from zhaohui.county.registry.models import Person
from zhaohui.engines.ledger import State
from zhaohui.packs.reading.records import reform_from_cells
from zhaohui.packs.reforms.apply import apply_reform

PARAMETER = "高龄津贴标准"
MAY = later(NEXT, 1)
TODAY = MAY.replace(day=20)


@pytest.fixture
def entitled(office):
    """Two whom the rule gives something, awarded exactly that."""
    rule = the_pack().rule(RULE)
    amounts = amounts_on(the_pack(), rule, [MONTH], today=MONTH)[MONTH]
    people = dict(sorted(amounts.items())[:2])
    assert len(people) == 2
    for pk, fen in people.items():
        stand(Person.objects.get(pk=pk), state=State.HELD, amount_fen=fen)
        with transaction.atomic():
            award(person=pk, rule=RULE, amount_fen=fen, since=LONG_AGO, source=f"test:{pk}")
    return people


def raised(office):
    """Accept ten yuan more from the first month on, and return the pack that says so."""
    who = officer("planner", CODE)
    ParameterProposal.objects.create(
        parameter=PARAMETER, area=CODE, start=MONTH, value={}, title="模拟文件", read_in="original",
        words="提标", state="approved", proposed_by=who, decided_by_id=office.chief.user_id,
        decided_at=timezone.now(),
    )  # fmt: skip
    change = {"name": PARAMETER, "from": MONTH.isoformat(), "add": "10", "place": "test:1"}
    reform = reform_from_cells({"name": "提标", "parameters": [change]}, name="test")
    return apply_reform(the_pack(), reform).pack


def test_what_paid_months_lack_is_paid_once(office, entitled):
    office.paid(MONTH)
    office.paid(NEXT)
    with pytest.raises(PaymentError):
        reckon_arrears(office.clerk, the_pack(), rule=RULE, today=TODAY)
    pack = raised(office)
    report = reckon_arrears(office.clerk, pack, rule=RULE, today=TODAY)
    assert (report.months, report.people, report.arrears, report.owed_fen) == (2, 2, 4, 4_000)
    assert report.raised == 2
    assert reckon_arrears(office.clerk, pack, rule=RULE, today=TODAY).arrears == 0
    plan = plan_run(pack, RULE, MAY)
    extra = [line for line in plan.lines if line.kind == LineKind.ARREARS]
    assert [(line.month, line.amount_fen) for line in extra] == [(MONTH, 1_000), (NEXT, 1_000)] * 2
    held = dict(Holding.objects.values_list("person_id", "amount_fen"))
    assert held == {pk: fen + 1_000 for pk, fen in entitled.items()}
    office.paid(MAY, pack)
    assert not plan_run(pack, RULE, MAY).lines
    for pk, fen in entitled.items():
        assert balance(paid(RULE, pk).key) == 3 * (fen + 1_000)


def test_a_lower_standard_takes_nothing_back(office, entitled):
    office.paid(MONTH)
    pack = raised(office)
    lower = amounts_on(the_pack(), the_pack().rule(RULE), [MONTH], today=MONTH)[MONTH]
    assert lower.keys() >= entitled.keys()
    reckon_arrears(office.clerk, pack, rule=RULE, today=TODAY)
    report = reckon_arrears(office.clerk, the_pack(), rule=RULE, today=TODAY)
    assert (report.arrears, report.lower, report.raised) == (0, 2, 0)
