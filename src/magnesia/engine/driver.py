"""The loops around a step: the choice of its length, one segment after another, outputs on the way."""

from __future__ import annotations

from magnesia.engine import vector_math
from magnesia.engine.emit import BIT, DOUBLE, INTEGER, POINTER, VECTOR, Function, Value, Variable
from magnesia.engine.layout import Layout
from magnesia.engine.step import Step

ARGUMENTS = {
    "workspace": POINTER, "times": POINTER, "segments": INTEGER, "kinds": POINTER, "first_steps": POINTER,
    "bolus_starts": POINTER, "bolus_states": POINTER, "bolus_amounts": POINTER,
    "change_starts": POINTER, "change_parameters": POINTER, "change_values": POINTER,
    "moments": POINTER, "outputs": POINTER, "output_count": INTEGER, "signals_wanted": INTEGER,
    "values": POINTER, "control": POINTER,
}  # fmt: skip
CONTROL = ("tolerance", "most_steps", "stop", "status", "time", "steps", "rejections")
"""The doubles of ``control``: the first three are read (``stop`` also while running), the others written."""
FINISHED, NOT_FINITE, STEP_TOO_SMALL, TOO_MANY_STEPS, STOPPED = range(5)

SAFETY, SHRINK, GROW = 0.95, 0.2, 6.0
NOT_FINITE_SHRINK = 0.25
ORDER_EXPONENT = -0.2  # the estimate falls with the fifth power of the step
FIRST_TOO_GOOD, FIRST_GROW, FIRST_TOO_BAD, FIRST_SHRINK = 0.02, 1.5, 0.5, 0.7
LEAST_RELATIVE_STEP = 1e-13  # of the time, or of an hour near time zero
FIRST_CHANGE = 0.02  # the very first step is sized to change the states by about this share


class Driver:
    """Writes the function ``run``, called from Python."""

    def __init__(self, layout: Layout):
        self.offsets = layout.offsets
        self.code = code = Function("run", ARGUMENTS)
        self.at = code.argument
        self.step = Step(code, layout)
        self.status = code.variable(INTEGER, FINISHED)
        self.time = code.variable(DOUBLE, code.load(self.at["times"], 0, DOUBLE))
        self.length = code.variable(DOUBLE, 0.0)  # of the next step, if nothing comes between
        self.moment = code.variable(INTEGER, 0)
        self.steps = code.variable(INTEGER, 0)
        self.rejections = code.variable(INTEGER, 0)

    def text(self) -> str:
        code, at = self.code, self.at
        self.step.call("prepare")
        with code.while_(lambda: self._moment_due(self.time.get())):
            self.step.copy("state", "moment_state")
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
            self.length.set(code.load(at["first_steps"], kind, DOUBLE))
        end = code.load(at["times"], segment + 1, DOUBLE)
        before = self.steps.get()
        with code.while_(lambda: self._going_on(end)):
            self.step.call("linearise")
            with code.if_(self.length.get() <= 0.0):
                self._guess_first_step(end)
            self._accepted_step(end, kind, fresh)
            with code.if_((self.steps.get() - before).cast("sitofp", DOUBLE) > self._control("most_steps")):
                self.status.set(TOO_MANY_STEPS)
            with code.if_(self._control("stop").compare("une", 0.0)):
                self.status.set(STOPPED)

    def _going_on(self, end: Value) -> Value:
        unfinished = self.time.get() < end
        running = self.status.get().compare("eq", FINISHED)
        return self.code.value(BIT, f"and {BIT} {unfinished.text}, {running.text}")

    def _boluses(self, segment: Value) -> None:
        code, at = self.code, self.at
        first, last = (code.load(at["bolus_starts"], segment + i, INTEGER) for i in (0, 1))
        with code.loop(first, last) as bolus:
            place = code.load(at["bolus_states"], bolus, INTEGER)
            amount = code.load(at["bolus_amounts"], bolus, VECTOR)
            self.step.store(self.step.load("state", place) + amount, "state", place)

    def _changes(self, segment: Value) -> None:
        code, at = self.code, self.at
        first, last = (code.load(at["change_starts"], segment + i, INTEGER) for i in (0, 1))
        with code.loop(first, last) as change:
            value = code.load(at["change_values"], change, VECTOR)
            self.step.store(value, "parameter", code.load(at["change_parameters"], change, INTEGER))
        with code.if_(last > first):
            self.step.call("prepare")

    def _guess_first_step(self, end: Value) -> None:
        """A step that changes the states by a small share, for the first event of its kind."""
        guess, whole = FIRST_CHANGE / self.step.relative_speed(), end - self.time.get()
        # An ordered comparison: with rates of zero or not finite the whole segment is tried, and then rejected.
        self.length.set((guess < whole).choose(guess, whole))

    def _accepted_step(self, end: Value, kind: Value, fresh: Variable) -> None:
        """Tries shorter and shorter steps until one is accepted or the status says why none is."""
        code = self.code
        accepted = code.variable(INTEGER, 0)
        grow = code.variable(DOUBLE, GROW)
        with code.while_(lambda: (accepted.get() + self.status.get()).compare("eq", 0)):
            remaining, wanted = end - self.time.get(), self.length.get()
            last = wanted >= remaining * 0.999
            # Two equal steps rather than a long one and a sliver.
            half = (wanted > remaining * 0.5).choose(remaining * 0.5, wanted)
            length = last.choose(remaining, half)
            self.step.stages(length)
            error = self.step.finish(self._control("tolerance"))
            self.steps.set(self.steps.get() + 1)
            factor = self._factor(error, grow.get())
            good = error <= 1.0
            with code.if_(good):
                with code.if_(fresh.get().compare("ne", 0)):
                    self._remember_first_step(kind, length, error)
                    fresh.set(0)
                proposed = length * factor
                # A step cut short by the end of the segment says nothing against the longer one proven before.
                kept = (wanted > proposed).choose(wanted, proposed)
                self.length.set((length < wanted).choose(kept, proposed))
                self._finish_step(length, last.choose(end, self.time.get() + length))
                accepted.set(1)
            with code.if_(good.compare("eq", 0)):
                finite = error < float("inf")
                self.length.set(length * finite.choose(factor, NOT_FINITE_SHRINK))
                grow.set(1.0)
                self.rejections.set(self.rejections.get() + 1)
                magnitude = (self.time.get() > 1.0).choose(self.time.get(), 1.0)
                with code.if_(self.length.get() < magnitude * LEAST_RELATIVE_STEP):
                    self.status.set(finite.choose(code.like(STEP_TOO_SMALL, INTEGER), NOT_FINITE))

    def _factor(self, error: Value, grow: Value) -> Value:
        """By how much the next step may be longer, or the next trial must be shorter."""
        power = vector_math.exp(vector_math.log(error.splat()) * ORDER_EXPONENT)
        factor = self.code.value(DOUBLE, f"extractelement {VECTOR} {power.text}, i32 0") * SAFETY
        factor = (factor > SHRINK).choose(factor, SHRINK)
        return (factor < grow).choose(factor, grow)

    def _remember_first_step(self, kind: Value, length: Value, error: Value) -> None:
        """The first step after the next similar event: this one, a little longer if it was far too good.

        Right after an event the error hardly falls with the step, so a rejected first step costs more than a short one.
        """
        longer = (error < FIRST_TOO_GOOD).choose(length * FIRST_GROW, length)
        next_time = (error > FIRST_TOO_BAD).choose(length * FIRST_SHRINK, longer)
        self.code.store(next_time, self.at["first_steps"], kind, DOUBLE)

    def _finish_step(self, length: Value, reached: Value) -> None:
        """Serves the moments inside the accepted step and moves on."""
        code = self.code
        start = self.time.get()
        with code.if_(self._moment_due(reached)):
            self.step.prepare_interpolation()
            with code.while_(lambda: self._moment_due(reached)):
                share = (code.load(self.at["moments"], self.moment.get(), DOUBLE) - start) / length
                self.step.interpolate((share < 1.0).choose(share, 1.0).splat())
                self._write_moment()
        self.step.copy("trial", "state")
        self.time.set(reached)

    def _moment_due(self, reached: Value) -> Value:
        """Whether there is another moment, not later than ``reached``; the list of moments ends with infinity."""
        return self.code.load(self.at["moments"], self.moment.get(), DOUBLE) <= reached

    def _write_moment(self) -> None:
        code, at = self.code, self.at
        with code.if_(at["signals_wanted"].compare("ne", 0)):
            self.step.call("signals")
        row = self.moment.get() * at["output_count"]
        with code.loop(0, at["output_count"]) as output:
            place = code.load(at["outputs"], output, INTEGER)
            code.store(code.load(at["workspace"], place, VECTOR), at["values"], row + output, VECTOR)
        self.moment.set(self.moment.get() + 1)

    def _control(self, name: str) -> Value:
        address = self.code.at(self.at["control"], CONTROL.index(name))
        return self.code.value(DOUBLE, f"load volatile double, ptr {address.text}")

    def _set_control(self, name: str, value: Value) -> None:
        self.code.store(value, self.at["control"], CONTROL.index(name), DOUBLE)
