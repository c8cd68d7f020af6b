"""What the rival says of a case: the same people, meals and doses as for the body, run through two compartments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.seen import Seen
from magnesia.engine.solve import solve
from magnesia.errors import InputError
from magnesia.people.population import Population, draw
from magnesia.rival.model import ANSWERED, two_compartments
from magnesia.simulation.horizon import first_moment
from magnesia.simulation.meals import DAY
from magnesia.simulation.observe import Given, Question, Record, answer
from magnesia.simulation.plan import Plan, plan
from magnesia.simulation.result import ArmResult, Prediction
from magnesia.simulation.steady import steady_state
from magnesia.simulation.versus import predicted

Array = NDArray[np.float64]

RUN_IN = 14 * DAY
"""h of usual meals before a case begins; two compartments forget within hours, or days where kidneys fail."""
TYPICAL: Mapping[str, Array] = {"rival.threshold": np.ones(1)}
"""The typical person with the numbers in force."""


def predict(case: Case) -> list[float | None]:
    """For every ``seen`` entry of every arm, in order, what the rival expects of the typical person, in the standard
    unit of the observable; None where it has nothing to say."""
    return [
        None if values is None or not np.isfinite(values[0]) else float(values[0])
        for values in values_of(case, TYPICAL)
    ]


def values_of(case: Case, bodies: Mapping[str, Array]) -> Iterator[Array | None]:
    """The same for other ``bodies`` {parameter: (people,)}: factors on the numbers of the rival, one for each copy of
    the typical person. Values are (people,), NaN where no steady state exists."""
    return (values for _, _, values, _ in predicted(simulate(case, bodies)))


def simulate(case: Case, bodies: Mapping[str, Array] = TYPICAL) -> list[ArmResult]:
    """The predictions for every arm; outputs along time are left empty."""
    variants = dict(case.variants())
    compared = [seen for variant in variants.values() for seen in variant.seen if seen.versus_arm is not None]
    return [
        _arm(replace(variant, seen=(*variant.seen, *(one for one in compared if one.versus_arm == arm))), arm, bodies)
        for arm, variant in variants.items()
    ]


def _arm(case: Case, arm: str, bodies: Mapping[str, Array]) -> ArmResult:
    model = two_compartments()
    people = draw(case.person, model, bodies=bodies)
    people.parameters[model.parameter_index["rival.weight"]] = people.covariates.weight
    questions = {place: _questions(seen) for place, seen in enumerate(case.seen) if seen.what in ANSWERED}
    life = _Life(case, people, [question for several in questions.values() for question in several])
    predictions = tuple(
        life.prediction(seen, questions[place])
        if place in questions
        else Prediction(seen, None, f"the rival says nothing about {seen.what}")
        for place, seen in enumerate(case.seen)
    )
    return ArmResult(
        case, arm, life.moments, {}, predictions, people.table, is_ensemble=True, is_group=False, balance={},
        warnings=(),
    )  # fmt: skip


def _questions(seen: Seen) -> list[Question]:
    """What is asked, and the same at the moment it is compared with."""
    question = Question.of(seen)
    return [question] if seen.reference_time is None else [question, question.moved_to(seen.reference_time)]


@dataclass
class _Life:
    """The life of some people as far as questions about it need it."""

    case: Case
    people: Population
    questions: list[Question]

    def __post_init__(self) -> None:
        asked = [moment for question in self.questions for moment in question.moments]
        self.moments = np.unique(np.array(asked, dtype=float))
        self._begin = first_moment(self.case, asked) - RUN_IN
        self._lived = self._plan(None)
        self._record = self._read(self._lived)

    def prediction(self, seen: Seen, questions: list[Question]) -> Prediction:
        try:
            values = [self._answer(question) for question in questions]
        except InputError as error:
            return Prediction(seen, None, str(error))
        if len(values) == 1:
            return Prediction(seen, values[0])
        return Prediction(seen, values[0] - values[1] if seen.change_from is not None else values[0] / values[1])

    def _answer(self, question: Question) -> Array:
        if not question.is_share:
            return answer(question, self._record, Given({}, {}, {}))
        start, end = question.window
        doses = [dose.amount for dose in self._lived.doses if start <= dose.begin < end]
        given = Given({question.window: np.sum([np.zeros(self.people.count), *doses], axis=0)}, {}, {})
        twin = self._read(self._plan(question.window)) if question.needs_twin else None
        return answer(question, self._record, given, twin)

    def _plan(self, without_doses: tuple[float, float] | None) -> Plan:
        until = float(self.moments[-1]) if len(self.moments) else 0.0
        model = two_compartments()
        return plan(self.case, model, self.people, self._begin, until, without_doses=without_doses)

    def _read(self, lived: Plan) -> Record:
        """The levels and ledgers asked for; NaN of people for whom no steady state exists."""
        model = two_compartments()
        names = tuple(dict.fromkeys(question.recorded for question in self.questions))
        values = np.full((len(names), len(self.moments), self.people.count), np.nan)
        settled, found = _settled(lived)
        if names and found.all():
            solution = solve(model, settled, lived.parameters, lived.schedule, at=self.moments, outputs=names)
            values = solution.values
        return Record(names, self.moments, values)


def _settled(lived: Plan) -> tuple[Array, NDArray[np.bool_]]:
    """States (states, people) of people who eat evenly what they eat in meals, and for whom they exist."""
    model = two_compartments()
    even = lived.parameters.copy()
    for element, daily in lived.intake.items():
        even[model.parameter_index[f"input.oral_{element}"]] += daily / DAY
    guess = np.tile([state.initial for state in model.states], (even.shape[1], 1))
    states, found = steady_state(model, even, guess)
    return states.T, found
