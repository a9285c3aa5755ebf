"""A bulk action: previewed, then done to exactly those rows; a changed set is refused."""

from dataclasses import replace

import pytest

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.lists.actions.run_bulk import run_bulk
from zhaohui.county.lists.declare import BulkAction
from zhaohui.county.lists.errors import ChangedSetError, ListError, NothingChosenError
from zhaohui.county.lists.preview import Chosen, preview
from zhaohui.county.lists.state import read_state
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import PEOPLE

pytestmark = pytest.mark.django_db


class Done:
    """An action that notes what it was asked to do, and leaves out men."""

    def __init__(self):
        self.runs = []
        self.action = BulkAction(
            name="note",
            label="记下",
            action="export.request",
            sentence="记下这些人。",
            run=self.run,
            fields=("sex",),
            refusal=lambda _actor, row: "是男的" if row["sex"] == "男" else "",
        )

    def run(self, _actor, run):
        self.runs.append(run)
        return "/next/"


@pytest.fixture
def done():
    return Done()


def women(state=None):
    return Chosen(state=state or read_state(PEOPLE, {"disability": "yes"}))


def act(actor, done, chosen, digest):
    return run_bulk(
        actor, spec=PEOPLE, action=done.action, chosen=chosen, digest=digest, answers={}
    )


def test_all_that_the_filters_ask_for_with_those_left_out(everywhere, done):
    seen = preview(PEOPLE, everywhere, done.action, women())
    people = Person.objects.filter(has_disability_certificate=True)
    men = people.filter(sex="男").count()
    assert seen.excluded == (("是男的", men),)
    assert len(seen.included) == people.count() - men
    assert act(everywhere, done, women(), seen.digest) == "/next/"
    assert done.runs[0].ids == seen.included
    assert done.runs[0].in_words == "残疾证：是"


def test_a_changed_set_is_refused_and_nothing_is_done(everywhere, done):
    seen = preview(PEOPLE, everywhere, done.action, women())
    Person.objects.filter(pk=seen.included[0]).update(has_disability_certificate=False)
    with pytest.raises(ChangedSetError):
        act(everywhere, done, women(), seen.digest)
    assert done.runs == []


def test_a_row_that_would_now_be_left_out_changes_the_set(everywhere, done):
    seen = preview(PEOPLE, everywhere, done.action, women())
    Person.objects.filter(pk=seen.included[0]).update(sex="男")
    with pytest.raises(ChangedSetError):
        act(everywhere, done, women(), seen.digest)


def test_ticked_rows_of_the_neighbour_are_left_out_without_a_name(in_town, towns, done):
    Person.objects.filter(town__in=towns[:2]).update(sex="女")
    own = Person.objects.filter(town=towns[0]).first()
    other = Person.objects.filter(town=towns[1]).first()
    chosen = Chosen(state=read_state(PEOPLE, {}), ids=(own.pk, other.pk, 999_999))
    seen = preview(PEOPLE, in_town, done.action, chosen)
    assert seen.included == (own.pk,)
    assert seen.excluded == (("不在您的范围内，或者已经没有了", 2),)


def test_nothing_left_is_refused(everywhere, done):
    man = Person.objects.filter(sex="男").first()
    chosen = Chosen(state=read_state(PEOPLE, {}), ids=(man.pk,))
    seen = preview(PEOPLE, everywhere, done.action, chosen)
    with pytest.raises(NothingChosenError):
        act(everywhere, done, chosen, seen.digest)


def test_more_than_the_cap_is_refused(everywhere, done):
    with pytest.raises(ListError, match="一次最多 5 条"):
        preview(PEOPLE, everywhere, replace(done.action, cap=5), women(read_state(PEOPLE, {})))


def test_faulty_filters_choose_nobody(everywhere, done):
    with pytest.raises(ListError, match="0 到 130"):
        preview(PEOPLE, everywhere, done.action, women(read_state(PEOPLE, {"age_from": "x"})))


def test_who_may_not_act_gets_404(approver, done):
    with pytest.raises(NotVisible):
        preview(PEOPLE, approver, done.action, women())
