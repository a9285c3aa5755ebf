"""From written rules to compiled ones: every expression checked, every fault a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.check import check
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.interpret import Code, compile_node
from zhaohui.engines.rules.scope import HOUSEHOLDS, named
from zhaohui.engines.rules.spec import Condition, Rule
from zhaohui.engines.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CompiledCondition:
    """A condition with its code and the parameters that it uses."""

    condition: Condition
    code: Code
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to evaluate; `amount` is None for help in kind."""

    rule: Rule
    conditions: tuple[CompiledCondition, ...]
    amount: Code | None
    amount_parameters: tuple[str, ...]


def compile_rules(
    rules: Sequence[Rule], vocabulary: Vocabulary, faults: list[RuleError]
) -> dict[str, CompiledRule]:
    """The compiled rules by id; what is wrong with the others is added to `faults`."""
    compiled: dict[str, CompiledRule] = {}
    ids = {rule.id for rule in rules}
    for rule in rules:
        found = list(_rule_faults(rule, ids))
        if rule.id in compiled:
            found.append(RuleError(f"rule {rule.id} is defined twice.", place=rule.place))
        conditions = [_condition(rule, each, vocabulary, found) for each in rule.conditions]
        amount = _amount(rule, vocabulary, found)
        faults.extend(found)
        if not found:
            compiled[rule.id] = CompiledRule(
                rule,
                tuple(each for each in conditions if each),
                amount,
                tuple(tree.parameters_in(amount.node)) if amount else (),
            )
    return compiled


def _rule_faults(rule: Rule, ids: set[str]) -> Iterator[RuleError]:
    def fault(what: str, hint: str = "") -> RuleError:
        return RuleError(f"rule {rule.id}: {what}.", hint=hint, place=rule.place)

    if rule.subject not in ("person", "household"):
        yield fault(f"its subject {rule.subject} is neither person nor household")
    if rule.group not in HOUSEHOLDS:
        yield fault(f"its group {rule.group} is neither living nor registered")
    if not rule.conditions:
        yield fault("it has no condition", "Everyone would get it; write at least one condition.")
    for code, times in Counter(each.code for each in rule.conditions).items():
        if times > 1:
            yield fault(f"condition code {code} is used {times} times", "Codes name reasons.")
    for other in rule.excludes:
        if other not in ids:
            yield fault(f"it excludes {other}, which is no rule")


def _condition(
    rule: Rule, condition: Condition, vocabulary: Vocabulary, faults: list[RuleError]
) -> CompiledCondition | None:
    owner = f"condition {condition.code}"
    node = _checked(rule, condition.when, owner, vocabulary, faults)
    if node is None:
        return None
    if node.type != tree.BOOL:
        faults.append(_fault(rule, owner, node, f"is {named(node.type)} where yes/no is needed"))
    return CompiledCondition(condition, compile_node(node), tuple(tree.parameters_in(node)))


def _amount(rule: Rule, vocabulary: Vocabulary, faults: list[RuleError]) -> Code | None:
    if rule.amount is None:
        return None
    node = _checked(rule, rule.amount, "amount", vocabulary, faults)
    if node is None:
        return None
    if node.type != tree.MONEY:
        what = f"is {named(node.type)} where money is needed"
        faults.append(_fault(rule, "amount", node, what, "Write 元(25)."))
    elif node.low < 0:
        what = "could become negative"
        faults.append(_fault(rule, "amount", node, what, "Write max(元(0), …)."))
    return compile_node(node)


def _checked(
    rule: Rule, text: str, owner: str, vocabulary: Vocabulary, faults: list[RuleError]
) -> tree.Node | None:
    try:
        return check(
            text,
            vocabulary,
            subject=rule.subject,
            group=rule.group,
            place=rule.place,
            owner=f"rule {rule.id}, {owner}",
        )
    except RuleError as fault:
        faults.append(fault)
        return None


def _fault(rule: Rule, owner: str, node: tree.Node, what: str, hint: str = "") -> RuleError:
    sentence = f"rule {rule.id}, {owner}: “{node.text}” {what}."
    return RuleError(sentence, hint=hint, place=rule.place)
