"""The loops around the programs: one step, the choice of its length, one segment after another, outputs on the way."""

from __future__ import annotations

from magnesia.engine import rodas, vector_math
from magnesia.engine.emit import DOUBLE, INTEGER, POINTER, VECTOR, VECTOR_BYTES, Function, Value, Variable
from magnesia.engine.layout import Layout

ARGUMENTS = {
    "workspace": POINTER, "times": POINTER, "segments": INTEGER, "kinds": POINTER, "first_steps": POINTER,
    "bolus_starts": POINTER, "bolus_states": POINTER, "bolus_amounts": POINTER,
    "change_starts": POINTER, "change_parameters": POINTER, "change_values": POINTER,
    "moments": POINTER, "outputs": POINTER, "output_count": INTEGER,
    "signals_wanted": INTEGER, "values": POINTER, "control": POINTER,
}  # fmt: skip
CONTROL = ("tolerance", "most_steps", "stop", "status", "time", "steps", "rejections")
"""The doubles of ``control``: the first three are read (``stop`` also while running), the others written."""
FINISHED, NOT_FINITE, STEP_TOO_SMALL, TOO_MANY_STEPS, STOPPED = range(5)

SAFETY, SHRINK, GROW = 0.9, 0.2, 6.0
NOT_FINITE_SHRINK = 0.25
FIRST_TOO_GOOD, FIRST_GROW, FIRST_TOO_BAD, FIRST_SHRINK = 0.02, 1.5, 0.3, 0.7
LEAST_RELATIVE_STEP = 1e-13  # of the time, or of an hour near time zero
FIRST_CHANGE = 0.02  # the very first step is sized to change the states by about this share


class Driver:
    """Writes the exported function ``run``."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.offsets = layout.offsets
        self.code = Function("run", ARGUMENTS)
        self.at = self.code.argument

    def text(self) -> str:
        code, at = self.code, self.at
        self.tolerance = self._control("tolerance")
        self.status = code.variable(INTEGER, FINISHED)
        self.time = code.variable(DOUBLE, code.load(at["times"], 0, DOUBLE))
        self.step = code.variable(DOUBLE, 0.0)
        self.moment = code.variable(INTEGER, 0)
        self.steps = code.variable(INTEGER, 0)
        self.rejections = code.variable(INTEGER, 0)
        self._call("prepare")
        with code.while_(lambda: self._moment_due(self.time.get())):
            self._copy_state_to_moment()
            self._write_moment()
        with code.loop(0, at["segments"]) as segment, code.if_(self.status.get().compare("eq", FINISHED)):
            self._segment(segment)
        for name, variable in (("status", self.status), ("steps", self.steps), ("rejections", self.rejections)):
            self._set_control(name, variable.get().cast("sitofp", DOUBLE))
        self._set_control("time", self.time.get())
        return code.text()

    def _segment(self, segment: Value) -> None:
        code, at = self.code, self.at
        self._boluses(segment)
        self._changes(segment)
        kind = code.load(at["kinds"], segment, INTEGER)
        fresh = code.variable(INTEGER, kind.compare("ne", 0).cast("zext", INTEGER))
        with code.if_(fresh.get().compare("ne", 0)):
            self.step.set(code.load(at["first_steps"], kind, DOUBLE))
        end = code.load(at["times"], segment + 1, DOUBLE)
        before = self.steps.get()
        with code.while_(lambda: self._going_on(end)):
            self._call("linearise")
            with code.if_(self.step.get() <= 0.0):
                self._guess_first_step(end)
            self._one_accepted_step(end, kind, fresh)
            too_many = (self.steps.get() - before).cast("sitofp", DOUBLE) > self._control("most_steps")
            with code.if_(too_many):
                self.status.set(TOO_MANY_STEPS)
            with code.if_(self._control("stop").compare("une", 0.0)):
                self.status.set(STOPPED)

    def _going_on(self, end: Value) -> Value:
        code = self.code
        unfinished = self.time.get() < end
        running = self.status.get().compare("eq", FINISHED)
        return code.value("i1", f"and i1 {unfinished.text}, {running.text}")

    def _boluses(self, segment: Value) -> None:
        code, at = self.code, self.at
        first, last = (code.load(at["bolus_starts"], segment + i, INTEGER) for i in (0, 1))
        with code.loop(first, last) as bolus:
            place = code.load(at["bolus_states"], bolus, INTEGER) + self.offsets["state"]
            amount = code.load(at["bolus_amounts"], bolus, VECTOR)
            code.store(code.load(at["workspace"], place, VECTOR) + amount, at["workspace"], place, VECTOR)

    def _changes(self, segment: Value) -> None:
        code, at = self.code, self.at
        first, last = (code.load(at["change_starts"], segment + i, INTEGER) for i in (0, 1))
        with code.loop(first, last) as change:
            place = code.load(at["change_parameters"], change, INTEGER) + self.offsets["parameter"]
            code.store(code.load(at["change_values"], change, VECTOR), at["workspace"], place, VECTOR)
        with code.if_(last > first):
            self._call("prepare")

    def _guess_first_step(self, end: Value) -> None:
        """A step that changes the states by a small share, for the first event of its kind."""
        code = self.code
        size, speed = self._sum_variable(), self._sum_variable()
        with self._each_state() as state:
            value = self._load("state", state)
            weight = self._load("scale", state) + value.call("fabs")
            rate = self._load("start_rate", state) / weight
            size.set(size.get() + (value / weight) * (value / weight) + 1e-6)
            speed.set(speed.get() + rate * rate)
        ratio = vector_math.sqrt(speed.get() / size.get()).largest()
        whole = end - self.time.get()
        guess = FIRST_CHANGE / ratio
        # An ordered comparison: with rates of zero or not finite the whole segment is tried, and then rejected.
        self.step.set((guess < whole).choose(guess, whole))

    def _one_accepted_step(self, end: Value, kind: Value, fresh: Variable) -> None:
        code, at = self.code, self.at
        accepted = code.variable(INTEGER, 0)
        grow = code.variable(DOUBLE, GROW)
        with code.while_(lambda: (accepted.get() + self.status.get()).compare("eq", 0)):
            remaining = end - self.time.get()
            wanted = self.step.get()
            last = wanted >= remaining * 0.999
            # Two equal steps rather than a long one and a sliver.
            half = (wanted > remaining * 0.5).choose(remaining * 0.5, wanted)
            length = last.choose(remaining, half)
            error = self._attempt(length)
            self.steps.set(self.steps.get() + 1)
            logarithm = vector_math.log(error.splat())
            raw = code.value(DOUBLE, f"extractelement {VECTOR} {vector_math.exp(logarithm * -0.2).text}, i32 0")
            factor = raw * SAFETY
            factor = (factor > SHRINK).choose(factor, SHRINK)
            factor = (factor < grow.get()).choose(factor, grow.get())
            good = error <= 1.0
            with code.if_(good):
                proposed = length * factor
                with code.if_(fresh.get().compare("ne", 0)):
                    self._remember_first_step(kind, length, error)
                    fresh.set(0)
                # A step cut short by the end of the segment says nothing against the longer one proven before.
                keeps = (wanted > proposed).choose(wanted, proposed)
                self.step.set((length < wanted).choose(keeps, proposed))
                self._finish_step(length, last.choose(end, self.time.get() + length))
                accepted.set(1)
            with code.if_(good.compare("eq", 0)):
                finite = error.compare("olt", float("inf"))
                self.step.set(length * finite.choose(factor, NOT_FINITE_SHRINK))
                grow.set(1.0)
                self.rejections.set(self.rejections.get() + 1)
                magnitude = (self.time.get() > 1.0).choose(self.time.get(), 1.0)
                with code.if_(self.step.get() < magnitude * LEAST_RELATIVE_STEP):
                    self.status.set(
                        finite.choose(code.like(STEP_TOO_SMALL, INTEGER), NOT_FINITE)
                    )

    def _remember_first_step(self, kind: Value, length: Value, error: Value) -> None:
        """The first step after the next similar event: this one, a little longer if it was far too good.

        Right after an event the error hardly falls with the step, so a rejected first step costs more than a short one.
        """
        longer = (error < FIRST_TOO_GOOD).choose(length * FIRST_GROW, length)
        self.code.store((error > FIRST_TOO_BAD).choose(length * FIRST_SHRINK, longer), self.at["first_steps"], kind, DOUBLE)

    def _attempt(self, length: Value) -> Value:
        """All stages of one step; the new state is left in ``trial``, its error in the last stage. The error norm."""
        code = self.code
        inverse = 1.0 / length
        self._store((inverse * (1 / rodas.GAMMA)).splat(), "shift", 0)
        self._call("factor")
        with self._each_state() as state:
            self._store(self._load("start_rate", state), "rate", state)  # the stages below overwrite it
            self._store(code.like(0.0, VECTOR), "extra", state)
        self._solve_stage(0)
        for stage in range(1, rodas.STAGES):
            weights = [(inverse * weight).splat() for weight in rodas.C[stage]]
            with self._each_state() as state:
                before = [self._load("stages", state, stage=earlier) for earlier in range(stage)]
                self._store(_combination(weights, before), "extra", state)
                if stage < rodas.STAGES - 2:
                    shift = _combination(rodas.A[stage], before)
                    self._store(self._load("state", state) + shift, "trial", state)
                else:  # the last stages differ from the one before by that one's increment
                    self._store(self._load("trial", state) + before[-1], "trial", state)
            self._call("rates")
            self._solve_stage(stage)
        return self._error()

    def _error(self) -> Value:
        """Adds the last stage and weighs it: the largest over persons of the root mean square over states.

        An acting state is weighed by its own size or its typical one; a ledger or counter, which may grow without
        bound, by what it gained in the step or its typical size.
        """
        code = self.code
        total = self._sum_variable()
        for acting in (True, False):
            bounds = (0, self.layout.acting) if acting else (self.layout.acting, self.layout.states)
            with code.loop(*bounds) as state:
                old, error = self._load("state", state), self._load("stages", state, stage=rodas.STAGES - 1)
                new = self._load("trial", state) + error
                self._store(new, "trial", state)
                size = old.call("fabs").call("maximum", new.call("fabs")) if acting else (new - old).call("fabs")
                ratio = error / (size + self._load("scale", state))
                total.set(total.get() + ratio * ratio)
        norm = vector_math.sqrt(total.get() * (1 / self.layout.states)) * (1.0 / self.tolerance).splat()
        self._store(norm, "lane_error", 0)
        self._store(self._load("lane_history", 0) + norm.call("minimum", code.like(10.0, VECTOR)), "lane_history", 0)
        return norm.largest()

    def _finish_step(self, length: Value, reached: Value) -> None:
        """Serves the moments inside the accepted step and moves on."""
        code = self.code
        start = self.time.get()
        with code.if_(self._moment_due(reached)):
            with self._each_state() as state:
                stages = [self._load("stages", state, stage=stage) for stage in range(rodas.STAGES)]
                for row, weights in enumerate(rodas.DENSE):
                    self._store(_combination(weights, stages), "dense", state, stage=row)
            with code.while_(lambda: self._moment_due(reached)):
                moment = code.load(self.at["moments"], self.moment.get(), DOUBLE)
                share = (moment - start) / length
                self._interpolate((share < 1.0).choose(share, 1.0).splat())
                self._write_moment()
        with self._each_state() as state:
            self._store(self._load("trial", state), "state", state)
        self.time.set(reached)

    def _interpolate(self, share: Value) -> None:
        rest = 1.0 - share
        with self._each_state() as state:
            old, new = self._load("state", state), self._load("trial", state)
            d0, d1, d2 = (self._load("dense", state, stage=row) for row in range(len(rodas.DENSE)))
            bend = rest * (d0 + share * (d1 + share * d2))
            self._store(rest * old + share * (new + bend), "moment_state", state)

    def _moment_due(self, reached: Value) -> Value:
        """Whether there is another moment, not later than ``reached``; the list of moments ends with infinity."""
        return self.code.load(self.at["moments"], self.moment.get(), DOUBLE) <= reached

    def _copy_state_to_moment(self) -> None:
        with self._each_state() as state:
            self._store(self._load("state", state), "moment_state", state)

    def _write_moment(self) -> None:
        code, at = self.code, self.at
        with code.if_(at["signals_wanted"].compare("ne", 0)):
            self._call("signals")
        row = self.moment.get() * at["output_count"]
        with code.loop(0, at["output_count"]) as output:
            place = code.load(at["outputs"], output, INTEGER)
            code.store(code.load(at["workspace"], place, VECTOR), at["values"], row + output, VECTOR)
        self.moment.set(self.moment.get() + 1)

    def _solve_stage(self, stage: int) -> None:
        start = self.offsets["stages"] + stage * self.layout.states
        self.code.call("solve", self.at["workspace"], self.code.at(self.at["workspace"], start, VECTOR_BYTES))

    def _each_state(self):
        return self.code.loop(0, self.layout.states)

    def _sum_variable(self) -> Variable:
        return self.code.variable(VECTOR, self.code.like(0.0, VECTOR))

    def _load(self, region: str, index: Value | int, *, stage: int = 0) -> Value:
        return self.code.load(self.at["workspace"], index + (self.offsets[region] + stage * self.layout.states), VECTOR)

    def _store(self, value: Value, region: str, index: Value | int, *, stage: int = 0) -> None:
        place = index + (self.offsets[region] + stage * self.layout.states)
        self.code.store(value, self.at["workspace"], place, VECTOR)

    def _control(self, name: str) -> Value:
        address = self.code.at(self.at["control"], CONTROL.index(name))
        return self.code.value(DOUBLE, f"load volatile double, ptr {address.text}")

    def _set_control(self, name: str, value: Value) -> None:
        self.code.store(value, self.at["control"], CONTROL.index(name), DOUBLE)

    def _call(self, name: str) -> None:
        self.code.call(name, self.at["workspace"])


def _combination(weights, vectors: list[Value]) -> Value:
    """The weighted sum of vectors; a weight is a number or a vector."""
    total: Value | None = None
    for weight, vector in zip(weights, vectors, strict=True):
        if isinstance(weight, float) and weight == 1.0:
            term = vector
        else:
            term = vector * weight
        total = term if total is None else total + term
    assert total is not None
    return total
