"""A county's pack in memory: its rows, and finders by key."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from zhaohui.packs.schema import access, catalog, handling, plan
from zhaohui.packs.schema import registers as county_rows
from zhaohui.packs.schema.benefit_lists import BenefitListRow
from zhaohui.packs.schema.bundles import BundleRow
from zhaohui.packs.schema.forms import FormRow
from zhaohui.packs.schema.item_changes import ItemChange
from zhaohui.packs.schema.items import Item, LifeEventRow
from zhaohui.packs.schema.offers import OfferRow
from zhaohui.packs.schema.payments import PaymentsRow
from zhaohui.packs.schema.payrolls import PayrollRow
from zhaohui.packs.schema.platforms import PlatformRow
from zhaohui.packs.schema.reform import SimulationRow
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.row import Sourced
from zhaohui.packs.schema.rules import ParameterRow, RuleRow
from zhaohui.packs.schema.schedules import ScheduleRow
from zhaohui.packs.schema.signals import SignalRow
from zhaohui.packs.schema.templates import TemplateRow
from zhaohui.packs.schema.verifications import VerificationRow
from zhaohui.packs.working_days import WorkingDays


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan 规划 of the county, or (with another `area`) one that stands beside it."""

    manifest: plan.PlanManifest
    chapters: Sequence[plan.ChapterRow] = ()
    indicators: Sequence[plan.IndicatorRow] = ()
    domains: Sequence[plan.PlanDomainRow] = ()
    services: Sequence[plan.PlanServiceRow] = ()
    projects: Sequence[plan.ProjectRow] = ()
    project_targets: Sequence[plan.ProjectTargetRow] = ()
    commitments: Sequence[plan.CommitmentRow] = ()
    inconsistencies: Sequence[plan.InconsistencyRow] = ()
    requirements: Sequence[plan.RequirementRow] = ()
    links: Sequence[plan.LinkRow] = ()

    @property
    def id(self) -> str:
        """The name of the plan's folder."""
        return self.manifest.id

    @property
    def title(self) -> str:
        """The plan's title."""
        return self.manifest.title

    @property
    def period_from(self) -> date:
        """First day of the period."""
        return self.manifest.period_from

    @property
    def period_to(self) -> date:
        """Last day of the period."""
        return self.manifest.period_to

    def has_ended(self, today: date) -> bool:
        """Whether the plan's period is over on `today`."""
        return today > self.period_to


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything particular to one county; `version` is the hash of its files."""

    folder: Path
    version: str
    manifest: county_rows.Manifest
    attribution: county_rows.Attribution
    sources: Sequence[county_rows.SourceRow] = ()
    facts: Sequence[county_rows.FactRow] = ()
    towns: Sequence[county_rows.TownRow] = ()
    villages: Sequence[county_rows.VillageRow] = ()
    points: Sequence[county_rows.PointRow] = ()
    domains: Sequence[catalog.DomainRow] = ()
    services: Sequence[catalog.ServiceRow] = ()
    national_changes: Sequence[catalog.NationalChangeRow] = ()
    classes: Sequence[catalog.ClassRow] = ()
    beyond: Sequence[catalog.BeyondRow] = ()
    relations: Sequence[catalog.RelationRow] = ()
    aid_layers: Sequence[catalog.AidLayerRow] = ()
    items: Sequence[Item] = ()
    life_events: Sequence[LifeEventRow] = ()
    bundles: Sequence[BundleRow] = ()
    item_changes: Sequence[ItemChange] = ()  # what officers published; no part of the pack's files
    parameters: Sequence[ParameterRow] = ()
    rules: Sequence[RuleRow] = ()
    holidays: Sequence[county_rows.HolidayRow] = ()
    margins: Sequence[county_rows.MarginRow] = ()
    frequencies: Sequence[county_rows.FrequencyRow] = ()
    coverage: Sequence[county_rows.CoverageRow] = ()
    posts: Sequence[access.PostRow] = ()
    policy: Sequence[access.PolicyRow] = ()
    case_reasons: Sequence[handling.CaseReasonRow] = ()
    case_terms: Sequence[handling.CaseTermRow] = ()
    voice_kinds: Sequence[handling.VoiceKindRow] = ()
    voice_questions: Sequence[handling.VoiceQuestionRow] = ()
    task_outcomes: Sequence[handling.TaskOutcomeRow] = ()
    task_terms: Sequence[handling.TaskTermRow] = ()
    delegation_terms: Sequence[handling.DelegationTermRow] = ()
    identity_documents: Sequence[handling.IdentityDocumentRow] = ()
    queue_priorities: Sequence[handling.QueuePriorityRow] = ()
    visit_results: Sequence[handling.VisitResultRow] = ()
    forms: Sequence[FormRow] = ()
    registers: Sequence[RegisterRow] = ()
    simulation: SimulationRow | None = None
    payments: PaymentsRow | None = None
    templates: Sequence[TemplateRow] = ()
    payrolls: Sequence[PayrollRow] = ()
    benefit_lists: Sequence[BenefitListRow] = ()
    offers: Sequence[OfferRow] = ()
    verifications: Sequence[VerificationRow] = ()
    platforms: Sequence[PlatformRow] = ()
    schedules: Sequence[ScheduleRow] = ()
    signals: Sequence[SignalRow] = ()
    all_plans: Sequence[Plan] = field(default=())

    @property
    def code(self) -> str:
        """The county's division code, six digits."""
        return self.manifest.code

    @property
    def name(self) -> str:
        """The county's full name."""
        return self.manifest.name

    @property
    def short_name(self) -> str:
        """The county's everyday name."""
        return self.manifest.short_name

    @property
    def areas_chain(self) -> tuple[str, ...]:
        """Division prefixes from the county to the nation, nearest first."""
        return self.manifest.areas_chain

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The county's own plans, oldest first."""
        own = [p for p in self.all_plans if p.manifest.area == self.code]
        return tuple(sorted(own, key=lambda p: p.period_from))

    @cached_property
    def wider_plans(self) -> tuple[Plan, ...]:
        """Plans of wider areas (city, province, nation) that stand beside the county's."""
        return tuple(p for p in self.all_plans if p.manifest.area != self.code)

    def plan(self, plan_id: str = "") -> Plan:
        """The plan of that id, or the current one (`current_plan`). KeyError when there is none."""
        return self._plans[plan_id or self.manifest.current_plan]

    def service(self, service_id: str) -> catalog.ServiceRow:
        """The slot of that id, such as childcare-01. KeyError when there is none."""
        return self._services[service_id]

    def rules_of(self, service_id: str) -> Sequence[RuleRow]:
        """The rules that serve a slot."""
        return self._rules_of.get(service_id, ())

    def item(self, name: str) -> Item:
        """The service item of that name as the pack's file has it (`items.standing` for a day). KeyError."""
        return self._items[name]

    def rule(self, rule_id: str) -> RuleRow:
        """The rule of that id. KeyError when there is none."""
        return self._rules[rule_id]

    def source(self, source_id: str) -> county_rows.SourceRow:
        """The source of that id. KeyError when there is none."""
        return self._sources[source_id]

    def fact(self, name: str) -> county_rows.FactRow:
        """The fact of that Chinese name. KeyError when there is none."""
        return self._facts[name]

    def form(self, form_id: str) -> FormRow:
        """The form of that id. KeyError when there is none."""
        return self._forms[form_id]

    def register(self, register_id: str) -> RegisterRow:
        """The register 台账 of that id. KeyError when there is none."""
        return self._registers[register_id]

    def schedule(self, schedule_id: str) -> ScheduleRow:
        """The schedule 随访计划 of that id. KeyError when there is none."""
        return self._schedules[schedule_id]

    def parameter(self, name: str) -> ParameterRow:
        """The parameter of that name. KeyError when there is none."""
        return self._parameters[name]

    def town(self, code: str) -> county_rows.TownRow:
        """The town of that nine-digit code. KeyError when there is none."""
        return self._towns[code]

    def village(self, code: str) -> county_rows.VillageRow:
        """The village of that twelve-digit code. KeyError when there is none."""
        return self._villages[code]

    def domain(self, name: str) -> catalog.DomainRow:
        """The domain of that Chinese name. KeyError when there is none."""
        return self._domains[name]

    def sourced_rows(self) -> Iterator[Sourced]:
        """Every row that names a source, plans included."""
        for value in vars(self).values():
            if isinstance(value, tuple):
                yield from (row for row in value if isinstance(row, Sourced))
        yield from self.simulation.follows if self.simulation else ()
        yield from self.payments.benefits if self.payments else ()
        for item in self.all_plans:
            for rows in vars(item).values():
                if isinstance(rows, tuple):
                    yield from (row for row in rows if isinstance(row, Sourced))

    @cached_property
    def outline(self) -> Mapping[str, Any] | None:
        """The county's outline as GeoJSON (WGS84), or None when the pack has none."""
        path = self.folder / "areas" / "outline.geojson"
        return json.loads(path.read_text("utf-8")) if path.is_file() else None

    @cached_property
    def working_days(self) -> WorkingDays:
        """The county's working days."""
        return WorkingDays(self.holidays)

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return {p.id: p for p in self.all_plans}

    @cached_property
    def _services(self) -> dict[str, catalog.ServiceRow]:
        return {row.id: row for row in self.services}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {row.name: row for row in self.items}

    @cached_property
    def _rules(self) -> dict[str, RuleRow]:
        return {row.id: row for row in self.rules}

    @cached_property
    def _rules_of(self) -> dict[str, list[RuleRow]]:
        found: dict[str, list[RuleRow]] = defaultdict(list)
        for rule in self.rules:
            found[rule.service].append(rule)
        return dict(found)

    @cached_property
    def _sources(self) -> dict[str, county_rows.SourceRow]:
        return {row.source_id: row for row in self.sources}

    @cached_property
    def _facts(self) -> dict[str, county_rows.FactRow]:
        return {row.name: row for row in self.facts}

    @cached_property
    def _forms(self) -> dict[str, FormRow]:
        return {row.id: row for row in self.forms}

    @cached_property
    def _registers(self) -> dict[str, RegisterRow]:
        return {row.id: row for row in self.registers}

    @cached_property
    def _schedules(self) -> dict[str, ScheduleRow]:
        return {row.id: row for row in self.schedules}

    @cached_property
    def _parameters(self) -> dict[str, ParameterRow]:
        return {row.name: row for row in self.parameters}

    @cached_property
    def _towns(self) -> dict[str, county_rows.TownRow]:
        return {row.code: row for row in self.towns}

    @cached_property
    def _villages(self) -> dict[str, county_rows.VillageRow]:
        return {row.code: row for row in self.villages}

    @cached_property
    def _domains(self) -> dict[str, catalog.DomainRow]:
        return {row.domain: row for row in self.domains}
