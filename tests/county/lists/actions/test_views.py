"""Saved views: one's own, replaced by name, never with faulty filters."""

import pytest

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.lists.actions import save_view as saving
from zhaohui.county.lists.actions.drop_view import drop_view
from zhaohui.county.lists.actions.save_view import save_view
from zhaohui.county.lists.errors import ListError
from zhaohui.county.lists.models import SavedView
from zhaohui.county.lists.queries import view_of, views_of

pytestmark = pytest.mark.django_db


def save(actor, name="高龄", **given):
    return save_view(actor, list_name="people", name=name, given=given)


def test_it_works(in_town):
    view = save(in_town, sex="女", age_from="80", sort="-age", after="7")
    assert view.state == {"filters": {"sex": "女", "age_from": "80"}, "sort": "-age"}
    assert list(views_of(in_town, "people")) == [view]
    assert Entry.objects.get().action == "view.save"


def test_the_same_name_is_replaced(in_town):
    save(in_town, sex="女")
    save(in_town, sex="男")
    assert SavedView.objects.get().state["filters"] == {"sex": "男"}


def test_another_officer_sees_and_drops_nothing(in_town, everywhere):
    view = save(in_town)
    assert list(views_of(everywhere, "people")) == []
    for act in (lambda: view_of(everywhere, view.pk), lambda: drop_view(everywhere, pk=view.pk)):
        with pytest.raises(NotVisible):
            act()
    drop_view(in_town, pk=view.pk)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "长" * 33])
def test_a_name_is_needed(in_town, name):
    with pytest.raises(ListError, match="起个名字"):
        save(in_town, name)


def test_faulty_filters_are_not_kept(in_town):
    with pytest.raises(ListError, match="0 到 130"):
        save(in_town, age_from="x")
    with pytest.raises(ListError, match="没有这个名单"):
        save_view(in_town, list_name="nothing", name="x", given={})


def test_there_is_an_end(in_town, monkeypatch):
    monkeypatch.setattr(saving, "MOST_VIEWS", 1)
    save(in_town, "一")
    save(in_town, "一")
    with pytest.raises(ListError, match="最多保存 1 份"):
        save(in_town, "二")


def test_without_the_permission_nothing_is_kept(approver):
    with pytest.raises(NotVisible):
        save(approver)
