"""Work lists: many at once, an even share, a leave and its end, a closed account, and the search."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.county.cases.deciding import applied, signed_in, town_officer
from tests.county.delegations.delegating import delegated, known
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.actions.run_leaves import run_leaves
from zhaohui.county.cases.colleagues import orphans
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.lacking import lacking
from zhaohui.county.cases.material_store import keep_file
from zhaohui.county.cases.models import BulkHandling, Case, CaseStep, Leave, Material
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.answers import Answers
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)
ITEM = "old-age-allowance"


def some_cases(number: int, state: str = "in_review", **fields) -> list[Case]:
    """Store cases of different people of one town, as if they had come a while ago."""
    first = Person.objects.filter(village__isnull=False).order_by("pk").first()
    town = first.village[:9]
    here = Person.objects.filter(village__startswith=town, cases=None)
    people = here.order_by("pk")[:number]
    assert len(people) == number
    item = current_pack().item(ITEM)
    return [
        Case.objects.create(
            number=new_number(county_today()),
            item=item.name,
            item_name=item.title,
            subject=person,
            area=person.village,
            channel="window",
            state=state,
            state_since=dt.datetime.now(dt.UTC),
            submitted_on=county_today(),
            gives_money=True,
            pack_version=current_pack().version,
            people=[person.pk],
            answers_sealed=seal(Answers(members=[{}], own_members=[{}]).as_json()),
            **fields,
        )
        for person in people
    ]


def in_town(case: Case, name: str) -> User:
    return officer("town-officer", case.area[:9], name=name)


def bulk(client, action: str, cases, **answers):
    """Preview a bulk action for ticked cases and confirm it; return the page of what came of it."""
    ticked = {"bulk": action, "chosen": "ticked", "pk": [case.pk for case in cases]}
    page = read(client.post("/office/lists/cases/preview/", ticked))
    if "digest" not in page.inputs:
        return page
    done = client.post(
        "/office/lists/cases/do/", ticked | {"digest": page.inputs["digest"]} | answers
    )
    return read(client.get(done["Location"])) if done.status_code == 302 else read(done)


def test_many_are_assigned_at_once_and_each_conflict_is_told():
    cases = some_cases(4)
    chief, other = in_town(cases[0], "chief"), in_town(cases[0], "other")
    client = signed_in(chief)
    page = bulk(client, "assign", cases, colleague="")
    assert "请选一位同事" in page.text
    Case.objects.filter(pk=cases[0].pk).update(handler=other)  # hers already
    page = bulk(client, "assign", cases, colleague=str(other.pk))
    assert "办了 3 件" in page.text
    assert "已经在这位同事手上" in page.text
    assert set(Case.objects.values_list("handler", flat=True)) == {other.pk}
    assert CaseStep.objects.filter(name="hand_over").count() == 3
    assert Entry.objects.filter(action="case.assign").count() == 3
    stranger = in_town(Case(area=the_pack().towns[-1].code), "stranger")
    assert (
        signed_in(stranger).get(f"/office/cases/bulk/{BulkHandling.objects.get().pk}/").status_code
        == 404
    )
    page = bulk(client, "assign", cases, colleague=str(stranger.pk))
    assert "够不着" in page.text
    assert set(Case.objects.values_list("handler", flat=True)) == {other.pk}


def hand_in(case: Case, document: str) -> None:
    """Store a file for a document of the case."""
    folder, digest, said = keep_file(b"%PDF-1.7 " + document.encode())
    Material.objects.create(
        case=case,
        document=document,
        name="x.pdf",
        kind="application/pdf",
        size=13,
        digest=digest,
        folder=folder,
        scan=said,
    )


def test_what_lacks_nothing_is_accepted_together():
    bare = applied()
    moved = some_cases(1, "in_review")[0]
    client = signed_in(in_town(bare, "chief"))
    page = bulk(client, "accept", [bare, moved])
    assert "缺材料" in page.text
    assert "不是等受理的" in page.text
    assert lacking(bare)
    for row in current_pack().item(ITEM).materials:
        hand_in(bare, row.id)
    assert lacking(bare) == []
    page = bulk(client, "accept", [bare, moved])
    assert "办了 1 件" in page.text
    bare.refresh_from_db()
    assert bare.state == "accepted"
    assert CaseStep.objects.filter(name="accept").count() == 1
    assert Entry.objects.filter(action="case.accept").count() == 1


def test_work_is_shared_out_evenly_after_a_preview():
    cases = some_cases(6)
    chief, other = in_town(cases[0], "chief"), in_town(cases[0], "other")
    away = in_town(cases[0], "away")
    Leave.objects.create(
        officer=away, deputy=chief, start=county_today(), until=county_today(), comes_back=True
    )
    Case.objects.filter(pk__in=[case.pk for case in cases[:4]]).update(handler=chief)
    client = signed_in(chief)
    page = read(client.get("/office/cases/workload/"))
    assert "离岗" in page.text
    preview = client.post(
        "/office/cases/workload/share/", {"officer": [chief.pk, other.pk]}
    ).content.decode()
    assert Case.objects.filter(handler=other).count() == 0  # nothing is written yet
    moves = re.findall(r'name="move" value="([^"]+)"', preview)
    assert len(moves) == 3
    stale = moves[0].split(":")[0]
    Case.objects.filter(pk=stale).update(version=99)  # somebody was quicker
    done = client.post("/office/cases/workload/share/", {"apply": "1", "move": moves})
    page = read(client.get(done["Location"]))
    assert "办了 2 件" in page.text
    assert "有人办过" in page.text
    # again: now it comes out even
    preview = client.post(
        "/office/cases/workload/share/", {"officer": [chief.pk, other.pk]}
    ).content.decode()
    moves = re.findall(r'name="move" value="([^"]+)"', preview)
    client.post("/office/cases/workload/share/", {"apply": "1", "move": moves})
    held = [Case.objects.filter(handler=each).count() for each in (chief, other, away)]
    assert held == [3, 3, 0]


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_leave_moves_the_cases_and_brings_them_back(comes_back):
    cases = some_cases(3)
    herself, deputy = in_town(cases[0], "herself"), in_town(cases[0], "deputy")
    elsewhere = officer("town-officer", the_pack().towns[-1].code, name="elsewhere")
    Case.objects.update(handler=herself)
    client = signed_in(herself)
    tomorrow = county_today() + DAY
    wanted = {"start": tomorrow.isoformat(), "until": tomorrow.isoformat()}
    wanted |= {"back": "on"} if comes_back else {}
    refused = client.post("/office/cases/leave/", wanted | {"deputy": elsewhere.pk})
    assert refused.status_code == 400  # not her post and area
    assert client.post("/office/cases/leave/", wanted | {"deputy": deputy.pk}).status_code == 302
    assert client.post("/office/cases/leave/", wanted | {"deputy": deputy.pk}).status_code == 400
    night = system_actor("nightly")
    assert run_leaves(night) == {"begun": 0, "ended": 0, "cases": 0}
    Leave.objects.update(start=county_today(), until=county_today())
    assert run_leaves(night) == {"begun": 1, "ended": 0, "cases": 3}
    assert run_leaves(night)["cases"] == 0
    assert set(Case.objects.values_list("handler", flat=True)) == {deputy.pk}
    Case.objects.filter(pk=cases[0].pk).update(state="closed")
    Leave.objects.update(start=county_today() - DAY, until=county_today() - DAY)
    back = 2 if comes_back else 0
    assert run_leaves(night) == {"begun": 0, "ended": 1, "cases": back}
    assert Case.objects.filter(handler=herself).count() == back
    story = read(signed_in(resident(cases[1].subject)).get(f"/me/cases/{cases[1].pk}/"))
    assert "换了经办人" in story.text
    assert "deputy" not in story.text


def test_an_account_that_is_closed_leaves_no_case_behind():
    cases = some_cases(3)
    herself, colleague = in_town(cases[0], "herself"), in_town(cases[0], "colleague")
    Case.objects.update(handler=herself)
    admin = signed_in(officer("account-admin", the_pack().code, name="admin"))
    signed_in(officer("account-admin", the_pack().code, name="admin2"))
    page = read(admin.get(f"/office/officers/{herself.officer.pk}/"))
    assert "手上还有 3 件" in page.text
    address = f"/office/officers/{herself.officer.pk}/close/"
    assert admin.post(address, {"successor": str(colleague.pk)}).status_code == 302
    assert set(Case.objects.values_list("handler", flat=True)) == {colleague.pk}
    assert signed_in(User.objects.get(pk=herself.pk)).get("/office/").status_code == 404
    # a post that ends takes the cases with it, too
    post = colleague.officer.appointments.get()
    admin.post(f"/office/officers/{colleague.officer.pk}/end/{post.pk}/")
    assert set(Case.objects.values_list("handler", flat=True)) == {None}


def test_the_night_lists_cases_whose_handler_cannot_act():
    cases = some_cases(2)
    chief, gone = in_town(cases[0], "chief"), in_town(cases[0], "gone")
    Case.objects.update(handler=gone)
    assert orphans(the_pack(), county_today()) == []
    Appointment.objects.filter(officer=gone.officer).update(end=county_today())  # it just ran out
    assert orphans(the_pack(), county_today()) == [case.pk for case in cases]
    page = read(signed_in(chief).get("/office/cases/workload/"))
    assert "经办人办不了的" in page.text
    next_town = officer("town-officer", the_pack().towns[-1].code, name="next")
    assert "经办人办不了的" not in read(signed_in(next_town).get("/office/cases/workload/")).text


def test_cases_are_found_in_chinese_by_pinyin_number_state_and_name():
    case = applied()
    client = town_officer(case)
    name = Person.objects.get(pk=case.subject_id).name
    title = current_pack().item(ITEM).title
    for words in (case.number, case.number[:6], title[:2], "gaoling", "gljt", "等受理", name[:2]):
        page = client.post("/office/cases/find/", {"words": words})
        assert name in page.content.decode(), words
    both = client.post("/office/cases/find/", {"words": f"gaoling {name[:2]}"})
    assert name in both.content.decode()
    none = client.post("/office/cases/find/", {"words": "gaoling 已办结"})
    assert name not in none.content.decode()
    assert client.post("/office/cases/find/", {"words": "高"}).status_code == 400
    assert client.get("/office/cases/find/").status_code == 405  # never in an address
    told = Entry.objects.filter(action="case.read").values_list("change", "purpose")
    assert not any(name in str(row) or "gaoling" in str(row) for row in told)
    neighbour = next(town.code for town in the_pack().towns if town.code != case.area[:9])
    other = signed_in(officer("town-officer", neighbour, name="next"))
    assert name not in other.post("/office/cases/find/", {"words": name[:2]}).content.decode()


def test_why_an_officer_sees_a_case_names_the_delegation():
    case = applied()
    decides = known("town-officer", case.area[:9], "decides")
    account = User.objects.get(username="decides")
    auditor = signed_in(officer("auditor", the_pack().code))
    asked = {"officer": account.pk, "action": "case.approve", "case": case.pk}
    page = read(auditor.get("/office/access/", asked))
    assert "要有赋权才够得着" in page.text
    row = delegated(case.area[:9], "decide")
    page = read(auditor.get("/office/access/", asked))
    assert f"按赋权第 {row.pk} 号" in page.text
    assert "因为赋权" in page.text
    by_post = read(auditor.get("/office/access/", asked | {"action": "case.read"}))
    assert "按赋权第" not in by_post.text
    assert decides.get("/office/access/", asked).status_code == 404
    assert read(auditor.get("/office/access/", asked | {"case": 987654321})).text.count(
        "没有这个办件"
    )
