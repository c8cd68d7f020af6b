"""``simulate``: from a case to results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from magnesia.case.cases import Case
from magnesia.case.observables import find_observable
from magnesia.case.seen import Seen
from magnesia.case.timeline import Give
from magnesia.effects import model_answering
from magnesia.engine.model import ELEMENTS, Model
from magnesia.errors import ComputationError, InputError
from magnesia.people.population import draw
from magnesia.simulation.asking import asked_outputs, output_of, times_of, why_not_answered
from magnesia.simulation.balance import LARGEST_ERROR
from magnesia.simulation.horizon import first_moment
from magnesia.simulation.lives import Lives, Task, live
from magnesia.simulation.observe import Question, answer, observable
from magnesia.simulation.portions import some_of
from magnesia.simulation.result import ArmResult, Output, PersonFailure, Prediction, title_of
from magnesia.simulation.tracing import TRACED

Array = NDArray[np.float64]
Progress = Callable[[float], None]

FEWEST_OF_A_GROUP = 100  # people drawn for a group, so that its median and limits are no matter of luck
PORTION = 512  # people planned and solved at a time, so that memory does not grow with their number


def simulate(
    case: Case,
    *,
    people: int | None = None,
    outputs: Sequence[str] | None = None,
    at: Sequence[float] | None = None,
    until: float | None = None,
    tolerance: float = 1e-6,
    seed: int = 0,
    bodies: Mapping[str, Array] | None = None,
    progress: Progress | None = None,
) -> list[ArmResult]:
    """Simulates every arm of a case.

    ``people`` draws that many people of the description; left out, a group is drawn at its ``count`` (a small one at a
    hundred) and of an individual the typical one is simulated. ``outputs`` are
    observables (or signals and states of the model), ``at`` moments in h, ``until`` the end in h; left out, they are
    what the case has seen and a grid over its timeline. ``bodies`` {parameter: (people,)} are factors on the values of
    the typical body, one for each of ``people``; without ``people``, each is the typical person in another body.
    ``progress`` is told the share done, 0 to 1. Arms draw the
    same people, as far as their descriptions agree. Raises ``InputError`` for what cannot be asked; a person who
    cannot be computed is named in ``failures`` and NaN.
    """
    if people is not None and people < 1:
        raise InputError(f"{people} people cannot be simulated; give a number from 1.")
    request = Request(people, outputs, at, until, tolerance, seed, bodies)
    variants = case.variants()

    def part(done: int) -> Progress | None:
        return None if progress is None else lambda share: progress((done + share) / len(variants))

    return [
        _simulate_arm(request, arm, _with_what_others_compare(arm, variants), part(done))
        for done, (arm, _) in enumerate(variants)
    ]


def _with_what_others_compare(arm: str, variants: Sequence[tuple[str, Case]]) -> Case:
    """The case of an arm, which is also asked what other arms compare themselves with in it."""
    cases = dict(variants)
    asked = [seen for case in cases.values() for seen in case.seen if arm and seen.versus_arm == arm]
    return replace(cases[arm], seen=(*cases[arm].seen, *asked)) if asked else cases[arm]


@dataclass(frozen=True)
class Request:
    """What was asked of :func:`simulate`, the same for all arms."""

    people: int | None
    outputs: Sequence[str] | None
    at: Sequence[float] | None
    until: float | None
    tolerance: float
    seed: int
    bodies: Mapping[str, Array] | None


def _simulate_arm(request: Request, arm: str, case: Case, progress: Progress | None) -> ArmResult:
    model = model_answering(_wanted(case, request.outputs))
    times, end, ignored = times_of(case, request.at, request.until)
    asked = asked_outputs(case, model, request.outputs)
    refused = ignored | {
        index: reason
        for index, seen in enumerate(case.seen)
        if index not in ignored and (reason := why_not_answered(case, seen)) is not None
    }
    answered = {index: seen for index, seen in enumerate(case.seen) if index not in refused}
    questions = {index: list(_questions(seen, case)) for index, seen in answered.items() if seen.what not in TRACED}
    traced = {index: seen.at for index, seen in answered.items() if seen.what in TRACED and seen.at is not None}
    every = [question for several in questions.values() for question in several]
    origin = min(0.0, end)  # amounts count from here
    moments = np.unique([*times, origin, *(moment for question in every for moment in question.moments)])
    task = Task(
        case, model, first_moment(case, moments.tolist()), max(end, float(moments[-1])), moments,
        names=tuple(dict.fromkeys([*asked, *(question.recorded for question in every)])),
        windows=tuple(dict.fromkeys(question.window for question in every if question.needs_twin)),
        shares=tuple(dict.fromkeys(question.window for question in every if question.is_share)),
        traced=tuple(traced.values()),
        tolerance=request.tolerance,
    )  # fmt: skip
    group = max(case.person.count, FEWEST_OF_A_GROUP) if case.person.count and case.person.count > 1 else None
    people = group if request.people is None and request.bodies is None else request.people
    population = draw(case.person, model, people, np.random.default_rng(request.seed), request.bodies)
    portions: list[Lives] = []
    for start in range(0, population.count, PORTION):
        portion = some_of(population, slice(start, start + PORTION))

        def tell(share: float, start: int = start, size: int = portion.count) -> None:
            if progress is not None:
                progress((start + share * size) / population.count)

        portions.append(live(task, portion, tell))
    labels = dict(zip(traced, np.concatenate([portion.exchangeable for portion in portions], axis=1), strict=True))
    predictions = [
        _prediction(seen, questions[index], portions)
        if index in questions
        else Prediction(seen, labels[index])
        if index in labels
        else Prediction(seen, None, refused[index])
        for index, seen in enumerate(case.seen)
    ]
    unanswered = [
        f"{one.seen.place}: no prediction, for {(one.reason or '').rstrip('.')}."
        for one in predictions
        if one.values is None
    ]
    failures = tuple(
        PersonFailure(title_of(case), arm, number * PORTION + one.person, population.count, one.time, one.reason)
        for number, portion in enumerate(portions)
        for one in sorted(portion.failures, key=lambda failure: failure.person)
    )
    return ArmResult(
        case, arm, times, {name: _output(name, model, times, origin, portions) for name in asked},
        predictions=tuple(predictions), drawn=population.table,
        is_ensemble=people is not None or request.bodies is not None,
        is_group=request.people is None and request.bodies is None and group is not None,
        balance=_checked_balance(case, portions), failures=failures,
        warnings=tuple(dict.fromkeys([*(said for portion in portions for said in portion.warnings), *unanswered])),
    )  # fmt: skip


def _wanted(case: Case, outputs: Sequence[str] | None) -> Iterator[str]:
    """Names of what must be answered, as far as they are known."""
    for name in (*(outputs or ()), *(seen.name for seen in case.seen)):
        known = find_observable(name)
        recorded = Question(known.name if known else name).recorded
        if recorded not in TRACED:
            yield recorded


def _questions(seen: Seen, case: Case) -> Iterator[Question]:
    """The question of a ``seen`` entry, and that of the moment it is compared with."""
    question = Question.of(seen)
    if seen.what == "absorbed_fraction" and "of" not in seen.options:
        doses = [one for one in case.timeline if isinstance(one, Give) and one.element == "magnesium"]
        of = "dose" if any(one.at < question.window[1] for one in doses) else "intake"
        question = replace(question, options={**seen.options, "of": of})
    yield question
    if seen.reference_time is not None:
        yield question.moved_to(seen.reference_time)


def _prediction(seen: Seen, questions: list[Question], portions: list[Lives]) -> Prediction:
    try:
        found = [_joined(question, portions) for question in questions]
    except InputError as error:
        return Prediction(seen, None, str(error))
    values = found[0]
    if len(found) == 2:
        values = found[0] - found[1] if seen.change_from is not None else found[0] / found[1]
    return Prediction(seen, values)


def _joined(question: Question, portions: list[Lives]) -> Array:
    parts = []
    for portion in portions:
        twin = portion.twins[question.window] if question.needs_twin else None
        parts.append(answer(question, portion.record, portion.given, twin))
    return np.concatenate(parts)


def _output(name: str, model: Model, times: Array, origin: float, portions: list[Lives]) -> Output:
    unit, about = output_of(model, name)
    columns = []
    for portion in portions:
        values = portion.record.along(name, times)
        if observable(name).kind == "amount":
            values = values - portion.record.at(name, origin)
        columns.append(values)
    return Output(unit, about, np.concatenate(columns, axis=1))


def _checked_balance(case: Case, portions: list[Lives]) -> dict[str, float]:
    worst = {element: max(portion.balance.get(element, 0.0) for portion in portions) for element in ELEMENTS}
    for element, error in worst.items():
        if error > LARGEST_ERROR:
            raise ComputationError(
                f"{title_of(case)}: {element} is not conserved (relative error {error:.2g}); this is a defect of the "
                "program, please report it with the case."
            )
    return worst
