"""A number that another case has is drawn again: nobody is told that she had applied already."""

from tests.county.cases.deciding import applied, old_woman
from zhaohui.county.cases.actions import submit_case
from zhaohui.county.cases.models import Case
from zhaohui.county.registry.models import Person


def test_a_taken_number_is_drawn_again(county, monkeypatch):
    first = applied()
    drawn = iter([first.number, first.number, "2600000000"])
    monkeypatch.setattr(submit_case, "new_number", lambda _today: next(drawn))
    other = Person.objects.exclude(pk=first.subject_id).exclude(village=None).latest("birth_date")
    Person.objects.filter(pk=other.pk).update(birth_date=old_woman().birth_date)
    case = applied(Person.objects.get(pk=other.pk))
    assert case.number == "2600000000"
    assert Case.objects.count() == 2
