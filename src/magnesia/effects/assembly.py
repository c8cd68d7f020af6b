"""The body with the answers of its organs appended: equations of the same kind, solved together with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from magnesia.body import whole_body
from magnesia.body.anatomy import Anatomy
from magnesia.body.assembly import assemble
from magnesia.body.drawing import normals_of
from magnesia.body.records import parameter_records, records_in
from magnesia.effects import (
    bone_turnover,
    brain_and_mood,
    heart,
    immunity,
    kidney_outlook,
    liver,
    lungs,
    metabolism,
    nerves_and_muscle,
    signs_of_deficiency,
    signs_of_excess,
    vessels,
    womb_and_newborn,
)
from magnesia.engine.model import Model, Parameter

Array = NDArray[np.float64]

ORGANS = (
    vessels.pressure,
    vessels.calcification,
    heart.rhythm,
    heart.excitability,
    nerves_and_muscle.transmission,
    nerves_and_muscle.excitability,
    nerves_and_muscle.synapses,
    lungs.airways,
    womb_and_newborn.womb,
    womb_and_newborn.newborn,
    immunity.inflammation,
    immunity.killing,
    immunity.rodents,
    bone_turnover.bone_turnover,
    metabolism.sugar,
    liver.liver,
    kidney_outlook.loss,
    brain_and_mood.cells_of_the_brain,
    brain_and_mood.migraine_and_mood,
    signs_of_deficiency.irritability,
    signs_of_deficiency.malaise,
    signs_of_deficiency.falling_with_it,
    signs_of_excess.warmth,
    signs_of_excess.block,
    signs_of_excess.bowel,
)
"""In the order in which they need each other's read-outs; each declares states and signals from what the body shows."""


@cache
def effect_records() -> dict[str, Parameter]:
    """Every parameter of the organs' answers by name."""
    return records_in("magnesia.effects.records")


@cache
def answering_body() -> Model:
    """The model of a person whose organs answer. Its parameters are those of the body, in order, then the organs'."""
    body = Anatomy(parameter_records() | effect_records())
    assemble(body)
    for organ in ORGANS:
        organ(body)
    return body.model()


def plausible_answers(count: int, rng: np.random.Generator) -> dict[str, Array]:
    """How organs may typically answer, as far as it is known: factors (count,) on the value of each parameter."""
    records = effect_records()
    drawn = zip(records.items(), normals_of(list(records), count, rng), strict=True)
    return {name: np.exp(record.uncertainty * normals) for (name, record), normals in drawn}


def model_answering(names: Iterable[str]) -> Model:
    """The smallest model that has all these states and read-outs: the body alone if it can."""
    body = whole_body()
    known = body.signal_index.keys() | body.state_index.keys()
    return body if all(name in known for name in names) else answering_body()
