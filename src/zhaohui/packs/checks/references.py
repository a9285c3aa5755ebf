"""Every name that a row uses exists, and no key stands twice."""

from __future__ import annotations

from difflib import get_close_matches

from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.registers import Attribution, Credit
from zhaohui.packs.schema.schedules import EXCUSES

NOUNS = frozenset(
    (
        *("Fact", "Service", "Rule", "Case", "Entitlement", "Register", "Schedule", "Signal"),
        *("Task", "Offer", "Measure", "Project", "Account", "Verification", "Publication"),
        *("Form", "Contract", "CreditRecord", "Delegation"),
    )
)


def check_references(scope: Scope) -> None:
    """Cross references between the pack's files."""
    _keys(scope)
    _sources(scope)
    _rules(scope)
    _catalog(scope)
    _classes(scope)
    _meetings(scope)
    _coverage(scope)
    _voices(scope)
    _visits(scope)


def _voices(scope: Scope) -> None:
    kinds = frozenset(row.code for row in scope.pack.voice_kinds)
    for row in scope.pack.voice_questions:
        if row.kind not in kinds:
            message = f"the kind of voice {row.kind} is not in handling/voices.csv"
            scope.problems.error(row.place, message, _nearest(row.kind, kinds))
        if (row.datatype in ("singlevaluelist", "multivaluelist")) != bool(row.values):
            scope.problems.error(row.place, "a list, and only a list, names its values")


# Which steps a visit may lead to: of a contact line, of a task, of a case.
VISIT_STEPS = {
    "line": frozenset(("", "tell", "confirm", "know", "miss", "refuse", "opt_out", "voice")),
    "task": frozenset(("", "answer", "voice")),
    "case": frozenset(("", "take_supplement", "voice")),
    "duty": frozenset(("", "excuse", "voice")),
}


def _visits(scope: Scope) -> None:
    known = {
        "voice": frozenset(row.code for row in scope.pack.voice_kinds),
        "answer": frozenset(row.code for row in scope.pack.task_outcomes),
        "excuse": EXCUSES,
    }
    for row in scope.pack.visit_results:
        if row.step not in VISIT_STEPS[row.about]:
            message = f"the step {row.step} does not follow from a visit about a {row.about}"
            scope.problems.error(row.place, message)
        elif row.step in known and row.detail not in known[row.step]:
            message = f"the pack has no {row.detail or 'detail'} for the step {row.step}"
            scope.problems.error(row.place, message, _nearest(row.detail, known[row.step]))
        elif row.step in ("confirm", "refuse") and not row.detail:
            scope.problems.error(row.place, f"the step {row.step} needs a detail")


def _nearest(name: str, known: frozenset[str]) -> str:
    found = get_close_matches(name, known, n=1)
    return f"did you mean {found[0]}?" if found else ""


def _keys(scope: Scope) -> None:
    pack = scope.pack
    scope.duplicates(((r.source_id, r.place) for r in pack.sources), "source")
    scope.duplicates(((r.name, r.place) for r in pack.facts), "fact")
    scope.duplicates(
        (((r.entity == "person", r.column), r.place) for r in pack.facts), "fact column"
    )
    scope.duplicates(((r.name, r.place) for r in pack.parameters), "parameter")
    scope.duplicates(((r.id, r.place) for r in pack.rules), "rule")
    scope.duplicates(((r.domain, r.place) for r in pack.domains), "domain")
    scope.duplicates(((r.code, r.place) for r in pack.domains), "domain code")
    scope.duplicates(((r.id, r.place) for r in pack.services), "service")
    scope.duplicates((((r.domain, r.slot), r.place) for r in pack.services), "slot")
    scope.duplicates(((r.id, r.place) for r in pack.margins), "margin")
    meetings = (((r.rule, r.other), r.place) for r in pack.relations)
    scope.duplicates(meetings, "relation of")
    scope.duplicates(((r.layer, r.place) for r in pack.aid_layers), "layer")
    scope.duplicates(((r.kind, r.place) for r in pack.classes), "class")
    scope.duplicates(((r.id, r.place) for r in pack.beyond), "service")
    scope.duplicates(((r.req_id, r.place) for r in pack.coverage), "coverage of")
    scope.duplicates(((r.code, r.place) for r in pack.voice_kinds), "kind of voice")
    scope.duplicates(((r.code, r.place) for r in pack.task_outcomes), "outcome")
    scope.duplicates(((r.term, r.place) for r in pack.task_terms), "term of tasks")
    scope.duplicates(((r.term, r.place) for r in pack.delegation_terms), "term of delegations")
    scope.duplicates(((r.code, r.place) for r in pack.identity_documents), "identity document")
    scope.duplicates(((r.code, r.place) for r in pack.queue_priorities), "priority at the window")
    scope.duplicates(((r.code, r.place) for r in pack.visit_results), "result of a visit")
    scope.duplicates(
        (((r.kind, r.code), r.place) for r in pack.voice_questions), "question of a kind of voice"
    )
    scope.duplicates(((r.department, r.place) for r in pack.manifest.contact), "contact of")


def _sources(scope: Scope) -> None:
    pack = scope.pack
    if not scope.whole("sources.csv"):
        return
    known = frozenset(row.source_id for row in pack.sources)
    named = [
        (row.place, getattr(row, name))
        for row in (*pack.sourced_rows(), pack.manifest)
        for name in type(row).model_fields
        if name == "source" or (name.endswith("_source") and name != "external_source")
    ]
    named += [(p.manifest.place, p.manifest.document) for p in pack.all_plans]
    named += [(c.place, c.source) for r in pack.rules for c in r.citations]
    named += [(v.place, v.source) for p in pack.parameters for v in p.versions]
    named += [(c.place, c.source) for c in pack.manifest.contact]
    named += [(b.place, b.source) for i in pack.items for b in i.basis]
    named += [(m.place, m.source) for i in pack.items for m in i.marks]
    named += [(b.place, b.minors_source) for b in pack.bundles]
    named += [(pack.attribution.place, c.source) for c in _credits(pack.attribution)]
    for place, source in named:
        if source and source not in known:
            hint = _nearest(source, known) or "add it to sources.csv"
            scope.problems.error(place, f"the source {source} is not in sources.csv", hint)
    used = {source for _, source in named}
    for row in pack.sources:
        if row.source_id not in used:
            scope.problems.info(row.place, f"no row uses the source {row.source_id}")


def _credits(said: Attribution) -> tuple[Credit, Credit, Credit]:
    return said.points, said.outline, said.cells


def _rules(scope: Scope) -> None:
    pack = scope.pack
    services = frozenset(row.id for row in pack.services)
    rules = frozenset(row.id for row in pack.rules)
    for rule in pack.rules:
        if rule.service and rule.service not in services and scope.whole("catalog/"):
            hint = _nearest(rule.service, services) or "use an id of catalog/services.csv"
            scope.problems.error(
                rule.place, f"the service {rule.service} is not in the catalog", hint
            )
        for other in rule.excludes:
            if other == rule.id:
                scope.problems.error(rule.place, f"the rule {rule.id} excludes itself")
            elif other not in rules and scope.whole("rules/"):
                hint = _nearest(other, rules) or "use the id of a rule"
                scope.problems.error(rule.place, f"`excludes` names the unknown rule {other}", hint)


def _catalog(scope: Scope) -> None:
    pack = scope.pack
    codes = {row.domain: row.code for row in pack.domains}
    for row in pack.services:
        if row.domain not in codes:
            if scope.whole("catalog/domains.csv"):
                hint = "add it to catalog/domains.csv"
                scope.problems.error(row.place, f"the domain {row.domain} is unknown", hint)
            continue
        wanted = f"{codes[row.domain]}-{row.slot:02d}"
        if row.id != wanted:
            scope.problems.error(
                row.place, f"the id {row.id} does not fit its domain and slot", f"write {wanted}"
            )


def _classes(scope: Scope) -> None:
    """Services beyond the list have a class that is explained, not the basic one, and a known domain."""
    explained = {row.kind for row in scope.pack.classes}
    domains = {row.domain for row in scope.pack.domains}
    public = {row.id for row in scope.pack.registers if row.public}
    for each in scope.pack.classes if scope.whole("registers/") else ():
        if each.listed_in and each.listed_in not in public:
            what = f"{each.kind} names the register {each.listed_in}, which has no public view"
            scope.problems.error(each.place, what, _nearest(each.listed_in, frozenset(public)))
    for row in scope.pack.beyond:
        if row.kind == "basic":
            what = f"{row.name} is basic, so it is a slot of catalog/services.csv"
            scope.problems.error(row.place, what)
        elif row.kind not in explained and scope.whole("catalog/"):
            what = f"no row of catalog/classes.csv explains {row.kind}"
            scope.problems.error(row.place, what)
        if row.domain not in domains and scope.whole("catalog/"):
            scope.problems.error(row.place, f"the domain {row.domain} is unknown")


def _meetings(scope: Scope) -> None:
    """Relations and layers name rules, parameters and facts that there are."""
    pack = scope.pack
    rules = frozenset(row.id for row in pack.rules)
    named = [(r.place, id_) for r in pack.relations for id_ in (r.rule, r.other)]
    named += [(r.place, id_) for r in pack.aid_layers for id_ in f"{r.rules} {r.opens}".split()]
    for place, rule in named:
        if rule not in rules and scope.whole("rules/"):
            hint = _nearest(rule, rules) or "use the id of a rule"
            scope.problems.error(place, f"the rule {rule} is unknown", hint)
    excluded = {frozenset((rule.id, other)) for rule in pack.rules for other in rule.excludes}
    parameters = frozenset(row.name for row in pack.parameters)
    for row in pack.relations:
        if row.relation == "together" and frozenset((row.rule, row.other)) in excluded:
            what = f"{row.rule} and {row.other} are held together here, and a rule excludes it"
            scope.problems.error(row.place, what, "take one of them out")
        if row.parameter and row.parameter not in parameters and scope.whole("params/"):
            hint = _nearest(row.parameter, parameters)
            scope.problems.error(row.place, f"the parameter {row.parameter} is unknown", hint)
    facts = frozenset(row.name for row in pack.facts)
    for layer in pack.aid_layers:
        if layer.fact and layer.fact not in facts and scope.whole("facts.toml"):
            hint = _nearest(layer.fact, facts)
            scope.problems.error(layer.place, f"the fact {layer.fact} is unknown", hint)


def _coverage(scope: Scope) -> None:
    pack = scope.pack
    requirements = {row.id for p in pack.all_plans for row in p.requirements}
    whole = scope.whole("plan/")
    for row in pack.coverage:
        if row.req_id not in requirements and whole:
            scope.problems.error(row.place, f"the requirement {row.req_id} is in no plan")
        for noun in row.nouns.split():
            if noun not in NOUNS:
                hint = f"nouns: {', '.join(sorted(NOUNS))}"
                scope.problems.error(row.place, f"{noun} is not one of the nouns", hint)
        for name in row.files.split():
            if not (pack.folder / name.split("#")[0]).is_file():
                scope.problems.error(row.place, f"the file {name} is not in the pack")
        if row.status == "declared" and not row.files:
            scope.problems.error(
                row.place,
                f"{row.req_id} is declared but no file shows it",
                "name the file, or write planned",
            )
    covered = {row.req_id for row in pack.coverage}
    for plan in pack.plans if pack.coverage else ():
        for requirement in plan.requirements:
            if requirement.id not in covered and scope.whole("coverage.csv"):
                scope.problems.info(requirement.place, f"{requirement.id} is not in coverage.csv")
