"""What a reader should be warned of: doses, pairs and people that nobody has studied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from magnesia.exposures.activity import Activity, Body
from magnesia.exposures.kinds import DAY_H, Drug

FAR = 2.0  # times beyond the studied range before it is worth a word
ADULT_AGE = 18.0

# States of which one rules out the other.
CONTRARY = (
    ("type_1_diabetes", "type_2_diabetes"),
    ("hyperthyroidism", "hypothyroidism"),
    ("primary_hyperparathyroidism", "hypoparathyroidism"),
    ("starvation", "refeeding"),
    ("metabolic_acidosis", "metabolic_alkalosis"),
    ("ketoacidosis", "metabolic_alkalosis"),
    ("exercise", "immobilisation"),
    ("diarrhoea", "ileus"),
    ("gitelman_syndrome", "bartter_syndrome"),
)


def cautions(activities: Sequence[Activity], body: Body | None = None, age: float | None = None) -> list[str]:
    """One sentence for each thing that should be doubted; ``age`` in years, None if it is not known."""
    found = [*_doses(activities, body or Body()), *_pairs(activities), *_people(activities, age)]
    return list(dict.fromkeys(found))


def _doses(activities: Sequence[Activity], body: Body) -> Iterator[str]:
    for activity in activities:
        record = activity.record
        if not isinstance(record, Drug) or record.studied is None or activity.dose is None:
            continue
        once = activity.stop - activity.start <= record.acts and record.acts < DAY_H
        dose = float(np.mean(np.asarray(activity.dose) / body.size(record.per))) * (record.acts / DAY_H if once else 1)
        low, high = record.studied
        if not low / FAR <= dose <= high * FAR:
            unit = record.dose_unit.replace("/d", f"/{record.per}/d" if record.per else "/d")
            yield f"{record.name} at {dose:.3g} {unit} is far outside what was studied ({low:g} to {high:g})"


def _pairs(activities: Sequence[Activity]) -> Iterator[str]:
    for one, other in combinations(activities, 2):
        if min(one.stop, other.stop) <= max(one.start, other.start):
            continue
        first, second = one.record, other.record
        pair = {first.name, second.name}
        if len(pair) == 1:
            continue
        if any(pair == set(contrary) for contrary in CONTRARY):
            yield f"{first.name} and {second.name} at the same time make no sense"
        elif isinstance(first, Drug) and isinstance(second, Drug) and first.group and first.group == second.group:
            kind = first.group.replace("_", " ")
            yield f"{first.name} and {second.name} are both of the class {kind}; their effects are multiplied"
        elif "anuria" in pair and any(isinstance(one, Drug) and "diuretic" in one.group for one in (first, second)):
            yield f"{first.name} and {second.name}: a diuretic does nothing without urine"


def _people(activities: Sequence[Activity], age: float | None) -> Iterator[str]:
    for activity in activities:
        record = activity.record
        if any(effect.how == "animal" for effect in record.effects):
            yield f"a part of what {record.name} does is known from animals only"
        if record.confidence == "low" and record.effects:
            yield f"how strongly {record.name} acts on magnesium is little known"
        if age is not None and age < ADULT_AGE and isinstance(record, Drug):
            yield f"the effect of {record.name} on magnesium was studied in adults, not at {age:g} years"
