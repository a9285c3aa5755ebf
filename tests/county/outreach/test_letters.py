"""Letters: a PDF in large type that says what it should; without a Chinese font a clear sentence."""

import io

import pytest
from pypdf import PdfReader

from tests.county.outreach.sending import queue
from tests.county.outreach.standing import adults, line_of
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.couriers import letter_page
from zhaohui.county.outreach.couriers.letters import letter_path, open_letter
from zhaohui.county.outreach.models import Outbox
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import area_names

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages
    )


@pytest.fixture
def letter(county):
    person = adults()[0]
    line_of(person, amount_fen=10_000)
    queue()
    return person


def needs_font():
    try:
        letter_page.chinese_font()
    except letter_page.CourierError:
        pytest.skip("no Chinese font on this machine")


def test_the_letter_names_person_place_and_what_to_do(letter, county):
    needs_font()
    assert deliver().sent == 1
    message = Outbox.objects.get()
    content = open_letter(message.key)
    said = text_of(content)
    from tests.county.small_county import the_pack

    place = area_names(the_pack())[letter.village].replace(" ", "")
    for words in (letter.name, place, "高龄津贴", "每月100元", "不收钱", "模拟数据", message.key):
        assert words in said
    assert letter.name.encode() not in letter_path(message.key).read_bytes()  # sealed at rest
    sizes = []
    reader = PdfReader(io.BytesIO(content))
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, _font, size: (
            sizes.append(size * abs(tm[0])) if "高龄" in text else None
        )
    )
    assert min(sizes) >= 20  # large type
    assert (message.line.state, message.line.told_by) == ("told", "letter")


def test_made_once_it_is_not_made_again(letter):
    needs_font()
    deliver()
    before = letter_path(Outbox.objects.get().key).read_bytes()
    Outbox.objects.update(state="queued")
    deliver()
    assert letter_path(Outbox.objects.get().key).read_bytes() == before


def test_without_a_chinese_font_nothing_is_made_and_it_says_so(letter, monkeypatch):
    monkeypatch.setattr(letter_page, "FONTS", ("No Such Font",))
    done = deliver()
    assert (done.sent, done.later) == (0, 1)
    assert "没有中文字体" in Outbox.objects.get().fault


def test_text_is_data_never_markup(letter):
    needs_font()
    Person.objects.filter(pk=letter.pk).update(name='#eval("1")*粗*')
    deliver()
    assert '#eval("1")*粗*收' in text_of(open_letter(Outbox.objects.get().key))


def test_a_childs_letter_goes_to_the_guardian(county):
    import datetime as dt

    needs_font()
    person = adults()[0]
    Person.objects.filter(pk=person.pk).update(birth_date=dt.date(2020, 1, 1))
    line_of(person)
    queue()
    deliver()
    assert f"{person.name}的监护人收" in text_of(open_letter(Outbox.objects.get().key))
