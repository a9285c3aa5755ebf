"""What an entry keeps of a change, as an auditor reads it: codes become the words of the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhaohui.county.accounts.posts import areas_of
from zhaohui.county.catalog.models import ProposalState
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.catalogue import LISTS, REGISTER, list_named
from zhaohui.county.lists.models import ExportState
from zhaohui.packs import Pack

NAMES = {
    "actor": gettext_lazy("谁"),
    "age_from": gettext_lazy("年龄从"),
    "age_to": gettext_lazy("年龄到"),
    "area": gettext_lazy("区划"),
    "assessment": gettext_lazy("评估"),
    "choice": gettext_lazy("取用"),
    "compared": gettext_lazy("对照过原文"),
    "decision": gettext_lazy("决定"),
    "did": gettext_lazy("做法"),
    "document": gettext_lazy("文件"),
    "draft": gettext_lazy("草稿"),
    "expired": gettext_lazy("到期"),
    "force": gettext_lazy("强制"),
    "form": gettext_lazy("表"),
    "found": gettext_lazy("找到"),
    "from": gettext_lazy("从"),
    "list": gettext_lazy("名单"),
    "made": gettext_lazy("文件已生成"),
    "mandate": gettext_lazy("委托"),
    "mandates_ended": gettext_lazy("结束的委托"),
    "parameter": gettext_lazy("参数"),
    "person": gettext_lazy("登记号"),
    "post": gettext_lazy("岗位"),
    "record": gettext_lazy("台账记录"),
    "register": gettext_lazy("台账"),
    "resolution": gettext_lazy("决定"),
    "rows": gettext_lazy("行数"),
    "rule": gettext_lazy("规则"),
    "second_factors_dropped": gettext_lazy("去掉的第二重验证"),
    "sex": gettext_lazy("性别"),
    "sha256": gettext_lazy("文件校验值"),
    "state": gettext_lazy("状态"),
    "status": gettext_lazy("结果"),
    "step": gettext_lazy("步骤"),
    "supersedes": gettext_lazy("代替的补填"),
    "taken": gettext_lazy("已下载"),
    "to": gettext_lazy("到"),
    "until": gettext_lazy("到期日"),
    "user": gettext_lazy("账户"),
    "value": gettext_lazy("标准"),
    "withdrawn": gettext_lazy("已撤回"),
}
DID = {
    "add": gettext_lazy("登记"),
    "assess": gettext_lazy("评估"),
    "change": gettext_lazy("修改"),
    "discard": gettext_lazy("作废"),
    "drop_old": gettext_lazy("到期清除"),
    "open": gettext_lazy("打开"),
    "read": gettext_lazy("查看"),
    "save": gettext_lazy("保存"),
    "submit": gettext_lazy("提交"),
}
CHOICES = {
    "first": gettext_lazy("以第一处为准"),
    "second": gettext_lazy("以第二处为准"),
    "both": gettext_lazy("两处都成立，口径不同"),
    "other": gettext_lazy("两处都不用，另作决定"),
}
DECISIONS = {"approve": gettext_lazy("批准"), "refuse": gettext_lazy("不批准")}
STATUS = {
    "yes": gettext_lazy("符合"),
    "no": gettext_lazy("不符合"),
    "unknown": gettext_lazy("还缺信息"),
}


def change_words(change: Mapping[str, object]) -> list[str]:
    """Return "name value" for each part of a change; a name or code without words stays as it is."""
    pack = current_pack()
    return [f"{NAMES.get(name, name)} {_told(pack, name, each)}" for name, each in change.items()]


def _told(pack: Pack, name: str, value: object) -> str:
    if isinstance(value, list):
        return " → ".join(_told(pack, name, each) for each in value)
    if isinstance(value, dict):
        parts = (f"{NAMES.get(key, key)} {_told(pack, key, each)}" for key, each in value.items())
        return "，".join(parts)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value in (None, ""):
        return "—"
    code = str(value)
    return str(WORDS[name](pack).get(code, code)) if name in WORDS else code


def _areas(pack: Pack) -> Mapping[str, object]:
    manifest = pack.manifest
    wider = {pack.code[:4]: manifest.city, pack.code[:2]: manifest.province, "00": _("全国")}
    return wider | {code: name for code, name, _level in areas_of(pack)}


def _states(pack: Pack) -> Mapping[str, object]:
    ours = {state: _(label) for state, label in (*ProposalState.choices, *ExportState.choices)}
    ours["approved"] = _("已批准")  # of a proposal and of an export
    return ours | {state.id: state.name for row in pack.registers for state in row.states}


WORDS: Mapping[str, Callable[[Pack], Mapping[str, object]]] = {
    "area": _areas,
    "choice": lambda _pack: CHOICES,
    "decision": lambda _pack: DECISIONS,
    "did": lambda _pack: DID,
    "form": lambda pack: {form.id: form.name for form in pack.forms},
    "list": lambda pack: {
        **{name: list_named(name).title for name in LISTS},
        **{f"{REGISTER}{row.id}": row.name for row in pack.registers},
    },
    "post": lambda pack: {row.post: row.name for row in pack.posts},
    "register": lambda pack: {row.id: row.name for row in pack.registers},
    "rule": lambda pack: {rule.id: rule.name for rule in pack.rules},
    "state": _states,
    "status": lambda _pack: STATUS,
}
