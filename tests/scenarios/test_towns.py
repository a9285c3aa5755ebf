"""What towns and villages need to serve: rooms, people, hours, training, how able they are; kept and read."""

import datetime as dt

import pytest
from django.test import Client

from tests.county.delegations.delegating import assessed as assessed_delegation
from tests.county.delegations.delegating import proposed
from tests.doors.office.test_own_registers import OFFICE, entered, posted, signed_in
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person


@pytest.fixture
def village(county):
    return Person.objects.exclude(village=None).order_by("pk").first().village


@pytest.fixture
def department(village):
    return signed_in(officer("department-officer", current_pack().code))


@pytest.fixture
def town(village):
    return signed_in(officer("town-officer", village[:9]))


def put(client, register_id, place, **own):
    """Enter a record and return its address."""
    register = current_pack().register(register_id)
    return entered(client, f"{OFFICE}{register_id}/", place, register, **own)


def moved(client, address, state):
    row = Record.objects.get(pk=int(address.rstrip("/").rpartition("/")[2]))
    answer = client.post(address, {"version": str(row.version), "next": state})
    assert answer.status_code == 302, read(answer).text


@pytest.mark.requirement("R029")
def test_an_idle_house_is_asked_for_and_let_at_a_low_rent(town, department, village):
    asset = {"资产名称": "模拟旧校舍", "资产编号": "模拟-01"}
    house = put(town, "idle-assets", village, **asset)
    assert "模拟旧校舍" in read(Client().get("/registers/idle-assets/")).text
    wish = {"申请单位": "模拟托育中心", "申请编号": "申-1", "拟办服务": "托育"}
    register = current_pack().register("idle-asset-requests")
    unknown = posted(register, **wish, 资产编号="没有的")
    told = town.post(f"{OFFICE}idle-asset-requests/new/", {"area": village, **unknown})
    assert told.status_code == 400
    assert "这个编号没有登记过" in read(told).text
    day = county_today().isoformat()
    said = wish | {"资产编号": "模拟-01", "审查意见": "同意无障碍改造以后使用", "审查日期": day}
    asked = put(town, "idle-asset-requests", village, **said)
    assert house in read(town.get(asked)).links
    assert asked in read(town.get(house)).links
    moved(department, asked, "agreed")
    lease = {
        "合同编号": "合-1",
        "资产编号": "模拟-01",
        "申请编号": "申-1",
        "承租单位": "模拟托育中心",
    }
    lease |= {"租金方式": "低价", "年租金": "1200", "签订日期": day, "到期日期": day}
    made = put(department, "idle-asset-leases", village, **lease)
    moved(department, made, "signed")
    moved(town, house, "applied")
    moved(department, house, "used")
    assert "年租金 合计 1200.00 元" in read(department.get(house)).text
    public = read(Client().get("/registers/idle-asset-leases/")).text
    assert "模拟托育中心" in public
    assert "1200.00 元" in public
    assert "模拟旧校舍" not in read(Client().get("/registers/idle-assets/")).text


@pytest.mark.requirement("R285", "R286")
def test_hours_of_training_add_up_and_what_is_given_to_staff_is_kept(town, village):
    staff = {"姓名": "模拟员工", "人员编号": "员-1", "基层补贴月额": "300", "职称": "初级"}
    one = put(town, "service-staff", village, **staff)
    for hours, words in (("8", "模拟业务培训"), ("16", "模拟政策培训")):
        put(town, "staff-training", village, 人员编号="员-1", 培训内容=words, 学时=hours)
    page = read(town.get(one)).text
    assert "学时 合计 24 学时" in page
    assert "300.00 元" in page
    listed = read(town.get(f"{OFFICE}staff-training/map/")).text
    assert "各镇合计" in listed
    assert "24 学时" in listed
    year = f"?d1_from={county_today().year + 1}-01-01"
    assert "24 学时" not in read(town.get(f"{OFFICE}staff-training/map/{year}")).text
    assert one in read(town.get(f"{OFFICE}service-staff/?t4=初级")).links
    next_town = next(row.code for row in current_pack().towns if row.code != village[:9])
    neighbour = signed_in(officer("town-officer", next_town))
    assert neighbour.get(one).status_code == 404
    assert Client().get("/registers/service-staff/").status_code == 404


@pytest.mark.requirement("R308", "R314")
def test_desks_are_public_with_who_opens_when_and_are_assessed(town, village):
    desk = {"机构名称": "模拟便民服务站", "机构编号": "站-1", "级别": "村", "窗口数": "2"}
    one = put(town, "service-desks", village, **desk)
    assert "模拟便民服务站" in read(Client().get("/registers/service-desks/")).text
    day = county_today()
    for days, window in ((-1, "昨天的窗口"), (2, "后天的窗口"), (1, "明天的窗口")):
        shift = {"日期": (day + dt.timedelta(days=days)).isoformat(), "窗口": window}
        put(town, "service-desk-shifts", village, 机构编号="站-1", 值班人="模拟值班", **shift)
    public = read(Client().get("/registers/service-desk-shifts/")).text
    assert public.index("明天的窗口") < public.index("后天的窗口")
    assert "昨天的窗口" not in public
    assert "模拟值班" not in public
    assert "值班人" in read(town.get(f"{OFFICE}service-desk-shifts/")).text
    before = read(town.get(f"{OFFICE}service-desks/quality/")).text
    assert "供给能力" in before
    assessed(town, f"{one}assess/grassroots-capacity/")
    assert "供得上" in read(town.get(one)).text
    figures = read(town.get(f"{OFFICE}service-desks/quality/"))
    assert "供不上 有短板 供得上 还没有评" in figures.text
    assert "0 0 1 0" in figures.text


BEST = ["有专职的人", "都受过培训", "工作日都开", "是", "是", "是", "能办一部分", "是", "是"]


def assessed(client, address):
    """Fill in every page of the assessment, and send it."""
    page = read(client.get(address))
    for _page in range(8):
        if "submit" in page.names:
            break
        own = [name for name in page.names if name.startswith("home-own")]
        given = {name: BEST[int(name.removeprefix("home-own")) - 1] for name in set(own)}
        page = read(client.post(address, {"state": page.inputs["state"], **given}))
    done = client.post(address, {"state": page.inputs["state"], "submit": "1"})
    assert done.status_code == 302, read(done).text


@pytest.mark.requirement("R032")
def test_inclusive_projects_of_five_domains_are_public_with_price_and_ground(department, village):
    put(department, "idle-assets", village, 资产名称="模拟旧站", 资产编号="资-9")
    project = {
        "项目名称": "模拟日间照料",
        "项目编号": "普-1",
        "领域": "养老",
        "收费标准": "每餐8元",
    }
    more = {"供给主体": "模拟养老公司", "场地资产编号": "资-9", "可服务人数": "30"}
    one = put(department, "inclusive-projects", village, **project, **more)
    assert "模拟旧站" in read(department.get(one)).text
    assert "30" in read(department.get(f"{OFFICE}inclusive-projects/map/?t1=养老")).text
    classes = read(Client().get("/classes/"))
    assert "/registers/inclusive-projects/" in classes.links
    public = read(Client().get("/registers/inclusive-projects/")).text
    assert "每餐8元" in public
    assert "模拟养老公司" in public


@pytest.mark.requirement("R312")
def test_training_for_a_batch_is_seen_where_it_is_approved(department, village):
    town = village[:9]
    row = assessed_delegation(proposed(town, batch="模拟第一批"))
    page = f"/office/delegations/{row.pk}/"
    assert "赋权承接培训 共 0 条" in read(department.get(page)).text
    held = {
        "培训编号": "训-1",
        "赋权批次": "模拟第一批",
        "培训内容": "受理和审查",
        "形式": "跟班学习",
    }
    one = put(department, "delegation-training", town, **held, 应到人数="6", 实到人数="5")
    moved(department, one, "held")
    everybody = held | {"培训编号": "训-2", "培训内容": "系统操作", "形式": "集中授课"}
    put(
        department,
        "delegation-training",
        current_pack().code,
        **everybody,
        应到人数="9",
        实到人数="",
    )
    other = held | {"培训编号": "训-3", "赋权批次": "模拟第二批"}
    put(department, "delegation-training", town, **other, 应到人数="9", 实到人数="9")
    seen = read(department.get(page))
    assert one in seen.links
    assert "共 2 条 · 应到人数 合计 15 人 · 实到人数 合计 5 人" in seen.text
    assert "受理和审查" in read(Client().get("/registers/delegation-training/")).text


@pytest.mark.requirement("R331")
def test_a_policy_is_explained_and_another_officer_publishes_it(department, village):
    text = {"标题": "模拟：高龄津贴怎么领", "编号": "读-1", "类别": "政策解读"}
    text |= {
        "讲的文件": "模拟文件",
        "正文": "满80岁的老人可以领。",
        "发布日期": county_today().isoformat(),
    }
    one = put(department, "policy-readings", current_pack().code, **text)
    public = "/registers/policy-readings/"
    moved(department, one, "review")
    own = read(department.get(one))
    assert "要由另一位同事" in own.text
    row = Record.objects.get()
    refused = department.post(one, {"version": str(row.version), "next": "published"})
    assert refused.status_code == 409
    assert "满80岁" not in read(Client().get(public)).text
    colleague = officer("department-officer", current_pack().code, name="colleague")
    moved(signed_in(colleague), one, "published")
    page = read(Client().get(public))
    assert "模拟：高龄津贴怎么领" in page.headings
    assert "满80岁的老人可以领。" in page.text
    assert "正文： 满80岁" in page.text
    moved(department, one, "withdrawn")
    assert "满80岁" not in read(Client().get(public)).text
