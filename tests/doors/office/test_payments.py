"""发放 in the office: preview, draw, approve by another, file, return, reconcile; each town its own people."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.county.payments.paying import CODE, MONTH, NEXT, RULE, Office, answers, sent_rows
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.models import Entry
from zhaohui.county.payments.actions.suspend import suspend
from zhaohui.county.payments.models import PaymentBatch, PaymentLine, Recovery, Suspension
from zhaohui.county.registry.models import Person

RUN = f"/office/payments/run/?rule={RULE}&month=2026-03"


@pytest.fixture
def office(county):
    return Office()


@pytest.fixture
def people(office):
    """Two people of two towns who hold the same."""
    here = Person.objects.order_by("pk").first()
    there = Person.objects.exclude(village__startswith=here.village[:9]).order_by("pk").first()
    office.hold(here.pk, there.pk)
    return here, there


@pytest.fixture
def as_(client):
    def signed_in(name):
        client.force_login(User.objects.get(username=name))
        return client

    return signed_in


def test_a_month_through_the_pages(as_, office, people):
    clerk = as_(f"department-officer-{CODE}")
    page = read(clerk.get(RUN))
    assert "¥200.00" in page.text
    assert page.inline == []
    batch = drawn(clerk)
    clerk.post(f"/office/payments/{batch.pk}/step/", {"step": "submit"})
    assert "审批通过" not in read(clerk.get(f"/office/payments/{batch.pk}/")).text
    assert (
        clerk.post(f"/office/payments/{batch.pk}/decide/", {"decision": "approve"}).status_code
        == 404
    )
    chief = as_(f"reviewer-{CODE}")
    assert "发放清册，等您审批" in read(chief.get("/office/")).text
    chief.post(f"/office/payments/{batch.pk}/decide/", {"decision": "approve"})
    clerk = as_(f"department-officer-{CODE}")
    content = clerk.post(f"/office/payments/{batch.pk}/file/").content
    assert clerk.post(f"/office/payments/{batch.pk}/file/").content == content
    file = SimpleUploadedFile("back.csv", answers(content, {2: ("失败", "户名不符")}))
    page = read(clerk.post(f"/office/payments/{batch.pk}/return/", {"file": file}))
    assert "新记 2" in page.text
    assert "没有发成 1" in page.text
    clerk.post(f"/office/payments/{batch.pk}/reconcile/")
    page = read(clerk.get(f"/office/payments/{batch.pk}/"))
    assert "已对账" in page.text
    assert "对得上。" in page.text
    failed = PaymentLine.objects.get(state="failed")
    assert "户名不符" in read(clerk.get(f"/office/payments/lines/{failed.pk}/")).text
    clerk.post(f"/office/payments/lines/{failed.pk}/reissue/")
    assert "重发 1 笔" in read(clerk.get(RUN)).text


def drawn(client) -> PaymentBatch:
    digest = client.get(RUN).context["plan"].digest
    client.post("/office/payments/run/do/", {"rule": RULE, "month": "2026-03", "digest": digest})
    return PaymentBatch.objects.latest("pk")


def test_a_preview_that_is_out_of_date_draws_nothing(as_, office, people):
    clerk = as_(f"department-officer-{CODE}")
    for digest in ("", "0" * 64):
        answer = clerk.post(
            "/office/payments/run/do/", {"rule": RULE, "month": "2026-03", "digest": digest}
        )
        assert answer.status_code == 409
    assert not PaymentBatch.objects.exists()


def test_the_difference_to_last_month_is_what_the_page_shows(as_, office, people):
    here, there = people
    office.paid(MONTH)
    suspend(office.clerk, person=there.pk, rule=RULE, from_month=NEXT, reason="other", basis="核查")
    third = Person.objects.exclude(pk__in=(here.pk, there.pk)).order_by("pk").first()
    office.hold(third.pk, since=NEXT)
    page = read(
        as_(f"department-officer-{CODE}").get(f"/office/payments/run/?rule={RULE}&month=2026-04")
    )
    assert "上月 2 人" in page.text
    assert "新增（1）" in page.text
    assert third.name in page.text
    assert "不再发（1）" in page.text
    assert there.name in page.text
    assert "停发中" in page.text
    told = Entry.objects.filter(action="payment.read").latest("seq")
    assert str(there.pk) in (told.people or "")


def test_a_wrong_month_is_a_sentence(as_, office):
    page = as_(f"department-officer-{CODE}").get(f"/office/payments/run/?rule={RULE}&month=2026-13")
    assert "2026-01" in read(page).text


def test_a_town_sees_its_own_people_and_the_neighbour_404(client, as_, office, people):
    here, there = people
    batch = office.paid(MONTH)
    client.force_login(officer("town-officer", here.village[:9]))
    page = read(client.get("/office/payments/lines/"))
    assert here.name in page.text
    assert there.name not in page.text
    own, other = batch.lines.get(person_id=here.pk), batch.lines.get(person_id=there.pk)
    assert client.get(f"/office/payments/lines/{own.pk}/").status_code == 200
    for method, address in (
        ("get", f"/office/payments/lines/{other.pk}/"),
        ("post", f"/office/payments/lines/{other.pk}/reissue/"),
        ("post", f"/office/people/{there.pk}/payments/suspend/"),
        ("get", RUN),
        ("post", f"/office/payments/{batch.pk}/file/"),
        ("post", f"/office/payments/{batch.pk}/decide/"),
    ):
        body = {"rule": RULE, "month": "2026-05", "reason": "other", "basis": "试一试"}
        assert getattr(client, method)(address, body).status_code == 404, address
    sheet = read(client.get(f"/office/payments/{batch.pk}/sheet/?area={there.village[:9]}"))
    assert there.name not in sheet.text
    assert (
        "¥200.00" in read(client.get(f"/office/payments/{batch.pk}/")).text
    )  # a batch names nobody
    assert not Suspension.objects.exists()


def test_a_wrong_return_file_says_what_where_and_how(as_, office, people):
    batch, content = office.sent(MONTH)
    clerk = as_(f"department-officer-{CODE}")

    def sent(body: bytes):
        return clerk.post(
            f"/office/payments/{batch.pk}/return/", {"file": SimpleUploadedFile("x.csv", body)}
        )

    other = answers(content).replace(b"P0000", b"P9999")
    assert "另一批" in read(sent(other)).text
    cut = answers(content).replace(b"\r\nD,", b"\r\nX,", 1)
    assert "对不上" in read(sent(cut)).text
    assert "编码" in read(sent(b"\xff\xfe\x00")).text
    assert "C" in read(sent(b"nothing")).text
    assert "CSV" in read(sent(b"C," + b"x" * 200_000)).text
    open_end = answers(content, close=False)
    torn = (
        open_end.replace("成功".encode(), "不知道".encode(), 1)
        + f"D,P{batch.pk:08d},99,,1.00,成功,,\r\n".encode()
    )
    page = read(sent(torn))
    assert "没有这种结果" in page.text
    assert "没有这个序号" in page.text
    assert "新记 1" in page.text
    wrong = open_end.replace(sent_rows(content)[0][3].encode(), b"9" * 19)
    assert "账号和送去的不一样" in read(sent(wrong)).text
    assert "不是金额" in read(sent(open_end.replace(b"100.00", b"1E+999999"))).text
    amount = open_end.replace(b"100.00", b"1.00")
    assert "金额和送去的不一样" in read(sent(amount)).text
    assert not any(
        row[3] in str(list(Entry.objects.values_list("change", "purpose")))
        for row in sent_rows(content)
    )


def test_an_over_payment_is_recovered_by_two(as_, office, people):
    here, _there = people
    office.paid(MONTH)
    clerk = as_(f"department-officer-{CODE}")
    clerk.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    body = {"rule": RULE, "amount": "60", "set_off": "", "basis": "多发半个月，本人同意退回"}
    clerk.post(f"/office/people/{here.pk}/payments/recover/", body)
    found = Recovery.objects.get()
    page = f"/office/payments/recoveries/{found.pk}/"
    assert "同意追回" not in read(clerk.get(page)).text
    chief = as_(f"reviewer-{CODE}")
    assert "同意追回" in read(chief.get(page)).text
    chief.post(f"{page}decide/", {"decision": "approve"})
    clerk = as_(f"department-officer-{CODE}")
    clerk.post(f"{page}book/", {"amount": "60.00", "receipt": "S1"})
    assert "已追回" in read(clerk.get(page)).text


def test_the_tab_shows_her_account_and_suspends(as_, office, people):
    here, _there = people
    office.paid(MONTH)
    clerk = as_(f"department-officer-{CODE}")
    tab = f"/office/people/{here.pk}/payments/"
    clerk.post("/office/purpose/", {"purpose": "visit", "next": tab})
    page = read(clerk.get(tab))
    assert "¥100.00" in page.text
    assert "已到账" in page.text
    body = {"rule": RULE, "month": "2026-04", "reason": "unreachable", "basis": "三次上门没有人"}
    clerk.post(f"{tab}suspend/", body)
    page = read(clerk.get(tab))
    assert "停发中" in page.text
    assert "联系不上本人" in page.text
    stop = Suspension.objects.get()
    clerk.post(
        f"/office/payments/suspensions/{stop.pk}/",
        {"month": "2026-06", "made_up": "yes", "basis": "回来了"},
    )
    stop.refresh_from_db()
    assert stop.is_made_up


def test_her_own_account_and_nobody_elses(client, office, people):
    here, there = people
    office.paid(MONTH)
    office.approved(NEXT)
    client.force_login(resident(here))
    page = read(client.get("/me/payments/"))
    assert "高龄津贴" in page.text
    assert "¥100.00" in page.text
    assert "已到账" in page.text
    assert "接下来" in page.text
    assert page.inline == []
    assert the_pack().rule(RULE).name in page.text
    assert Entry.objects.filter(action="self.read", subject_id=str(here.pk)).exists()
    client.force_login(resident(there, "other"))
    assert here.name not in read(client.get("/me/payments/")).text
