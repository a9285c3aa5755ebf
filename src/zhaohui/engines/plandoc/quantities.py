"""Every quantity of boxes and running text, with its sentence's words around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zhaohui.engines.plandoc import scope
from zhaohui.engines.plandoc.amount import Amount
from zhaohui.engines.plandoc.amounts import factor, find_amounts
from zhaohui.engines.plandoc.document import Line
from zhaohui.engines.plandoc.implied import Implied, find_implied
from zhaohui.engines.plandoc.masks import masked
from zhaohui.engines.plandoc.paragraphs import Paragraph, paragraphs
from zhaohui.engines.plandoc.spec import Quantity
from zhaohui.engines.plandoc.widths import canonical, scaled


def read_quantities(
    prose: Sequence[Line], project_lines: Collection[int] = ()
) -> tuple[Quantity, ...]:
    """Quantities in printed order; `project_lines` are the first lines of project paragraphs."""
    found: list[Quantity] = []
    for paragraph in paragraphs(prose):
        text = masked(paragraph.text)
        amounts = [a for a in find_amounts(text) if not _is_part_of_a_name(text, a)]
        in_project = paragraph.lines[0].number in project_lines
        implied = [
            i
            for i in find_implied(text, paragraph.text, in_project=in_project)
            if i.basis == "一…一…" or not any(i.start <= a.start < i.end for a in amounts)
        ]
        rows = [(a.start, _printed(paragraph, text, a)) for a in amounts]
        rows += [(i.start, _implied(paragraph, text, i)) for i in implied]
        found += [quantity for _, quantity in sorted(rows, key=lambda r: r[0])]
    return tuple(found)


def _is_part_of_a_name(text: str, amount: Amount) -> bool:
    """“15分钟健身圈”覆盖率达到50%: a number in a quoted name beside the clause's own number."""
    opening = text.rfind("“", 0, amount.start)
    closing = text.find("”", amount.end)
    if opening < 0 or closing < 0 or "”" in text[opening : amount.start]:
        return False
    _, end = scope.bounds(text, amount.start, closing, scope.CLAUSE_ENDS)
    return any(c.isdigit() for c in text[closing:end])


def _printed(paragraph: Paragraph, text: str, amount: Amount) -> Quantity:
    clause = scope.bounds(text, amount.start, amount.end, scope.CLAUSE_ENDS)
    by = scope.deadline(paragraph.text, amount.start)
    keeps_scale = amount.scale.endswith(("万", "亿")) and not _scale_is_numeral(amount)
    times = 1 if keeps_scale else factor(amount.scale)
    plain = factor(amount.scale)
    unit = canonical(amount.unit)
    return Quantity(
        line=paragraph.line_at(amount.start),
        quote=paragraph.printed(*clause),
        operator=scope.operator(text, amount, clause),
        number=scaled(amount.number, times),
        max=None if amount.max is None else scaled(amount.max, times),
        unit=amount.scale + unit if keeps_scale else unit,
        object=canonical(scope.counted_object(paragraph.text, text, amount, clause)),
        deadline=paragraph.printed(*by) if by else None,
        per=scope.per(paragraph.text, amount, clause),
        effort=scope.effort(text, clause, amount.start),
        basis="printed",
        raw=paragraph.printed(amount.start, amount.end),
        plain_number=scaled(amount.number, plain),
        plain_max=None if amount.max is None else scaled(amount.max, plain),
        plain_unit=unit,
    )


def _scale_is_numeral(amount: Amount) -> bool:
    """万 belongs to the unit in the statistical units 万人 and 万元, to the number in 3.3万余户."""
    return amount.unit not in ("人", "人次", "元", "美元", "亩", "吨", "平方米", "立方米", "千瓦时")


def _implied(paragraph: Paragraph, text: str, implied: Implied) -> Quantity:
    clause = scope.bounds(paragraph.text, implied.start, implied.end, scope.CLAUSE_ENDS)
    by = scope.deadline(paragraph.text, implied.start)
    return Quantity(
        line=paragraph.line_at(implied.start),
        quote=paragraph.printed(*clause),
        operator=implied.operator,
        number=implied.number,
        max=None,
        unit=implied.unit,
        object=canonical(implied.object),
        deadline=paragraph.printed(*by) if by else None,
        per=implied.per,
        effort=scope.effort(text, clause, implied.start),
        basis=implied.basis,
        raw=paragraph.printed(implied.start, implied.end),
        plain_number=implied.number,
        plain_max=None,
        plain_unit=implied.unit,
    )
