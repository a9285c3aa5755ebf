"""Which file of a pack holds which kind of row."""

from __future__ import annotations

from zhaohui.packs.schema import access, catalog, handling, items, plan, registers
from zhaohui.packs.schema.row import Row

REQUIRED = frozenset({"sources.csv", "facts.toml"})  # and pack.toml, and each plan's plan.toml

REGISTERS: dict[str, tuple[str, type[Row]]] = {
    "sources": ("sources.csv", registers.SourceRow),
    "towns": ("areas/towns.csv", registers.TownRow),
    "villages": ("areas/villages.csv", registers.VillageRow),
    "points": ("areas/points_2016.csv", registers.PointRow),
    "domains": ("catalog/domains.csv", catalog.DomainRow),
    "services": ("catalog/services.csv", catalog.ServiceRow),
    "national_changes": ("catalog/national_2023_changes.csv", catalog.NationalChangeRow),
    "classes": ("catalog/classes.csv", catalog.ClassRow),
    "beyond": ("catalog/beyond.csv", catalog.BeyondRow),
    "relations": ("catalog/relations.csv", catalog.RelationRow),
    "aid_layers": ("catalog/aid_layers.csv", catalog.AidLayerRow),
    "life_events": ("catalog/life_events.csv", items.LifeEventRow),
    "margins": ("calibration/population.csv", registers.MarginRow),
    "frequencies": ("calibration/simulated_frequencies.csv", registers.FrequencyRow),
    "coverage": ("coverage.csv", registers.CoverageRow),
    "posts": ("access/posts.csv", access.PostRow),
    "policy": ("access/policy.csv", access.PolicyRow),
    "case_reasons": ("handling/reasons.csv", handling.CaseReasonRow),
    "case_terms": ("handling/terms.csv", handling.CaseTermRow),
    "voice_kinds": ("handling/voices.csv", handling.VoiceKindRow),
    "voice_questions": ("handling/voice_questions.csv", handling.VoiceQuestionRow),
    "task_outcomes": ("handling/outcomes.csv", handling.TaskOutcomeRow),
    "task_terms": ("handling/task_terms.csv", handling.TaskTermRow),
    "delegation_terms": ("handling/delegation_terms.csv", handling.DelegationTermRow),
    "identity_documents": ("handling/identity_documents.csv", handling.IdentityDocumentRow),
    "queue_priorities": ("handling/queue_priorities.csv", handling.QueuePriorityRow),
    "visit_results": ("handling/visits.csv", handling.VisitResultRow),
}
PLAN_FILES: dict[str, type[Row]] = {
    "chapters": plan.ChapterRow,
    "indicators": plan.IndicatorRow,
    "domains": plan.PlanDomainRow,
    "services": plan.PlanServiceRow,
    "projects": plan.ProjectRow,
    "project_targets": plan.ProjectTargetRow,
    "commitments": plan.CommitmentRow,
    "inconsistencies": plan.InconsistencyRow,
    "requirements": plan.RequirementRow,
    "links": plan.LinkRow,
}
