"""A survey's replies: kept once, sealed, with the day alone; counted with small counts kept back."""

import pytest
from django.db import connection

from tests.people import actor, officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errors import NoSuchForm, NotComplete
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.registry.models import Person
from zhaohui.county.surveys.actions.store_reply import TOKENS_KEPT, store_reply
from zhaohui.county.surveys.models import Reply, SpentToken
from zhaohui.county.surveys.results import kept_back, results_of

FORM = "satisfaction"


@pytest.fixture
def sitting(county):
    return sitting_for(FORM, "survey")


@pytest.fixture
def reader(county):
    return actor(officer("department-officer", current_pack().code))


def send(sitting, token, **own):
    answers = sitting.begin()
    answers.own |= {"办事方式": "用本站", "总体感受": "满意", **own}
    return store_reply(sitting, answers, token=token)


def counts(results, name):
    tally = next(each for each in results.tallies if each.entry.key == name)
    return {cell.answer: cell.count for cell in tally.cells}


def test_it_is_kept_once_however_often_it_is_sent(sitting):
    assert send(sitting, "a")
    assert not send(sitting, "a")
    assert not send(sitting, "a", 总体感受="很满意")
    assert send(sitting, "b")
    assert Reply.objects.count() == 2


def test_the_row_holds_the_day_and_nothing_else_in_plain(sitting):
    send(sitting, "a", 看得懂="不少看不懂")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_reply")
        row = cursor.fetchone()
        names = [column[0] for column in cursor.description]
    assert names == ["id", "form", "day", "pack_version", "answers_sealed"]
    text = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    assert "不少看不懂".encode() not in text
    assert Reply.objects.get().day == county_today()
    assert {f.name for f in SpentToken._meta.fields} == {"digest", "day"}
    assert SpentToken.objects.get().digest != "a"


def test_the_audit_log_does_not_tell_the_hour(sitting):
    before = Entry.objects.count()
    send(sitting, "a")
    assert Entry.objects.count() == before


def test_spent_tokens_are_forgotten_after_the_page_can_no_longer_be_sent(sitting):
    send(sitting, "a")
    SpentToken.objects.update(day=county_today() - 2 * TOKENS_KEPT)
    send(sitting, "b")
    assert SpentToken.objects.count() == 1


def test_an_answer_is_judged_like_any_other(sitting):
    with pytest.raises(NotComplete):
        send(sitting, "a", 总体感受="")
    with pytest.raises(NotComplete):
        send(sitting, "a", 总体感受="说不上")
    assert not Reply.objects.exists()
    assert not SpentToken.objects.exists()


def test_what_no_page_asked_is_not_kept(sitting, reader):
    for number in range(5):
        send(sitting, str(number), 跑了几趟="两趟")  # the window's question, of who used the site
    assert counts(results_of(reader, FORM), "跑了几趟")["两趟"] == 0


def test_fewer_than_five_are_not_told(sitting, reader):
    for number in range(4):
        send(sitting, str(number))
    found = results_of(reader, FORM)
    assert (found.replies, list(found.tallies)) == (None, [])
    send(sitting, "4")
    found = results_of(reader, FORM)
    assert found.replies == 5
    assert counts(found, "总体感受")["满意"] == 5


def test_small_counts_are_kept_back_and_cannot_be_subtracted(sitting, reader):
    given = ["满意"] * 12 + ["一般"] * 6 + ["很不满意"] * 2
    for number, answer in enumerate(given):
        send(sitting, str(number), 总体感受=answer)
    found = results_of(reader, FORM)
    shown = counts(found, "总体感受")
    assert found.replies == 20
    assert (shown["满意"], shown["一般"], shown["很不满意"], shown["不满意"]) == (12, None, None, 0)


@pytest.mark.parametrize(
    "given",
    [
        (40, 3, 6),
        (1, 1, 30),
        (2, 2, 9, 8),
        (4, 4),
        (7, 0, 9),
        (1, 9),
        (3, 3, 3),
        (5, 5),
        (4, 100, 0),
    ],
)
def test_what_is_kept_back_is_never_one_number(given):
    cells = kept_back([(str(n), count) for n, count in enumerate(given)])
    hidden = [given[n] for n, cell in enumerate(cells) if cell.count is None]
    told = [cell.count for cell in cells if cell.count is not None]
    assert all(count == 0 or count >= 5 for count in told)
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= 5)


def test_who_may_not_read_records_reads_no_results(sitting, county):
    for post in ("leader", "window-clerk", "reviewer"):
        with pytest.raises(NotVisible):
            results_of(actor(officer(post, current_pack().code)), FORM)
    with pytest.raises(NotVisible):
        results_of(actor(resident(Person.objects.first())), FORM)


def test_a_form_that_is_no_survey(reader):
    with pytest.raises(NoSuchForm):
        results_of(reader, "family")


def test_replies_of_an_older_form_are_told_apart(sitting, reader, monkeypatch):
    for number in range(6):
        send(sitting, str(number), 最该改的="等得久")
    from dataclasses import replace

    from zhaohui.county.surveys import results

    pages = tuple(page for page in sitting.sheet.pages if page.step.id != "overall")
    shorter = replace(sitting, sheet=replace(sitting.sheet, pages=pages))
    monkeypatch.setattr(results, "sitting_for", lambda *_: shorter)
    found = results.results_of(reader, FORM)
    assert (found.replies, found.unread) == (None, 6)
