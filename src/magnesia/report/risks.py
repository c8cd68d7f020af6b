"""What cohorts and trials found to go with magnesium, read at this person's level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from magnesia.case.analytes import MAGNESIUM
from magnesia.case.timeline import Give
from magnesia.effects.associations import Association, Ratio, associations
from magnesia.report.asking import Arm
from magnesia.report.estimate import Estimate
from magnesia.tables.names import title
from magnesia.tables.wording import number

IN_MILLIGRAMS = 50.0  # a reference of intake above this is in mg/d, below it in mmol/d
TREATMENTS = {"intravenous_": "iv", "nebulised_": "inhaled"}  # associations by a treatment, and its route


@dataclass(frozen=True)
class Risk:
    """An association at the level of a person: ``ratio`` is None beyond what was studied."""

    association: Association
    level: str
    reference: str
    ratio: Ratio | None


def risks(arm: Arm) -> list[Risk]:
    """All that can be read for this arm, by observable."""
    return list(_risks(arm))


def _risks(arm: Arm) -> Iterator[Risk]:
    routes = {entry.route for entry in arm.case.timeline if isinstance(entry, Give) and entry.element == "magnesium"}
    for one in associations().values():
        if one.by == "intake":
            level, unit = _intake(arm, one)
            yield _risk(one, "Intake", level, unit)
        elif one.by in arm.people.outputs:
            yield _risk(one, title(one.by), arm.at(arm.now, one.by), arm.people.outputs[one.by].unit)
        elif any(one.by.startswith(prefix) and route in routes for prefix, route in TREATMENTS.items()) and one.at:
            yield Risk(one, "Treated", "untreated", one.ratios[-1])


def _risk(one: Association, what: str, level: Estimate, unit: str) -> Risk:
    said = f"{what} {number(level.middle)} {unit}"
    return Risk(one, said, f"{number(one.reference)} {unit}", one.of(level.middle) if level.is_known else None)


def _intake(arm: Arm, one: Association) -> tuple[Estimate, str]:
    """What is eaten and swallowed a day, as late as a whole day was looked at, in the unit of the association."""
    supplied = next(one for one in arm.traffics if one.unit == "mmol/d").supplied
    amount = supplied.get("food", 0.0) + supplied.get("doses", 0.0)
    if one.reference < IN_MILLIGRAMS:
        return Estimate(amount, amount, amount), "mmol/d"
    assert MAGNESIUM.molar_mass is not None
    milligrams = amount * MAGNESIUM.molar_mass
    return Estimate(milligrams, milligrams, milligrams), "mg/d"
