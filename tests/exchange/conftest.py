"""A body small enough to check by hand: two pools, a ledger, a counter, a hormone and a diet."""

from __future__ import annotations

import pytest

from magnesia.body.anatomy import Anatomy
from magnesia.engine.expression import exp, log, maximum, select, sqrt
from magnesia.engine.model import Model, Parameter


def number(name: str, value: float, unit: str) -> Parameter:
    return Parameter(name, value, unit, 0.0, 0.0, "somebody1999", "assumed", f"Meaning of {name}")


def toy_records() -> dict[str, Parameter]:
    records = [
        number("toy.volume", 3.0, "L"), number("toy.clearance", 0.8, "L/h"), number("toy.half", 0.9, "mmol/L"),
        number("toy.exchange", 0.3, "1/h"), number("toy.rate", 0.05, "1/h"), number("toy.intake", 0.0, "mmol/h"),
        number("toy.steepness", 2.5, "dimensionless"), number("toy.age_progress", 1 / 168, "wk/h"),
    ]  # fmt: skip
    return {record.name: record for record in records}


def toy_body(records: dict[str, Parameter] | None = None) -> Model:
    """Uses every operation an equation may hold."""
    body = Anatomy(records or toy_records())
    p = body.parameters("toy")
    plasma = body.pool("plasma_magnesium", "magnesium", 2.4, "Magnesium of plasma")
    deep = body.pool("deep_magnesium", "magnesium", 20.0, "Magnesium elsewhere")
    body.ledger("urine_magnesium", "magnesium", "Magnesium of urine")
    body.ledger("supplied_magnesium", "magnesium", "Magnesium given")
    level = body.signal("serum_magnesium", "mmol/L", plasma / p.volume, "Magnesium of serum")
    relative = level / p.half
    adaptation = body.state("adaptation", "dimensionless", 1.0, "Adaptation")
    body.change("adaptation", p.rate * (1 / (1 + exp(-p.steepness * log(relative))) - adaptation))
    body.state("age", "wk", 0.0, "Age")
    body.change("age", p.age_progress)
    excretion = body.flow("excretion", "plasma_magnesium", "urine_magnesium",
                          p.clearance * level * adaptation * relative**2 / (1 + relative**p.steepness),
                          "Excretion")  # fmt: skip
    body.flow("outward", "plasma_magnesium", "deep_magnesium", p.exchange * sqrt(plasma * plasma), "Exchange")
    body.flow("inward", "deep_magnesium", "plasma_magnesium", p.exchange * maximum(deep, plasma) / 8, "Exchange")
    body.flow("eating", "supplied_magnesium", "plasma_magnesium", select(p.intake, p.intake, 0.0), "Diet")
    body.counter("excreted_twice", "mmol", 2 * excretion, "Twice the urine")
    return body.model()


@pytest.fixture(scope="session")
def toy() -> Model:
    return toy_body()
