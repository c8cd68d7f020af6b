"""libroadrunner on the exported model, given every advantage we know of.

- The SBML names shared subexpressions, so that each is computed once. It is compiled once a process, by the LLJIT
  backend at its highest level of optimisation (as fast as MCJIT with all of its own), and run before the clock starts.
- CVODE with BDF chooses its own steps. Adams, other orders and hints for the first step were slower. Each state has
  an absolute tolerance of its usual size: for equal error that is faster than one for all.
- Rows are returned only for the moments asked for, columns only for the outputs asked for.
- Doses are added to the pools between calls of ``simulate``, which return only two rows and are therefore cheap. Events
  of the model (three trains, however many the meals) took the same time to within the noise and gave the same digits,
  for CVODE starts anew after either; but a document with events would have to be compiled for each person's doses.
- One process a core; from person to person only values are set.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from benchmarks.bench_lives import OUTPUTS, Array, Life
from magnesia.engine.block import typical_scale
from magnesia.exchange.formula import identifier
from magnesia.exchange.occasions import Moment, moments_of
from magnesia.exchange.sbml import to_sbml

PROCESSES = os.cpu_count() or 1


@dataclass(frozen=True)
class Plain:
    """A life without our classes, so that it travels to another process."""

    document: str
    states: tuple[str, ...]
    parameters: tuple[str, ...]
    scale: Array
    start: float
    end: float
    at: Array


@dataclass(frozen=True)
class Subject:
    """One person's values and doses."""

    states: Array
    parameters: Array
    doses: Sequence[Moment]


def plain(life: Life) -> tuple[Plain, list[Subject]]:
    """A life and its people for libroadrunner."""
    task = Plain(
        document=to_sbml(life.model, life.initial[:, 0], life.parameters[:, 0]),
        states=tuple(identifier(state.name) for state in life.model.states),
        parameters=tuple(identifier(record.name) for record in life.model.parameters),
        scale=typical_scale(life.model),
        start=float(life.schedule.times[0]),
        end=float(life.schedule.times[-1]),
        at=life.at,
    )
    people = [
        Subject(life.initial[:, who], life.parameters[:, who], moments_of(life.schedule, who))
        for who in range(life.people)
    ]
    return task, people


class Simulator:
    """A compiled model that runs one person after another."""

    def __init__(self, task: Plain, tolerance: float):
        import roadrunner

        settings = roadrunner.Config
        settings.setValue(settings.LLVM_BACKEND, settings.LLJIT)
        settings.setValue(settings.LLJIT_OPTIMIZATION_LEVEL, settings.AGGRESSIVE)
        self._task = task
        self._runner = roadrunner.RoadRunner(task.document)
        self._runner.timeCourseSelections = list(OUTPUTS)
        self._model = self._runner.model
        integrator = self._runner.integrator
        integrator.maximum_num_steps = 10_000_000
        integrator.relative_tolerance = tolerance
        integrator.absolute_tolerance = tolerance
        for name, scale in zip(task.states, task.scale, strict=True):
            integrator.setIndividualTolerance(name, float(tolerance * scale))
        species = {name: place for place, name in enumerate(self._model.getFloatingSpeciesIds())}
        numbers = {name: place for place, name in enumerate(self._model.getGlobalParameterIds())}
        self._amounts = [(index, species[name]) for index, name in enumerate(task.states) if name in species]
        self._others = [(index, numbers[name]) for index, name in enumerate(task.states) if name not in species]
        self._numbers = [numbers[name] for name in task.parameters]
        self._place = dict(self._amounts)

    def run(self, person: Subject) -> Array:
        """The outputs (moments, outputs) of a person."""
        self._runner.reset()
        self._model.setFloatingSpeciesAmounts([place for _, place in self._amounts],
                                              [person.states[index] for index, _ in self._amounts])  # fmt: skip
        self._model.setGlobalParameterValues(
            [*self._numbers, *(place for _, place in self._others)],
            [*person.parameters, *(person.states[index] for index, _ in self._others)],
        )
        task, rows = self._task, []
        starts = [task.start, *(dose.time for dose in person.doses if dose.time > task.start)]
        doses = {dose.time: dose for dose in person.doses}
        for start, end in zip(starts, [*starts[1:], task.end], strict=True):
            if start in doses:
                self._apply(doses[start])
            inside = task.at[(task.at > start) & (task.at <= end)]
            if len(inside):
                times = [start, *inside] if inside[-1] == end else [start, *inside, end]
                rows.append(np.array(self._runner.simulate(times=times))[1 : len(inside) + 1])
            else:
                self._runner.simulate(start, end, 2)
        return np.concatenate(rows)

    def _apply(self, dose: Moment) -> None:
        if dose.additions:
            places = [self._place[index] for index in dose.additions]
            amounts = self._model.getFloatingSpeciesAmounts(places) + np.array(list(dose.additions.values()))
            self._model.setFloatingSpeciesAmounts(places, amounts)
        if dose.values:
            self._model.setGlobalParameterValues([self._numbers[index] for index in dose.values],
                                                 list(dose.values.values()))  # fmt: skip


class Pool:
    """Simulators on all cores, compiled and warm."""

    def __init__(self, task: Plain, people: Sequence[Subject], tolerance: float):
        # Spawned, not forked: our own solver has threads in this process.
        context = multiprocessing.get_context("spawn")
        self._people = people
        self._pool = context.Pool(PROCESSES, _start, (task, people[0], tolerance))
        self._pool.map(_run, people[:PROCESSES], 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.terminate()

    def run(self) -> Array:
        """The outputs (people, moments, outputs) of everybody."""
        share = max(1, len(self._people) // (4 * PROCESSES))  # chunks small enough that no core idles at the end
        return np.array(self._pool.map(_run, self._people, share))


_simulator: Simulator | None = None  # of a worker process


def _start(task: Plain, person: Subject, tolerance: float) -> None:
    global _simulator  # noqa: PLW0603 - the only way to keep a compiled model in a worker
    _simulator = Simulator(task, tolerance)
    _simulator.run(person)


def _run(person: Subject) -> Array:
    assert _simulator is not None
    return _simulator.run(person)
