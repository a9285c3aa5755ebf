"""The table of states: every state can be reached, none but the ends is without a way on, every step has its words."""

from __future__ import annotations

from zhaohui.county.cases.actions.officer_steps import OFFICER_STEPS
from zhaohui.county.cases.actions.own_steps import OWN_STEPS
from zhaohui.county.cases.models import CaseState
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.cases.states import ACCEPT, APPROVE, ENDS, HANDLE, OWN, STEPS, SYSTEM
from zhaohui.county.cases.step_words import STEP_WORDS
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.packs.action_names import ACTIONS


def walk(steps) -> tuple[set[str], set[str]]:
    """Return the states and the steps that can be reached from an application that is being filled in."""
    seen, taken, waiting = {CaseState.DRAFT.value}, set(), [CaseState.DRAFT.value]
    while waiting:
        here = waiting.pop()
        for name, step in steps.items():
            if here in step.before:
                taken.add(name)
                if step.after not in seen:
                    seen.add(str(step.after))
                    waiting.append(str(step.after))
    return seen, taken


def test_every_state_and_every_step_can_be_reached():
    seen, taken = walk(STEPS)
    assert seen == {state.value for state in CaseState}
    assert taken == set(STEPS)


def test_only_the_ends_are_without_a_way_on_for_an_officer_or_the_applicant():
    for state in CaseState:
        on = [name for name, step in STEPS.items() if state in step.before]
        assert on or state == CaseState.WITHDRAWN
        if state not in ENDS:  # somebody can always bring it to an answer
            assert any(
                STEPS[name].action != OWN or state in (CaseState.DRAFT, CaseState.RETURNED)
                for name in on
            )


def test_from_every_state_before_an_answer_an_answer_can_be_reached():
    """Follow officers' steps (and the applicant's supplement) only: no case can be stuck."""
    answers = {CaseState.DECIDED, CaseState.NOT_ACCEPTED}
    for start in set(CaseState) - set(ENDED) - {CaseState.DRAFT}:
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for name, step in STEPS.items():
                is_officers = step.action != OWN or name == "supplement"
                if here in step.before and is_officers and step.after not in seen:
                    seen.add(step.after)
                    waiting.append(step.after)
        assert seen & answers, start


def test_a_closed_answer_is_the_only_thing_that_begins_a_new_round():
    for name in ("appeal", "reopen"):
        assert STEPS[name].before <= {
            CaseState.DECIDED,
            CaseState.DELIVERED,
            CaseState.CLOSED,
            CaseState.NOT_ACCEPTED,
        }


def test_every_step_has_a_way_to_be_taken_and_words_for_the_audit():
    by_program = dict.fromkeys(("hold", "release"))
    doors = {**OFFICER_STEPS, **OWN_STEPS, "submit": None, "receive": None, "propose": None}
    doors |= by_program
    assert all(STEPS[name].action == SYSTEM for name in by_program)
    assert set(doors) == set(STEPS) == set(STEP_WORDS)
    known = {OWN, TAKE_IN, ACCEPT, HANDLE, APPROVE}
    assert {step.action for step in STEPS.values()} - {SYSTEM} <= known <= set(ACTIONS)
