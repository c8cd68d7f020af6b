"""One step of Rodas5P as instructions: the stages, the error, the interpolation."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from magnesia.engine import rodas, vector_math
from magnesia.engine.emit import VECTOR, VECTOR_BYTES, Function, Value, Variable
from magnesia.engine.layout import Layout


class Step:
    """Writes the parts of a step into ``code``, working on the regions of its argument ``workspace``."""

    def __init__(self, code: Function, layout: Layout):
        self.code, self.layout, self.offsets = code, layout, layout.offsets
        self.workspace = code.argument["workspace"]

    def stages(self, length: Value) -> None:
        """All stages of a step from the linearised ``state``; leaves the last stage's starting point in ``trial``."""
        code = self.code
        inverse = 1.0 / length
        self.store((inverse * (1 / rodas.GAMMA)).splat(), "shift", 0)
        self.call("factor")
        with self.each_state() as state:
            self.store(self.load("start_rate", state), "rate", state)  # the stages below overwrite it
            self.store(code.like(0.0, VECTOR), "extra", state)
        self._solve_stage(0)
        for stage in range(1, rodas.STAGES):
            weights = [(inverse * weight).splat() for weight in rodas.C[stage]]
            with self.each_state() as state:
                before = [self.load("stages", state, part=earlier) for earlier in range(stage)]
                self.store(_combination(weights, before), "extra", state)
                if stage < rodas.STAGES - 2:
                    shift = _combination(rodas.A[stage], before)
                    self.store(self.load("state", state) + shift, "trial", state)
                else:  # the last stages differ from the one before by that one's increment
                    self.store(self.load("trial", state) + before[-1], "trial", state)
            self.call("rates")
            self._solve_stage(stage)

    def finish(self, tolerance: Value) -> Value:
        """Completes the new state in ``trial`` by the last stage, which is the error, and weighs that.

        The result is the largest over persons of the root mean square over states; each person's is in ``lane_error``.

        An acting state is weighed by its own size or its typical one; a ledger or counter, which may grow without
        bound, by what it gained in the step or its typical size.
        """
        code = self.code
        total = self.sum_variable()
        for acting in (True, False):
            bounds = (0, self.layout.acting) if acting else (self.layout.acting, self.layout.states)
            with code.loop(*bounds) as state:
                old, error = self.load("state", state), self.load("stages", state, part=rodas.STAGES - 1)
                new = self.load("trial", state) + error
                self.store(new, "trial", state)
                size = old.call("fabs").call("maximum", new.call("fabs")) if acting else (new - old).call("fabs")
                ratio = error / (size + self.load("scale", state))
                total.set(total.get() + ratio * ratio)
        norm = vector_math.sqrt(total.get() * (1 / self.layout.states)) * (1.0 / tolerance).splat()
        self.store(norm, "lane_error", 0)
        self.store(self.load("lane_history", 0) + norm.call("minimum", code.like(10.0, VECTOR)), "lane_history", 0)
        return norm.largest()

    def relative_speed(self) -> Value:
        """The share of the states that changes per hour at the linearised state, the largest over persons."""
        size, speed = self.sum_variable(), self.sum_variable()
        with self.each_state() as state:
            value = self.load("state", state)
            weight = self.load("scale", state) + value.call("fabs")
            share, rate = value / weight, self.load("start_rate", state) / weight
            size.set(size.get() + share * share + 1e-6)
            speed.set(speed.get() + rate * rate)
        return vector_math.sqrt(speed.get() / size.get()).largest()

    def prepare_interpolation(self) -> None:
        with self.each_state() as state:
            stages = [self.load("stages", state, part=stage) for stage in range(rodas.STAGES)]
            for part, weights in enumerate(rodas.DENSE):
                self.store(_combination(weights, stages), "dense", state, part=part)

    def interpolate(self, share: Value) -> None:
        """Sets ``moment_state`` to the state after a share of the step."""
        rest = 1.0 - share
        with self.each_state() as state:
            old, new = self.load("state", state), self.load("trial", state)
            d0, d1, d2 = (self.load("dense", state, part=part) for part in range(len(rodas.DENSE)))
            bend = rest * (d0 + share * (d1 + share * d2))
            self.store(rest * old + share * (new + bend), "moment_state", state)

    def copy(self, source: str, target: str) -> None:
        with self.each_state() as state:
            self.store(self.load(source, state), target, state)

    def call(self, program: str) -> None:
        self.code.call(program, self.workspace)

    def each_state(self) -> AbstractContextManager[Value]:
        return self.code.loop(0, self.layout.states)

    def sum_variable(self) -> Variable:
        return self.code.variable(VECTOR, self.code.like(0.0, VECTOR))

    def load(self, region: str, index: Value | int, *, part: int = 0) -> Value:
        return self.code.load(self.workspace, index + self._start(region, part), VECTOR)

    def store(self, value: Value, region: str, index: Value | int, *, part: int = 0) -> None:
        self.code.store(value, self.workspace, index + self._start(region, part), VECTOR)

    def _start(self, region: str, part: int) -> int:
        return self.offsets[region] + part * self.layout.states

    def _solve_stage(self, stage: int) -> None:
        target = self.code.at(self.workspace, self._start("stages", stage), VECTOR_BYTES)
        self.code.call("solve", self.workspace, target)


def _combination(weights: Sequence[float | Value], vectors: Sequence[Value]) -> Value:
    """The weighted sum of vectors."""
    terms = [vector * weight for weight, vector in zip(weights, vectors, strict=True)]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total
