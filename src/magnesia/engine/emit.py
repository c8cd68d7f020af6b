"""Writing LLVM IR as text, with Python's own arithmetic.

A :class:`Value` stands for a number in the program being written, and ``a * b`` writes the instruction. Text is used
rather than a tree of objects because it is many times faster to make, and the programs are long.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager

LANES = 8
VECTOR, DOUBLE, INTEGER, BIT, POINTER = f"<{LANES} x double>", "double", "i64", "i1", "ptr"
INTEGERS, BITS = f"<{LANES} x i64>", f"<{LANES} x i1>"
VECTOR_BYTES = 8 * LANES
FLOATING = (VECTOR, DOUBLE)

INTRINSICS = f"""
declare {VECTOR} @llvm.sqrt.v{LANES}f64({VECTOR})
declare {VECTOR} @llvm.fabs.v{LANES}f64({VECTOR})
declare {VECTOR} @llvm.minimum.v{LANES}f64({VECTOR}, {VECTOR})
declare {VECTOR} @llvm.maximum.v{LANES}f64({VECTOR}, {VECTOR})
declare double @llvm.vector.reduce.fmaximum.v{LANES}f64({VECTOR})
"""


class Value:
    """A number, pointer or truth value of the program being written; arithmetic on it writes instructions."""

    __slots__ = ("code", "text", "type")

    def __init__(self, code: Function, text: str, kind: str):
        self.code, self.text, self.type = code, text, kind

    def _with(self, integer: str, floating: str, left: Value | float, right: Value | float) -> Value:
        operation = f"{floating} contract" if self.type in FLOATING else integer
        a, b = self.code.like(left, self.type), self.code.like(right, self.type)
        return self.code.value(self.type, f"{operation} {self.type} {a.text}, {b.text}")

    def __add__(self, other: Value | float) -> Value:
        return self._with("add", "fadd", self, other)

    def __radd__(self, other: float) -> Value:
        return self._with("add", "fadd", other, self)

    def __sub__(self, other: Value | float) -> Value:
        return self._with("sub", "fsub", self, other)

    def __rsub__(self, other: float) -> Value:
        return self._with("sub", "fsub", other, self)

    def __mul__(self, other: Value | float) -> Value:
        return self._with("mul", "fmul", self, other)

    def __rmul__(self, other: float) -> Value:
        return self._with("mul", "fmul", other, self)

    def __truediv__(self, other: Value | float) -> Value:
        return self._with("sdiv", "fdiv", self, other)

    def __rtruediv__(self, other: float) -> Value:
        return self._with("sdiv", "fdiv", other, self)

    def __neg__(self) -> Value:
        return self.code.value(self.type, f"fneg {self.type} {self.text}")

    def compare(self, how: str, other: Value | float) -> Value:
        """``how`` in the words of LLVM: olt, oge, uno ... for floating numbers, slt, eq ... for whole numbers."""
        operation = "fcmp" if self.type in FLOATING else "icmp"
        right = self.code.like(other, self.type)
        return self.code.value(
            BITS if self.type in (VECTOR, INTEGERS) else BIT, f"{operation} {how} {self.type} {self.text}, {right.text}"
        )

    def __lt__(self, other: Value | float) -> Value:
        return self.compare("olt" if self.type in FLOATING else "slt", other)

    def __gt__(self, other: Value | float) -> Value:
        return self.compare("ogt" if self.type in FLOATING else "sgt", other)

    def __le__(self, other: Value | float) -> Value:
        return self.compare("ole" if self.type in FLOATING else "sle", other)

    def __ge__(self, other: Value | float) -> Value:
        return self.compare("oge" if self.type in FLOATING else "sge", other)

    def __and__(self, other: Value | int) -> Value:
        return self._with("and", "", self, other)

    def choose(self, if_true: Value, if_false: Value | float) -> Value:
        """``if_true`` where this truth value holds, else ``if_false``."""
        other = self.code.like(if_false, if_true.type)
        return self.code.value(
            if_true.type, f"select {self.type} {self.text}, {if_true.type} {if_true.text}, {if_true.type} {other.text}"
        )

    def cast(self, how: str, kind: str) -> Value:
        """The same number as another type; ``how`` in the words of LLVM (bitcast, sitofp, ...)."""
        return self.code.value(kind, f"{how} {self.type} {self.text} to {kind}")

    def splat(self) -> Value:
        """A scalar in all lanes."""
        one = self.code.value(VECTOR, f"insertelement {VECTOR} poison, double {self.text}, i32 0")
        return self.code.value(
            VECTOR, f"shufflevector {VECTOR} {one.text}, {VECTOR} poison, <{LANES} x i32> zeroinitializer"
        )

    def call(self, intrinsic: str, *others: Value) -> Value:
        """An LLVM intrinsic from vectors to a vector."""
        arguments = ", ".join(f"{value.type} {value.text}" for value in (self, *others))
        return self.code.value(VECTOR, f"call {VECTOR} @llvm.{intrinsic}.v{LANES}f64({arguments})")

    def largest(self) -> Value:
        """The largest lane of a vector; NaN if any lane is."""
        return self.code.value(DOUBLE, f"call double @llvm.vector.reduce.fmaximum.v{LANES}f64({VECTOR} {self.text})")


class Variable:
    """A scalar that changes while the program runs."""

    def __init__(self, code: Function, address: str, kind: str):
        self.code, self.address, self.type = code, address, kind

    def get(self) -> Value:
        return self.code.value(self.type, f"load {self.type}, ptr {self.address}")

    def set(self, value: Value | float) -> None:
        self.code.line(f"store {self.type} {self.code.like(value, self.type).text}, ptr {self.address}")


class Function:
    """One function being written. It returns nothing: results go through memory."""

    def __init__(self, name: str, arguments: dict[str, str]):
        self.name = name
        self.signature = ", ".join(f"{kind} %{argument}" for argument, kind in arguments.items())
        self.argument = {argument: Value(self, f"%{argument}", kind) for argument, kind in arguments.items()}
        self.lines: list[str] = []
        self.entry: list[str] = []
        self.count = 0

    def text(self) -> str:
        """The finished function as LLVM IR."""
        body = "\n".join((*self.entry, "br label %start", "start:", *self.lines))
        return f"define void @{self.name}({self.signature}) #0 {{\nentry:\n{body}\nret void\n}}\n"

    def line(self, text: str) -> None:
        self.lines.append(text)

    def fresh(self) -> str:
        self.count += 1
        return f"v{self.count}"

    def value(self, kind: str, text: str) -> Value:
        name = f"%{self.fresh()}"
        self.lines.append(f"{name} = {text}")
        return Value(self, name, kind)

    def like(self, value: Value | float, kind: str) -> Value:
        """A Python number as a constant of the given type; values pass through."""
        if isinstance(value, Value):
            return value
        return Value(self, literal(value, kind), kind)

    def variable(self, kind: str, start: Value | float) -> Variable:
        address = f"%{self.fresh()}"
        self.entry.append(f"{address} = alloca {kind}")
        variable = Variable(self, address, kind)
        variable.set(start)
        return variable

    def at(self, base: Value, index: Value | int, size: int = 8) -> Value:
        """The address ``index`` elements of ``size`` bytes after ``base``."""
        if isinstance(index, int):
            return self.value(POINTER, f"getelementptr i8, ptr {base.text}, i64 {index * size}")
        return self.value(POINTER, f"getelementptr i8, ptr {base.text}, i64 {(index * size).text}")

    def load(self, base: Value, index: Value | int, kind: str) -> Value:
        size = VECTOR_BYTES if kind == VECTOR else 8
        return self.value(kind, f"load {kind}, ptr {self.at(base, index, size).text}, align {size}")

    def store(self, value: Value | float, base: Value, index: Value | int, kind: str) -> None:
        size = VECTOR_BYTES if kind == VECTOR else 8
        address = self.at(base, index, size)
        self.line(f"store {kind} {self.like(value, kind).text}, ptr {address.text}, align {size}")

    def call(self, name: str, *arguments: Value) -> None:
        self.line(f"call void @{name}({', '.join(f'{value.type} {value.text}' for value in arguments)})")

    @contextmanager
    def loop(self, start: Value | int, stop: Value | int) -> Iterator[Value]:
        """Runs the block for every whole number from start up to, not including, stop."""
        index = self.variable(INTEGER, start)
        with self.while_(lambda: index.get() < stop):
            current = index.get()
            yield current
            index.set(current + 1)

    @contextmanager
    def while_(self, condition) -> Iterator[None]:
        """Repeats the block as long as ``condition()``, a truth value written anew, holds."""
        label = self.fresh()
        self.line(f"br label %{label}.test")
        self.line(f"{label}.test:")
        self.line(f"br i1 {condition().text}, label %{label}.body, label %{label}.done")
        self.line(f"{label}.body:")
        yield
        self.line(f"br label %{label}.test")
        self.line(f"{label}.done:")

    @contextmanager
    def if_(self, condition: Value) -> Iterator[None]:
        label = self.fresh()
        self.line(f"br i1 {condition.text}, label %{label}.then, label %{label}.done")
        self.line(f"{label}.then:")
        yield
        self.line(f"br label %{label}.done")
        self.line(f"{label}.done:")


def literal(value: float, kind: str) -> str:
    """A Python number as LLVM writes it, bit for bit."""
    if kind == DOUBLE:
        return f"0x{struct.unpack('<Q', struct.pack('<d', float(value)))[0]:016X}"
    if kind == VECTOR:
        element = literal(value, DOUBLE)
        return f"<{', '.join([f'double {element}'] * LANES)}>"
    if kind == INTEGERS:
        return f"<{', '.join([f'i64 {int(value)}'] * LANES)}>"
    return str(int(value))
