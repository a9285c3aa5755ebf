"""An item changes by evaluation, proposal, another officer's approval and publication on a day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.actions.approve_item import approve_item
from zhaohui.county.catalog.actions.evaluate_item import evaluate_item
from zhaohui.county.catalog.actions.propose_item import propose_item
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.actions.return_item import return_item
from zhaohui.county.catalog.actions.withdraw_item import withdraw_item
from zhaohui.county.catalog.errors import (
    NoSuchItemError,
    OwnProposalError,
    ProposalError,
    WrongStateError,
)
from zhaohui.county.catalog.item_entry import ItemEntry, read_value
from zhaohui.county.catalog.models import ItemProposal
from zhaohui.county.catalog.queries import current_pack
from zhaohui.packs import gaps
from zhaohui.packs.item_overlay import changes_file
from zhaohui.packs.items import STATE, changes_of, edition, standing

pytestmark = pytest.mark.django_db
ITEM = "old-age-allowance"
DRAFT = "startup-subsidy"
DAY = dt.timedelta(days=1)


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    """What happens once the transaction is committed, happens."""

    def done(action, *args, **words):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*args, **words)

    return done


def today():
    return max(county_today(), current_pack().item(ITEM).since)


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """Never before the first day of the pack's own edition."""
    day = today()
    for name in ("approve_item", "propose_item", "evaluate_item"):
        monkeypatch.setattr(f"zhaohui.county.catalog.actions.{name}.county_today", lambda: day)


def entry(**changes):
    values = {
        "item": ITEM,
        "element": "promised_days",
        "start": today() + 10 * DAY,
        "value": 15,
        "title": "模拟文件",
        "doc_no": "模拟〔2026〕9号",
        "article": "第三条",
        "read_in": "original",
        "words": "按文件第三条",
    }
    return ItemEntry(**values | changes)


def evaluated(who, item=ITEM, outcome="change"):
    return evaluate_item(
        who, item, period="模拟上半年", findings="群众反映不知道几天办好", outcome=outcome
    ).pk


def proposed(who, outcome="change", **changes):
    made = entry(**changes)
    return propose_item(who, made, evaluation=evaluated(who, made.item, outcome))


def test_it_works(now, proposer, reviewer):
    proposal = proposed(proposer)
    now(approve_item, reviewer, proposal.pk, compared=True)
    pack = current_pack()
    before = standing(pack, ITEM, today() + 9 * DAY)
    item = standing(pack, ITEM, today() + 10 * DAY)
    assert (before.promised_days, before.version) == (None, 1)
    assert (item.promised_days, item.version, item.why) == (15, 2, "按文件第三条")
    assert [edition(pack, ITEM, number).promised_days for number in (1, 2)] == [None, 15]
    mark = item.mark("promised_days")
    assert mark.verification == "verified"
    assert pack.source(mark.source).doc_no == "模拟〔2026〕9号"
    assert "promised_days" in before.missing()
    assert "promised_days" not in item.missing()
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        *("item.evaluate", "item.propose", "item.approve"),
    ]


def test_a_filled_element_is_no_gap_any_more(now, proposer, reviewer):
    def missing():
        title = current_pack().item(ITEM).title
        return next(g.missing for g in gaps(current_pack()) if g.missing.startswith(f"{title}:"))

    assert "、承诺时限、" in missing()
    now(approve_item, reviewer, proposed(proposer).pk, compared=True)
    assert "、承诺时限、" not in missing()
    assert "、法定时限、" in missing()


def test_findings_stay_valid_a_guide_changes_no_rule(now, proposer, reviewer):
    before = current_pack().version
    now(approve_item, reviewer, proposed(proposer).pk, compared=False)
    assert current_pack().version == before
    assert standing(current_pack(), ITEM, today() + 10 * DAY).mark("promised_days").verification == "secondary"  # fmt: skip


def test_the_file_is_written_again_after_a_crash(now, proposer, reviewer, data_dir):
    now(approve_item, reviewer, proposed(proposer).pk, compared=True)
    changes_file(data_dir).unlink()
    assert changes_of(current_pack(), ITEM) == []
    assert publish_overlay() is True
    assert [change.value for change in changes_of(current_pack(), ITEM)] == [15]
    assert publish_overlay() is False


def test_nobody_approves_her_own(proposer):
    proposal = proposed(proposer)
    with pytest.raises(NotVisible):
        approve_item(proposer, proposal.pk, compared=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemProposal.objects.filter(pk=proposal.pk).update(
            decided_by=proposal.proposed_by, state="approved"
        )


def test_an_approver_who_proposed_is_refused(proposer, reviewer):
    proposal = proposed(proposer)
    ItemProposal.objects.filter(pk=proposal.pk).update(proposed_by=reviewer.user_id)
    with pytest.raises(OwnProposalError):
        approve_item(reviewer, proposal.pk, compared=True)


def test_one_that_waited_past_its_day_is_published_today(now, proposer, reviewer):
    proposal = proposed(proposer)
    ItemProposal.objects.filter(pk=proposal.pk).update(start=today() - DAY)
    assert now(approve_item, reviewer, proposal.pk, compared=True).start == today()


def test_a_draft_is_published_and_a_published_one_retired_for_good(now, proposer, reviewer):
    publish = proposed(proposer, "publish", item=DRAFT, element=STATE, value="published", start=today())  # fmt: skip
    now(approve_item, reviewer, publish.pk, compared=True)
    assert standing(current_pack(), DRAFT, today()).state == "published"
    retire = proposed(proposer, "retire", item=DRAFT, element=STATE, value="retired", start=today())
    now(approve_item, reviewer, retire.pk, compared=True)
    item = standing(current_pack(), DRAFT, today())
    assert (item.state, item.version) == ("retired", 3)
    with pytest.raises(ProposalError, match="已经取消"):
        proposed(proposer, item=DRAFT, start=today())


def test_a_material_is_no_longer_asked_for(now, proposer, reviewer):
    kept = [m.id for m in current_pack().item(ITEM).materials if m.id != "household-register"]
    proposal = proposed(proposer, element="materials", value=kept)
    assert "household-register" in proposal.before
    now(approve_item, reviewer, proposal.pk, compared=True)
    assert [m.id for m in standing(current_pack(), ITEM, entry().start).materials] == kept


def test_returned_with_a_reason_and_withdrawn_by_its_own_officer(proposer, reviewer, clerk):
    first = proposed(proposer)
    with pytest.raises(ProposalError, match="退回要写明原因"):
        return_item(reviewer, first.pk, answer=" ")
    assert return_item(reviewer, first.pk, answer="文号不对").state == "returned"
    with pytest.raises(WrongStateError):
        withdraw_item(proposer, first.pk)
    second = proposed(proposer)
    with pytest.raises(NotVisible):
        withdraw_item(clerk, second.pk)
    other = actor(officer("department-officer", "510811", name="other"))
    with pytest.raises(NotVisible):
        withdraw_item(other, second.pk)
    assert withdraw_item(proposer, second.pk).state == "withdrawn"


REFUSED = [
    # what is proposed, what the refusal says
    ({"value": None}, "没有变化"),
    ({"element": "kind", "value": "award"}, "合不上"),
    ({"element": "promised_days", "value": 900}, "合不上"),
    ({"element": STATE, "value": "draft"}, "不一致"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_what_can_not_be_is_refused(proposer, changes, words):
    with pytest.raises(ProposalError, match=words):
        proposed(proposer, **changes)


def test_it_is_not_published_before_it_is_approved(proposer):
    with pytest.raises(ProposalError, match="不能早于今天"):
        proposed(proposer, start=today() - DAY)


def test_no_change_without_an_evaluation_that_advises_it(proposer):
    kept = evaluated(proposer, ITEM, "keep")
    other = evaluated(proposer, DRAFT)
    for ground in (kept, other, 0):
        with pytest.raises(ProposalError, match="评估"):
            propose_item(proposer, entry(), evaluation=ground)


def test_one_element_waits_once(proposer):
    proposed(proposer)
    with pytest.raises(ProposalError, match="已有一条提案在等审批"):
        proposed(proposer, value=12)


def test_a_code_that_another_item_had_is_refused(now, proposer, reviewer):
    code = {"element": "item_code", "value": "MONI-0001"}
    now(approve_item, reviewer, proposed(proposer, **code).pk, compared=True)
    with pytest.raises(ProposalError, match="停用的也不能再用"):
        proposed(proposer, item=DRAFT, **code)


def test_who_may_not(clerk, proposer):
    with pytest.raises(NotVisible):
        evaluated(clerk)
    with pytest.raises(NoSuchItemError):
        evaluated(proposer, "no-such-item")


@pytest.mark.parametrize(
    ("element", "written", "value"),
    [
        ("promised_days", ["15"], 15),
        ("phone", [" 0000-0000 "], "0000-0000"),
        ("publicity", ["no"], False),
        ("levels", ["town", "district"], ["district", "town"]),
        ("materials", [], []),
        (STATE, ["retired"], "retired"),
    ],
)
def test_a_form_is_read_by_the_elements_shape(element, written, value):
    assert read_value(current_pack().item(ITEM), element, written) == value


@pytest.mark.parametrize(
    ("element", "written"),
    [
        *(("promised_days", ["ten"]), ("phone", [""]), ("publicity", ["perhaps"])),
        *(("levels", []), ("levels", ["nation"]), ("materials", ["gold"]), ("name", ["x"])),
    ],
)
def test_a_form_that_says_nothing_useful_is_told(element, written):
    with pytest.raises(ProposalError):
        read_value(current_pack().item(ITEM), element, written)
