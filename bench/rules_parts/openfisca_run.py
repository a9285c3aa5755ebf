"""The peer's run: the snapshot into one simulation, every benefit calculated, findings stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.simulations.simulation import Simulation

from bench.rules_parts.frame import Findings, Frame
from bench.rules_parts.openfisca_system import BENEFITS, ENUMS, INPUTS, PERIOD


def sweep(system: Any, snapshot: Path, out: Path) -> int:
    """Evaluate everyone and write findings.parquet; return the number of persons."""
    frame = Frame.read(snapshot)
    simulation = simulate(system, frame)
    findings = Findings(out / "findings.parquet", [rule for rule, *_ in BENEFITS])
    for rule, subject, has_amount in BENEFITS:
        name = rule.replace("-", "_")
        due = np.flatnonzero(simulation.calculate(f"{name}_due", PERIOD))
        amount = simulation.calculate(f"{name}_amount", PERIOD)[due] if has_amount else None
        findings.add(frame, rule, subject, due, amount)
    findings.close()
    return len(frame.persons["person_id"])


def simulate(system: Any, frame: Frame, *, trace: bool = False) -> Simulation:
    """A simulation that holds the frame; groups are set as arrays, without the builder's sorting."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    persons, households = (builder.populations[key] for key in ("person", "household"))
    persons.ids, persons.count = frame.persons["person_id"], len(frame.persons["person_id"])
    households.ids = frame.households["household_id"]
    households.count = len(households.ids)
    households.members_entity_id = frame.household_of
    simulation = builder.build(system)
    simulation.trace = trace
    for each in INPUTS:
        name = each["column"]
        values = (frame.persons if each["entity"] == "person" else frame.households)[name]
        if each["type"] == "enum":
            values = EnumArray(values, ENUMS[name])
        simulation.set_input(name, PERIOD, values)
    return simulation
