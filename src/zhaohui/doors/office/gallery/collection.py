"""All samples together, rendered: one section a component, its states side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import override

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.office.gallery import (
    applications,
    assessments,
    bundles,
    cases,
    dealings,
    delegations,
    entrance,
    form_fields,
    forms,
    frame,
    hall,
    items,
    ledger,
    lists,
    meetings,
    offers,
    office,
    outreach,
    payments,
    people,
    places,
    plan,
    registers,
    results,
    signals,
    signs,
    simulation,
    verifications,
    visits,
    voices,
)
from zhaohui.doors.office.gallery.sample import Sample, Scene
from zhaohui.doors.office.gallery.specimen import isolated, rendered

PARTS = (
    signs,
    frame,
    form_fields,
    forms,
    applications,
    cases,
    delegations,
    bundles,
    voices,
    hall,
    visits,
    assessments,
    registers,
    dealings,
    results,
    lists,
    people,
    ledger,
    meetings,
    plan,
    office,
    items,
    offers,
    places,
    signals,
    outreach,
    payments,
    simulation,
    verifications,
    entrance,
)
CHINESE, ENGLISH = "zh-hans", "en"


@dataclass(frozen=True)
class Specimen:
    """One state, rendered; an empty one is a state in which the component shows nothing."""

    state: str | Promise
    html: SafeString
    language: str
    is_empty: bool


@dataclass(frozen=True)
class Section:
    """A component with its specimens; `id` is the section's anchor."""

    name: str
    id: str
    specimens: Sequence[Specimen]


def samples(language: str, today: dt.date) -> dict[str, Sequence[Sample]]:
    """Return the samples by component, built while that language is spoken."""
    with override(language):
        scene = Scene(current_pack(), current_rulebook(), today)
        return {name: found for part in PARTS for name, found in part.samples(scene).items()}


def sections() -> tuple[Section, ...]:
    """Return every component in alphabetical order; rendered once a process, pack and day."""
    return _sections(current_pack().version, county_today())


@lru_cache(maxsize=1)
def _sections(
    pack_version: str,  # noqa: ARG001 - what the rendered page is kept under
    today: dt.date,
) -> tuple[Section, ...]:
    chinese, english = samples(CHINESE, today), samples(ENGLISH, today)
    return tuple(
        Section(
            name=name,
            id=f"c-{name}",
            specimens=[
                *(_specimen(name, n, each, CHINESE) for n, each in enumerate(chinese[name], 1)),
                _specimen(name, 0, english[name][0], ENGLISH),
            ],
        )
        for name in sorted(chinese)
    )


def _specimen(component: str, number: int, sample: Sample, language: str) -> Specimen:
    html = rendered(component, sample.values, language=language)
    return Specimen(
        state="English" if language == ENGLISH else sample.state,
        html=isolated(
            html, mark=f"{component}-{number}", section=f"c-{component}", frame=sample.frame
        ),
        language="en" if language == ENGLISH else "zh-Hans",
        is_empty=not html.strip(),
    )
