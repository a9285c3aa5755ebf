"""What a message says: the pack's text with its fields filled in; it never names the person."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.registry.people_list import area_names
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow
from zhaohui.packs.schema.templates import IN_BRACES, TemplateRow

TO_BE_ASKED = "要带什么还没有登记，出门前先问一声。"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message's subject and text."""

    subject: str
    body: str


def told(
    pack: Pack, template: TemplateRow, rule: RuleRow, *, amount_fen: int | None, area: str
) -> Told:
    """Return the template's text for one benefit of somebody who lives in `area`."""
    values = {
        "待遇": rule.name,
        "金额句": amount_sentence(rule, amount_fen),
        "材料句": bring_sentence(rule, is_award=template.occasion == "award"),
        "联系句": contact_sentence(pack, rule),
        "村": place_words(pack, area),
    }
    filled = (
        IN_BRACES.sub(lambda match: values[match.group(1)], text)
        for text in (template.subject, template.body)
    )
    subject, body = (text.strip() for text in filled)
    return Told(subject=subject, body=body)


def amount_sentence(rule: RuleRow, amount_fen: int | None) -> str:
    """Return what she gets; that an amount is not settled is said, too."""
    if rule.amount is None:
        return f"内容是：{rule.in_kind}。"
    if amount_fen is None:
        return "能领多少，办的时候核定。"
    yuan, fen = divmod(amount_fen, 100)
    sum_words = f"{yuan:,}" if fen == 0 else f"{yuan:,}.{fen:02d}"
    per = f"每{rule.unit}" if rule.unit in ("月", "年", "季度") else ""
    whole = "全家" if rule.subject == "household" else ""
    return f"按现在的标准，{whole}{per}{sum_words}元。"


def bring_sentence(rule: RuleRow, *, is_award: bool) -> str:
    """Return what to bring; where nobody has said, that it must be asked; nothing for 免申即享."""
    if is_award:
        return ""
    return f"请带上：{'、'.join(rule.bring)}。" if rule.bring else TO_BE_ASKED


def contact_sentence(pack: Pack, rule: RuleRow) -> str:
    """Return whom to call; where no number is known, that the village can be asked."""
    department = department_of(pack, rule)
    contact = next(
        (row for row in pack.manifest.contact if row.department == department and row.phone), None
    )
    if contact is None:
        return "主管部门的电话还没有登记，请问村里的工作人员。"
    return f"也可以打电话问：{contact.name or department} {contact.phone}。"


def department_of(pack: Pack, rule: RuleRow) -> str:
    """Return the department that answers for the rule's service; "" where the pack does not say."""
    if not rule.service:
        return ""
    domain = pack.service(rule.service).domain
    return next((row.department for row in pack.domains if row.domain == domain), "")


def place_words(pack: Pack, area: str) -> str:
    """Return where she lives as the letter says it."""
    return area_names(pack).get(area, "") or "您村里"
