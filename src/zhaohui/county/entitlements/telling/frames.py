"""The words around what a story says, by message id: Chinese here, English in the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext as _


def gettext_noop(text: str) -> str:
    """Mark words for translation. Django's own asks for settings, which `zhaohui check` has none of."""
    return text


FRAMES = {
    "verdict.yes.money": gettext_noop("可以享受%(rule)s，%(amount)s。"),
    "verdict.yes.kind": gettext_noop("可以享受%(rule)s：%(kind)s。"),
    "verdict.yes.unpriced": gettext_noop("可以享受%(rule)s，金额还算不出来，还差：%(needs)s。"),
    "verdict.no": gettext_noop("不符合%(rule)s的条件。"),
    "verdict.unknown": gettext_noop("还不能确定能不能享受%(rule)s，还差：%(needs)s。"),
    "condition": gettext_noop("%(sentence)s。"),
    "condition.facts": gettext_noop("%(sentence)s（%(facts)s）。"),
    "condition.open": gettext_noop("是不是“%(sentence)s”，还不能确定。"),
    "condition.open.facts": gettext_noop("是不是“%(sentence)s”，还不能确定（%(facts)s）。"),
    "fact": gettext_noop("%(fact)s%(value)s"),
    "fact.age": gettext_noop("%(fact)s%(value)s，满%(age)s周岁"),
    "fact.other": gettext_noop("%(who)s的%(fact)s%(value)s"),
    "fact.other.age": gettext_noop("%(who)s的%(fact)s%(value)s，满%(age)s周岁"),
    "source": gettext_noop("%(who)s的%(fact)s：%(value)s（%(department)s，%(date)s）。"),
    "source.home": gettext_noop("%(fact)s：%(value)s（%(department)s，%(date)s）。"),
    "amount": gettext_noop("金额：%(words)s，等于%(value)s。"),
    "amount.long": gettext_noop("金额按下面各项标准一步步算，等于%(value)s。"),
    "amount.table": gettext_noop("其中“%(table)s”按“%(words)s”是%(key)s的一档，是%(value)s。"),
    "amount.figure": gettext_noop("其中“%(name)s”是%(value)s。"),
    "parameter": gettext_noop("%(name)s：%(figures)s，%(area)s，%(start)s起执行，%(mark)s。"),
    "parameter.until": gettext_noop(
        "%(name)s：%(figures)s，%(area)s，%(start)s至%(end)s执行，%(mark)s。"
    ),
    "parameter.from": gettext_noop("出处：%(document)s。"),
    "parameter.stale": gettext_noop("这个标准可能已更新。"),
    "parameter.gap": gettext_noop("%(name)s：还没有读到（%(gap)s）。"),
    "basis": gettext_noop("依据：%(document)s，%(mark)s。"),
    "change.condition": gettext_noop("“%(sentence)s”这一条会变，如果：%(ways)s。"),
    "change.final": gettext_noop("“%(sentence)s”这一条，按出生日期和现行规定不会再变。"),
    "change.unclear": gettext_noop("“%(sentence)s”这一条怎样才会变，请问经办人。"),
    "change.all": gettext_noop("上面每一条都要变。"),
    "change.together.yes": gettext_noop("那样就可以享受，%(amount)s。"),
    "change.together.kind": gettext_noop("那样就可以享受。"),
    "change.rest": gettext_noop("其他条件现在都符合。"),
    "change.rest.open": gettext_noop("其他条件里还有没确定的。"),
    "change.time": gettext_noop("%(words)s（%(day)s起自动符合）"),
    "change.time.of": gettext_noop("%(who)s%(words)s（%(day)s起自动符合）"),
    "change.test": gettext_noop("%(words)s"),
    "change.test.of": gettext_noop("%(who)s的%(words)s"),
    "change.test.now": gettext_noop("%(words)s（现在是%(now)s）"),
    "change.losses": gettext_noop("下面任何一样变了，就不再符合：%(ways)s。"),
    "turn.yes": gettext_noop("其他都不变、规定也不变的话，%(day)s起可以享受，%(amount)s。"),
    "turn.kind": gettext_noop("其他都不变、规定也不变的话，%(day)s起可以享受。"),
    "turn.no": gettext_noop("其他都不变、规定也不变的话，%(day)s起不再符合。"),
    "turn.unknown": gettext_noop("%(day)s起要重新确认，到时还差：%(needs)s。"),
    "settle": gettext_noop("看“%(fact)s”：%(outcomes)s。"),
    "settle.of": gettext_noop("看%(who)s的“%(fact)s”：%(outcomes)s。"),
    "settle.plain": gettext_noop("还要知道%(fact)s。"),
    "settle.plain.of": gettext_noop("还要知道%(who)s的%(fact)s。"),
    "settle.figure": gettext_noop("还要等一个标准：%(fact)s（%(department)s补）。"),
    "outcome.yes": gettext_noop("%(values)s——可以享受"),
    "outcome.yes.money": gettext_noop("%(values)s——可以享受，%(amount)s"),
    "outcome.no": gettext_noop("%(values)s——不符合"),
    "outcome.unknown": gettext_noop("%(values)s——还不能确定"),
    "range.below": gettext_noop("%(high)s及以下"),
    "range.above": gettext_noop("%(low)s及以上"),
    "range.between": gettext_noop("%(low)s到%(high)s"),
    "range.all": gettext_noop("多少都一样"),
    "age": gettext_noop("%(n)s岁"),
    "result.money": gettext_noop("可以享受，%(amount)s"),
    "result.yes": gettext_noop("可以享受"),
    "result.yes.needs": gettext_noop("可以享受，金额还差：%(needs)s"),
    "result.no": gettext_noop("不符合"),
    "result.no.needs": gettext_noop("不符合"),
    "result.unknown": gettext_noop("还不能确定"),
    "result.unknown.needs": gettext_noop("还不能确定，还差：%(needs)s"),
    "unit.月": gettext_noop("每月%(money)s"),
    "unit.年": gettext_noop("每年%(money)s"),
    "unit.学年": gettext_noop("每学年%(money)s"),
    "unit.次": gettext_noop("每次%(money)s"),
    "unit": gettext_noop("%(money)s/%(unit)s"),
    "mark.verified": gettext_noop("已核对原文"),
    "mark.secondary": gettext_noop("据转载或推算"),
    "mark.unverified": gettext_noop("待核实"),
    "mark.placeholder": gettext_noop("缺口待补"),
    "own": gettext_noop("本人"),
    "relative": gettext_noop("家人"),
    "member": gettext_noop("家庭成员（登记号 %(pk)s）"),
    "and": gettext_noop("，同时"),
    "or": gettext_noop("；或者"),
    "figure": gettext_noop("标准“%(name)s”"),
    "article": gettext_noop("《%(title)s》%(article)s"),
    "article.number": gettext_noop("《%(title)s》（%(number)s）%(article)s"),
}


def framed(message: str, **values: object) -> str:
    """Return the words of a message in the language of the moment."""
    return _(FRAMES[message]) % values
