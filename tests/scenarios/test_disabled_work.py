"""Work for disabled people: posts with their employers' own conditions, wishes, lessons: through the doors."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county.cases.deciding import signed_in
from tests.county.offers.offering import people
from tests.doors.portal.pages import read
from tests.people import officer, resident
from tests.scenarios.test_aid import about, act, answer, desk, elder, put, town
from tests.scenarios.test_offers import booked, hours, opened, put_up
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.oversight.models import Task
from zhaohui.county.registers.models import Record

__all__ = ["elder", "town"]

YES_NO = ("可以居家做", "可以坐着做", "进出没有台阶", "有无障碍厕所")
YES_NO += ("用文字沟通", "有读屏或者大字", "有人带着做", "提供住宿")


def post_of(client, place, name, number, **own):
    conditions = dict.fromkeys(YES_NO, "") | own
    return put(client, "disabled-posts", place, 岗位名称=name, 岗位编号=number, **conditions)


@pytest.mark.requirement("R171")
def test_a_post_is_proposed_by_wishes_alone_and_each_exclusion_is_explained(town, elder):
    place = elder.village[:9]
    fits = post_of(town, place, "模拟客服", "1", 月工资="3000", 可以坐着做="是", 用文字沟通="是")
    post_of(town, place, "模拟装配", "2", 月工资="3000", 可以坐着做="否")
    post_of(town, place, "模拟文员", "3", 月工资="3000")
    wishes = dict.fromkeys([f"要{name}" for name in ("居家做", "无障碍厕所", "有人带着做")], "")
    wishes |= dict.fromkeys(("要进出没有台阶", "要用文字沟通", "要读屏或者大字", "要提供住宿"), "")
    one = about(
        town,
        "disabled-job-wishes",
        elder,
        想做的工作="",
        期望月工资不低于="2000",
        要坐着做="是",
        **wishes,
    )
    text = read(town.get(f"{one}?match=post")).text
    assert text.index("模拟客服") < text.index("模拟文员") < text.index("模拟装配")
    assert "可以坐着做：是 / 否" in text  # why the second is excluded
    assert "可以坐着做：是 / 对方没有写" in text  # the third has to be asked
    assert "残疾等级" not in text
    act(town, one, did="tie", kind="post", other=fits.rstrip("/").rpartition("/")[2])
    tied = Record.objects.get(register="disabled-job-wishes").ties.get()
    act(town, one, did="tie_step", tie=tied.pk, state="agreed")
    act(town, one, next="working")
    assert "模拟客服" in read(Client().get("/registers/disabled-posts/")).text


@pytest.mark.requirement("R348")
def test_who_was_trained_how_long_and_what_came_of_it(town, elder):
    one = about(
        town, "disabled-training", elder, 培训项目="模拟种植班", 课时="8", 就业情况="未就业"
    )
    act(town, one, did="post", kind="lessons.attended", amount="4", words="模拟第一天上课")
    act(town, one, did="post", kind="lessons.attended", amount="4", words="模拟第二天上课")
    over = {"did": "post", "kind": "lessons.attended", "amount": "1", "words": "模拟第三天上课"}
    assert "超过了“课时”" in act(town, one, 400, **over)
    assert "8 小时" in read(town.get("/office/registers/disabled-training/")).text
    act(town, one, did="refer", kind="work", words="模拟：结业了还没有工作，请帮着找")
    answer(desk("人社"), Task.objects.get(), "模拟：已经介绍三个岗位")
    post_of(town, elder.village[:9], "模拟养殖", "1")
    page = read(town.get(f"{one}?match=post")).text
    assert "已经介绍三个岗位" in page
    assert "模拟养殖" in page
    listed = read(town.get("/office/registers/disabled-training/?t4=未就业"))
    assert one in listed.links


@pytest.mark.requirement("R167")
def test_posts_aids_and_lessons_are_on_one_public_page_and_can_be_had(town, elder):
    address = "/platforms/disabled-work/"
    post_of(town, elder.village[:9], "模拟客服", "1", 招几人="2")
    office = desk("残联")
    lessons = put_up(office, "disabled-lessons", "模拟电商班")
    fitting = put_up(office, "aids-fitting", "模拟适配站")
    for offer in (lessons, fitting):
        hours(office, offer, "2", "09:00", "11:00")
        opened(office, offer)
    page = read(Client().get(address))
    for said in ("正在招（人） 2", "残疾人技能培训班", "辅助器具适配预约", "已约 0 个"):
        assert said in page.text, said
    assert {"/registers/disabled-posts/", "/offers/kinds/aids-fitting/"} <= set(page.links)
    assert "/rules/disabled-employment/" in page.links
    assert "模拟客服" in read(Client().get("/registers/disabled-posts/")).text
    person = people(1, name="模拟学员", has_disability_certificate=True)[0]
    client = signed_in(resident(person))
    booked(client, lessons.slots.get(), person)
    booked(client, fitting.slots.get(), person)
    assert "已约 1 个" in read(Client().get(address)).text


def fill_gap(name, value, django_capture_on_commit_callbacks):
    """Two officers fill a parameter through the pages; the figure and its document are invented."""
    code = current_pack().code
    proposer = signed_in(officer("department-officer", code, name=f"p-{name}", department="残联"))
    reviewer = signed_in(officer("reviewer", code, name=f"r-{name}"))
    written = {
        "area": code,
        "start": "2021-01-01",
        "end": "",
        "value": value,
        "unit_ok": "on",
        "title": "模拟文件",
        "doc_no": "模拟〔2026〕1号",
        "article": "第一条",
        "address": "https://www.example.gov.cn/1",
        "published": "2021-01",
        "read_in": "original",
        "words": "模拟原文：按此执行",
        "save": "on",
    }
    saved = proposer.post(f"/office/parameters/{name}/propose/", written)
    assert saved.status_code == 302, read(saved).text
    with django_capture_on_commit_callbacks(execute=True):
        done = reviewer.post(f"{saved['Location']}approve/", {"compared": "on", "answer": "相符"})
    assert done.status_code == 302, read(done).text


@pytest.mark.requirement("R168")
def test_each_employer_s_quota_is_reckoned_once_the_share_is_filled_in(
    elder, django_capture_on_commit_callbacks
):
    office, district = desk("残联"), current_pack().code
    staff = {"单位性质": "国有企业", "上年在职职工": "200", "安排残疾人": "2", "其中一二级": "1"}
    one = put(office, "employment-quota", district, 单位名称="模拟国企", **staff)
    text = read(office.get(one)).text
    assert "还算不出" in text
    assert "还差" in text
    assert "一二级残疾人折算人数、按比例安排残疾人就业比例" in text
    fill_gap("按比例安排残疾人就业比例", "200", django_capture_on_commit_callbacks)
    fill_gap("一二级残疾人折算人数", "2", django_capture_on_commit_callbacks)
    text = read(office.get(one)).text
    for said in ("应安排 4.00 人", "折算已安排 3.00 人", "还差 1.00 人"):
        assert said in text, said
    bare = {"上年在职职工": "50", "安排残疾人": "", "其中一二级": ""}
    bare["统一社会信用代码"] = "99999999MA0000001X"
    put(office, "employment-quota", district, 单位名称="模拟机关", 单位性质="党政机关", **bare)
    table = read(office.get("/office/registers/employment-quota/reckoned/")).text
    assert "合计 5.00 人 3.00 人 1 条不知道 1.00 人 1 条不知道" in table
    act(office, one, did="refer", kind="place", words="模拟：还差一人，请督促")
    answer(office, Task.objects.get(), "模拟：单位答应招一人")
    act(office, one, next="checked")
    public = read(Client().get("/registers/employment-quota/")).text
    assert "模拟国企" in public
    assert "模拟机关" not in public
