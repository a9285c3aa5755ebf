"""A simulation's answer as text for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from zhaohui.cli.report import yuan
from zhaohui.packs.pack import Pack

Answer = dict[str, Any]
SHOWN = 12
LIMITS = (
    "The same facts at each date: people grow older; nobody is born, moves, dies or earns otherwise.",
    "A fact such as 低保状态 stays as registered: a benefit that looks at another does not follow it.",
    "Rules that exclude one another are each reckoned alone.",
)


def as_text(answer: Answer, pack: Pack) -> str:
    """Return the tables; money in 元 a year (次: one payment each), bounds in brackets."""
    marks = "  示例" * answer["example"] + "  模拟数据" * answer["synthetic"]
    lines = [
        f"{answer['name']}{marks}",
        f"{answer['as_of']}: {answer['persons']:,} people in {answer['households']:,} households",
        *map(_changed, answer["changed"]),
        *(f"  rule {rule} with other conditions or amount" for rule in answer["changed_rules"]),
        "",
        *_rules(answer, pack),
        "",
        *_years(answer),
        *_budget(answer["budget"]),
        *_places(answer, pack),
        *_groups(answer),
        *_bands(answer["bands"]),
        *_poverty(answer["poverty"]),
        *_arrears(answer["arrears"]),
        *LIMITS,
    ]
    return "\n".join(lines)


def _changed(each: Answer) -> str:
    follows = f", follows {each['follows']}" if each["follows"] else ""
    before, after = (_value(each["type"], each[side]) for side in ("before", "after"))
    return f"  {each['parameter']} {before} → {after} {each['unit']} from {each['from']}{follows}"


def _value(kind: str, value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_value(kind, v)}" for k, v in value.items()) + "}"
    if value is None:
        return "(no figure)"
    return (
        f"{value / 100:,.2f}"
        if kind in ("money", "table") and isinstance(value, int)
        else str(value)
    )


def _rules(answer: Answer, pack: Pack) -> Iterator[str]:
    yield f"{'':8} {'yes':>9} {'open':>9} {'decided 元':>16} {'at most 元':>16}  rule"
    for line in answer["years"][0]["lines"]:
        rule = pack.rule(line["rule"])
        for side in ("before", "after"):
            name = f"{rule.id} {rule.name}（{_unit(rule.unit)}）" if side == "before" else ""
            yield f"{side:8} {_tally(line[side])}  {name}"
        yield f"         {_difference(line['change'])}"
    for line in answer["totals"]:
        if line["rule"] in ("all", "once:all") and len(answer["rules"]) > 1:
            name = "all, one-off payments" if line["rule"] == "once:all" else "all by the year"
            yield f"{'before':8} {_tally(line['before'])}  {name}"
            yield f"{'after':8} {_tally(line['after'])}"


def _unit(unit: str) -> str:
    return {"月": "月×12", "次": "一次性×1", "": "实物"}.get(unit, f"{unit}×1")


def _tally(side: Answer) -> str:
    unbounded = f" and {side['unbounded']:,} without bound" if side["unbounded"] else ""
    return (
        f"{side['yes']:>9,} {side['unknown']:>9,} {yuan(side['decided_fen']):>16} "
        f"{yuan(side['upper_fen']):>16}{unbounded}"
    )


def _difference(change: Answer) -> str:
    parts = [
        f"gain {change['gained']:,} ({yuan(change['gained_fen'])} 元)",
        f"lose {change['lost']:,} ({yuan(change['lost_fen'])} 元)",
    ]
    if change["newly_decided"] or change["newly_open"]:
        parts.append(
            f"newly decided {change['newly_decided']:,}, newly open {change['newly_open']:,}"
        )
    if change["open"]:
        bound = f", {change['unbounded']:,} without bound" if change["unbounded"] else ""
        low, high = yuan(change["low_fen"]), yuan(change["high_fen"])
        parts.append(f"open {change['open']:,}: in all between {low} and {high} 元{bound}")
    return "; ".join(parts)


def _years(answer: Answer) -> Iterator[str]:
    if len(answer["years"]) == 1:
        return
    yield "By year (decided 元, open answers, before → after):"
    for year in answer["years"]:
        for line in year["lines"]:
            yield f"  {year['as_of']} {line['rule']}: {_sides(line)}"
    yield ""


def _budget(budget: Answer | None) -> Iterator[str]:
    if budget is None:
        return
    yield f"Against {yuan(budget['budget_fen'])} 元 a year:"
    words = {"beyond": "costs more, for certain", "within": "enough, for certain"}
    for year in budget["years"]:
        yield f"  {year['as_of']}: {words.get(year['answer'], 'open: what is not decided tips it')}"
    yield ""


def _sides(line: Answer) -> str:
    before, after = line["before"], line["after"]
    return (
        f"{yuan(before['decided_fen'])} ({before['unknown']:,} open) → "
        f"{yuan(after['decided_fen'])} ({after['unknown']:,} open)"
    )


def _places(answer: Answer, pack: Pack) -> Iterator[str]:
    names = {town.code: town.name for town in pack.towns}
    yield "By town, where it differs (decided 元, before → after):"
    for line in answer["towns"]:
        if line["before"] == line["after"]:
            continue
        yield f"  {line['rule']} {names.get(line['town'], '镇未知')}: {_sides(line)}"
    yield ""


def _groups(answer: Answer) -> Iterator[str]:
    if not answer["groups"]:
        return
    yield "By group, where it differs (decided 元, before → after):"
    for line in answer["groups"]:
        if line["before"] == line["after"]:
            continue
        yield f"  {line['rule']} {line['group']} {part_name(line['part'])}: {_sides(line)}"
    losing = sorted(answer["groups"], key=lambda line: -line["change"]["lost_fen"])
    for line in losing[:SHOWN]:
        if line["change"]["lost"]:
            change = line["change"]
            where = f"{line['rule']} {line['group']} {part_name(line['part'])}"
            yield f"  loses most: {where}: {change['lost']:,} lose {yuan(change['lost_fen'])} 元"
    yield ""


def part_name(part: str) -> str:
    """Return a part's name; "" is one that is not known, "-" none of the parts."""
    return {"": "未知", "-": "其他"}.get(part, part)


def _bands(bands: Answer) -> Iterator[str]:
    yield "Living households by what changes in a year:"
    for word, side in (("gain", bands["gaining"]), ("lose", bands["losing"])):
        yield from (_band(word, band) for band in side if band["households"])
    yield f"  no change: {bands['unchanged']:,}; open: {bands['open']:,}"
    yield ""


def _band(word: str, band: Answer) -> str:
    to = f"to {yuan(band['to_fen'])}" if band["to_fen"] is not None else "and more"
    return f"  {word} above {yuan(band['from_fen'])} {to} 元: {band['households']:,} ({yuan(band['fen'])} 元)"


def _poverty(gap: Answer | None) -> Iterator[str]:
    if gap is None:
        return
    yield f"Poverty gap, {gap['known']:,} households known, {gap['unknown']:,} unknown (元 a month):"
    for name in ("before", "after_same_line", "after_new_line"):
        side = gap[name]
        said = (
            f"{side['households']:,} households, {side['people']:,} people, {yuan(side['fen'])} 元"
        )
        yield f"  {name.replace('_', ' ')}: {said}"
    yield ""


def _arrears(owed: Answer | None) -> Iterable[str]:
    if owed is None:
        return
    yield "Arrears 补差 of those who hold it (元):"
    for rule in owed["rules_without_list"]:
        yield f"  {rule}: nobody brought a list of holders, so none can be reckoned"
    for line in owed["lines"]:
        open_ = line["holders"] - line["reckoned"]
        yield (
            f"  {line['month'][:7]} {line['rule']}: {line['reckoned']:,} of {line['holders']:,} holders, "
            f"owed {yuan(line['owed_fen'])}, paid beyond {yuan(line['over_fen'])}; {open_:,} to look into"
        )
    yield ""
