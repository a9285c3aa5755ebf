"""Evaluate one household from what people state: the portal's check and `zhaohui check`. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from zhaohui.county.entitlements.aid_layers import layers_of
from zhaohui.county.entitlements.relations import met_by
from zhaohui.county.entitlements.telling import Teller
from zhaohui.county.entitlements.telling.values import area_words
from zhaohui.county.registry.dictionary import Dictionary, FactError
from zhaohui.county.registry.fact_values import Value, ValueFault, read_value
from zhaohui.engines.rules import Finding, Household, Need, Question, Rulebook, questions
from zhaohui.engines.rules.story import tell
from zhaohui.packs.frequencies import frequencies
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import CitationRow, RuleRow

PARTS = ("members", "living", "registered")
LABEL = "label"
MOST_MEMBERS = 30
WHOLE_HOUSEHOLD = "全家"


def check_household(
    pack: Pack,
    book: Rulebook,
    document: Mapping[str, Any],
    as_of: dt.date,
    *,
    unsure: Collection[Need] = (),
    rules: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return what the household may have, what is missing and what to ask next, best first.

    `document` holds `members` (a list of facts by dictionary name, with an optional `label`), and
    `living` and `registered` (facts of the two households); money is in 元. In the answer money is
    in fen; `id` is the rule's, `service` its slot in the catalog, `reasons` are condition codes
    and `sentences` their words; `meets` says which other yes it excludes, adds to or leads to,
    `aid_layers` in which layer of social assistance the household stands. `unsure`
    are facts that people could not tell: they are not asked again, nor is what could decide nothing
    without them. `rules` are the only ones looked at (None: all of the book).
    Raises `FactError` with a sentence for every wrong name or value.
    """
    labels, household = read_household(Dictionary(pack.facts), document)
    left = questions(
        book, household, as_of, frequencies=frequencies(pack), unsure=unsure, rules=rules
    )
    rows = [_service(pack, finding, labels) for finding in book.evaluate(household, as_of, rules)]
    for row, met in zip(rows, met_by(pack, book, as_of, rows), strict=True):
        row["meets"] = met
    return {
        "as_of": as_of.isoformat(),
        "questions_left": [_question(pack, question, labels) for question in left],
        "services": rows,
        "aid_layers": layers_of(pack, household, rows),
    }


def tell_household(
    pack: Pack,
    book: Rulebook,
    document: Mapping[str, Any],
    as_of: dt.date,
    asked: Iterable[tuple[str, int | None]],
) -> dict[tuple[str, int | None], list[dict[str, str]]]:
    """Return why, in sentences, for the rules and members (None: the household) that are asked.

    `document` as in `check_household`, whose rows name rule and member.
    """
    labels, household = read_household(Dictionary(pack.facts), document)
    areas = area_words(pack)
    told = {}
    for rule, member in asked:
        story = tell(book, household, as_of, rule, member)
        teller = Teller(pack=pack, areas=areas, label=_caller(labels, member))
        told[rule, member] = [asdict(each) for each in teller.sentences(story)]
    return told


def _caller(labels: list[str], own: int | None) -> Callable[[int | None], str]:
    """Call members by their labels, the one whom the story is about by nothing."""
    return lambda member: "" if member is None or member == own else labels[member]


def read_household(
    dictionary: Dictionary, document: Mapping[str, Any]
) -> tuple[list[str], Household]:
    """Return the members' labels and the household with exact values; see `check_household`."""
    if not isinstance(document, Mapping):
        raise FactError("材料里没有家庭。", hint="请写 members: 和成员的列表。")
    if unknown := [str(key) for key in document if key not in PARTS]:
        raise FactError(f"不认识“{unknown[0]}”这一部分。", hint=f"可写的部分：{'、'.join(PARTS)}。")
    members = document.get("members")
    if not isinstance(members, list) or not members:
        raise FactError("没有写家庭成员。", hint="members 下至少要有一个成员。")
    if len(members) > MOST_MEMBERS:
        raise FactError(f"成员超过 {MOST_MEMBERS} 人。", hint="请分户填写。")
    faults: list[str] = []
    labels, people = [], []
    for number, member in enumerate(members, 1):
        stated = dict(member) if isinstance(member, Mapping) else member
        label = str((stated.pop(LABEL, "") if isinstance(stated, dict) else "") or f"成员{number}")
        labels.append(label)
        people.append(_facts(dictionary, stated, "person", label, faults))
    living = _facts(dictionary, document.get("living"), "living", "共同生活家庭", faults)
    registered = _facts(dictionary, document.get("registered"), "registered", "户籍户", faults)
    if faults:
        raise FactError("\n".join(faults))
    return labels, Household(members=people, living=living, registered=registered)


def _facts(
    dictionary: Dictionary, stated: Any, entity: str, where: str, faults: list[str]
) -> dict[str, Value | None]:
    if stated is None:
        return {}
    if not isinstance(stated, Mapping):
        faults.append(f"{where}：应写成“事实: 值”的样子。")
        return {}
    values: dict[str, Value | None] = {}
    for name, raw in stated.items():
        try:
            fact = dictionary.fact(name, where=where, entities=(entity,))
            values[fact.name] = read_value(fact, raw)
        except FactError as error:
            faults.append(str(error))
        except ValueFault as fault:
            faults.append(f"{where}：{fault}。")
    return values


def _question(pack: Pack, question: Question, labels: list[str]) -> dict[str, Any]:
    fact = pack.fact(question.fact)
    return {
        "fact": fact.name,
        "member": question.member,
        "label": _label(question.member, labels),
        "question": fact.question,
        "help": fact.help,
        "unblocks": question.unblocks,
        "settles": round(question.settles, 3),
    }


def _service(pack: Pack, finding: Finding, labels: list[str]) -> dict[str, Any]:
    rule = pack.rule(finding.rule)
    return {
        "id": rule.id,
        "name": rule.name,
        "service": rule.service,
        "subject": _label(finding.member, labels),
        "subject_kind": rule.subject,
        "member": finding.member,
        "status": finding.status,
        "amount_fen": finding.amount_fen,
        "unit": rule.unit,
        "in_kind": rule.in_kind,
        "reasons": list(finding.reasons),
        "sentences": sentences(rule, finding),
        "needs": list(finding.needs),
        "blocks": [{"fact": need.name, "member": need.member} for need in finding.blocks],
        "citations": [citation(pack, row) for row in rule.citations],
        "stale": list(finding.stale),
        "verification": rule.verification,
    }


def sentences(rule: RuleRow, finding: Finding) -> list[str]:
    """Return the words of the finding's reasons: those that failed for a no, else those that hold."""
    said = {each.code: each.no if finding.status == "no" else each.yes for each in rule.conditions}
    return [said[code] for code in finding.reasons]


def citation(pack: Pack, row: CitationRow) -> dict[str, str]:
    """Return the document that a rule applies, with its title, number and address."""
    source = pack.source(row.source)
    return {
        "source": row.source,
        "title": source.title,
        "doc_no": source.doc_no,
        "article": row.article,
        "address": source.address,
        "verification": source.verification,
    }


def _label(member: int | None, labels: list[str]) -> str:
    return WHOLE_HOUSEHOLD if member is None else labels[member]
