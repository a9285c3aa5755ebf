"""The pack's texts as people read them, with an example filled in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zhaohui.county.outreach.actions.send_notices import filled
from zhaohui.county.outreach.models import Channel
from zhaohui.county.outreach.wording import Told, told
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.templates import TemplateRow

EXAMPLE_FEN = 10_000
SOUGHT = ("missing", "award")
EXAMPLE = {
    "事项": "模拟事项",
    "编号": "26 0000 0000",
    "进展": "受理",
    "还缺": "· 模拟材料",
    "说明": "材料不清楚",
    "截止日": "2026年12月15日",
    "期限句": "2026年12月31日以前给您答复。",
    "经办": "",
    "名称": "模拟场馆",
    "种类": "模拟供给",
    "时间": "2026年12月15日 18:00",
    "状态句": "已经约上。",
    "截止句": "请在2026年12月15日以前确认，过了就给下一位。",
    "日子": "2026年12月20日",
    "怎样办": "请到办的地方去，去前可以先问一声。",
    "给谁": "您",
}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A template and its text for an example."""

    template: TemplateRow
    channel: Channel
    text: Told


def samples(pack: Pack, rule_id: str = "", channels: Collection[str] | None = None) -> list[Sample]:
    """Return every template (of these channels), filled in for a rule, or for the first that pays money."""
    sought = [rule for rule in pack.rules if rule.outreach != "never"]
    named = rule_id or next((rule.id for rule in sought if rule.amount), "")
    if not named:
        return []
    rule, area = pack.rule(named), pack.villages[0].code if pack.villages else ""
    return [
        Sample(
            template=row,
            channel=Channel(row.channel),
            text=_of_own(row)
            if row.occasion not in SOUGHT
            else told(pack, row, rule, amount_fen=EXAMPLE_FEN, area=area),
        )
        for row in pack.templates
        if channels is None or (row.channel in channels and row.occasion in SOUGHT)
    ]


def _of_own(row: TemplateRow) -> Told:
    """Return a text about a case, a booking or a day of hers, filled in for an example."""
    return Told(subject=filled(row.subject, EXAMPLE), body=filled(row.body, EXAMPLE))
